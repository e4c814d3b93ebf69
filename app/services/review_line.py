"""Where a draft stands: the line of steps with who and when, and what the reader may do next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.access.authorship import Doing
from app.core.access.names import whole_name
from app.core.courses.review import ONE_LANGUAGE, doings_of, onward, version_of
from app.core.courses.stages import Stage, Step
from app.core.errors import NotFound
from app.extensions import db
from app.models.drafts import BlockComment, Draft, DraftChange, DraftStep
from app.models.people import Person
from app.services.authorship import Authored, authored
from app.services.drafts import published_entries
from app.services.reviewing import hashes_of
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken; `by` is empty for one that was taken of itself and for an account that is gone."""

    before: Stage
    after: Stage
    at: datetime
    by: str
    reason: str
    hash: str
    round: int

    @property
    def is_of_itself(self) -> bool:
        """The language check of a module in one language."""
        return self.reason == ONE_LANGUAGE and not self.by

    @property
    def is_back(self) -> bool:
        return self.after is Stage.DRAFT


@dataclass(frozen=True, slots=True)
class Line:
    """How a draft stands in its present round; `seen` names the text, `next_step` is None where none is due.

    `changers` are those who wrote in this round by name; `is_own` says that the reader is one of them.
    """

    found: Authored
    stage: Stage
    round: int
    based_on_id: UUID | None
    hashes: dict[str, str]
    taken: tuple[Taken, ...]
    changers: tuple[str, ...]
    is_own: bool
    open_comments: int
    next_step: Step | None
    may_step: bool
    may_send_back: bool

    @property
    def seen(self) -> str:
        return version_of(self.hashes)

    def stage_left(self, stage: Stage) -> Taken | None:
        """The step by which this stage was left for the next one, and stands: it was not sent back since."""
        back = max((place for place, one in enumerate(self.taken) if one.is_back), default=-1)
        onward = (one for one in self.taken[back + 1 :] if one.before is stage)
        return next((one for one in onward if not one.is_back), None)


def review_line(module_id: str, who: SignedIn) -> Line:
    """The draft's way for somebody with a part in it. Six queries at most.

    Where nobody has opened a draft the published text stands at the end of its way.
    """
    found = authored(module_id, who, Doing.COMMENT)
    draft = db.session.get(Draft, module_id)
    if draft is None:
        return _published(found)
    stage = Stage(draft.stage)
    changers = _changers(draft)
    step = onward(stage)
    back = doings_of(Step.SEND_BACK, stage)
    return Line(
        found=found,
        stage=stage,
        round=draft.round,
        based_on_id=draft.based_on_id,
        hashes=hashes_of(module_id),
        taken=_taken(draft),
        changers=tuple(changers.values()),
        is_own=who.person_id in changers,
        open_comments=open_comments(module_id),
        next_step=step,
        may_step=step is not None and any(map(found.may, doings_of(step, stage))),
        may_send_back=any(map(found.may, back)),
    )


def _published(found: Authored) -> Line:
    if found.revision_id is None:
        raise NotFound(found.module_id)
    return Line(
        found=found,
        stage=Stage.PUBLISHED,
        round=0,
        based_on_id=found.revision_id,
        hashes={path: one.sha256 for path, one in published_entries(found.revision_id).items()},
        taken=(),
        changers=(),
        is_own=False,
        open_comments=0,
        next_step=None,
        may_step=False,
        may_send_back=False,
    )


def open_comments(module_id: str) -> int:
    """Remarks that nobody has resolved."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(BlockComment)
            .where(
                BlockComment.module_id == module_id,
                BlockComment.answers_id.is_(None),
                BlockComment.resolved_at.is_(None),
            )
        )
        or 0
    )


def _changers(draft: Draft) -> dict[UUID, str]:
    rows = db.session.execute(
        select(Person.id, Person.given_name, Person.family_name)
        .join(DraftChange, DraftChange.person_id == Person.id)
        .where(DraftChange.module_id == draft.module_id, DraftChange.round == draft.round)
        .order_by(Person.family_name, Person.given_name, Person.id)
        .distinct()
    )
    return {row[0]: whole_name(row[1], row[2]) for row in rows}


def _taken(draft: Draft) -> tuple[Taken, ...]:
    rows = db.session.execute(
        select(DraftStep, Person.given_name, Person.family_name)
        .join(Person, Person.id == DraftStep.taken_by_id, isouter=True)
        .where(DraftStep.module_id == draft.module_id, DraftStep.round == draft.round)
        .order_by(DraftStep.taken_at)
    )
    taken = [
        Taken(
            Stage(step.from_stage),
            Stage(step.to_stage),
            step.taken_at,
            whole_name(given, family) if given or family else "",
            step.reason,
            step.hash,
            step.round,
        )
        for step, given, family in rows
    ]
    # Two steps of one moment: what passes of itself comes after what led there.
    return tuple(sorted(taken, key=lambda one: (one.at, one.is_of_itself)))
