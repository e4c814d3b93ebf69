"""Publication from the studio: the approved text, and exactly the consequences that were shown."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses.checking import check_courses
from app.core.courses.consequences import Kind, differences
from app.core.courses.content import Module as ModuleContent
from app.core.courses.problems import Problem
from app.core.courses.reading import read_module
from app.core.courses.review import version_of
from app.core.courses.revisions import revision_hash
from app.core.courses.stages import Stage
from app.core.errors import BaseChanged, CoursesHaveErrors, DecidedMeanwhile, ReasonNeeded
from app.database import runs_again
from app.extensions import db
from app.models.courses import Module
from app.models.drafts import DraftStep
from app.services import publishing
from app.services.authorship import authored
from app.services.library import module_at
from app.services.publishing import NO_TRACKS, TRACKS_FILE, Published, publish_module
from app.services.review_mails import tell_turn
from app.services.reviewing import LONGEST_REASON, content_of, hashes_of, locked_draft, note_step
from app.services.sessions import SignedIn


@runs_again(db.session)
def publish_draft(
    *,
    module_id: str,
    seen: str,
    base: UUID | None,
    means_the_same: bool,
    reason: str,
    who: SignedIn,
    now: datetime,
) -> Published:
    """Publish the approved draft; `seen` names its text, `base` the revision with which it was compared.

    `means_the_same` says, with its reason, that reworded questions still ask the same. Raises DecidedMeanwhile
    where the text is not the approved one or not approved, BaseChanged where new starters get another revision
    than `base` by now, CoursesHaveErrors where the courses as a whole would no longer hold together.
    """
    authored(module_id, who, Doing.PUBLISH)
    # In the order in which a publication from a folder locks them.
    module = db.session.get_one(Module, module_id, with_for_update=True, populate_existing=True)
    draft = locked_draft(module_id)
    hashes = hashes_of(module_id)
    if Stage(draft.stage) is not Stage.APPROVED or version_of(hashes) != seen:
        raise DecidedMeanwhile(module_id)
    if module.current_revision_id != base:
        raise BaseChanged(module_id)
    files = content_of(hashes)
    if revision_hash(files) != _approved_hash(module_id, draft.round):
        raise DecidedMeanwhile(module_id)
    content = _checked(module_id, files)
    reason = reason.strip()[:LONGEST_REASON]
    if means_the_same and not reason and _is_reworded(base, content):
        raise ReasonNeeded(module_id)
    done = publish_module(
        content,
        files,
        by=str(who.person_id),
        now=now,
        means_the_same=means_the_same,
        restores=True,
    )
    step = note_step(draft, Stage.PUBLISHED, revision_hash(files), reason, who.person_id, now)
    draft.based_on_id = done.revision_id
    tell_turn(draft, step, files, who.person_id, now)
    db.session.commit()
    return done


def _is_reworded(base: UUID | None, content: ModuleContent) -> bool:
    """Whether a graded question asks in other words than what new starters get now."""
    if base is None:
        return False
    return any(one.kind is Kind.MEANING for one in differences(module_at(base), content))


def _approved_hash(module_id: str, round_: int) -> str | None:
    """The hash of the text to which the last approval of this round was given."""
    return db.session.scalar(
        select(DraftStep.hash)
        .where(
            DraftStep.module_id == module_id,
            DraftStep.round == round_,
            DraftStep.to_stage == Stage.APPROVED,
        )
        .order_by(DraftStep.taken_at.desc())
        .limit(1)
    )


def _checked(module_id: str, files: Mapping[str, bytes]) -> ModuleContent:
    """The module as read, once all courses together hold with it: what others link to must still be there.

    So what is published here can always be exported and published elsewhere.
    """
    before = publishing.export()
    after = {path: body for path, body in before.items() if not path.startswith(f"{module_id}/")}
    after.setdefault(TRACKS_FILE, NO_TRACKS)
    after |= {f"{module_id}/{path}": body for path, body in files.items()}
    errors = [problem for problem in check_courses(after) if problem.is_error]
    own = [one for one in errors if one.path.startswith(f"{module_id}/")]
    if len(own) < len(errors):
        # What was wrong elsewhere before is not this publication's doing.
        known = {_name(problem) for problem in check_courses(before)}
        own += [one for one in errors if one not in own and _name(one) not in known]
    content, _ = read_module(module_id, files)
    if own or content is None:
        db.session.rollback()
        raise CoursesHaveErrors(tuple(own))
    return content


def _name(problem: Problem) -> tuple[str, int, str, tuple[tuple[str, str], ...]]:
    return problem.path, problem.line, problem.code, problem.facts
