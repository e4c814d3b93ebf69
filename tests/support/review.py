"""A draft on its way: people with their parts, steps taken by them, and a text published from the studio."""

from app.core.access.authorship import Part
from app.core.courses.stages import Step
from app.services import drafts, publication
from app.services.consequences import Consequences, consequences_of
from app.services.draft_saving import save_files
from app.services.publishing import Published
from app.services.review_line import review_line
from app.services.reviewing import take_step
from app.services.sessions import SignedIn
from tests.support.moments import NOW
from tests.support.studio import MODULE, give_part, make_writer

WAY = (Step.SUBMIT, Step.PASS_REVIEW, Step.PASS_LANGUAGE, Step.APPROVE)


def make_reviewer(module: str = MODULE, **values) -> SignedIn:
    return give_part(make_writer(**values), Part.REVIEWER, module)


def go(step: Step, who: SignedIn, *, module: str = MODULE, reason: str = "", now=NOW) -> None:
    """Take a step on the text as it stands."""
    seen = review_line(module, who).seen
    take_step(module_id=module, step=step, seen=seen, reason=reason, who=who, now=now)


def approve(owner: SignedIn, reviewer: SignedIn, *, module: str = MODULE, now=NOW) -> None:
    """From writing to approval; the language check is left out where it passes of itself."""
    go(Step.SUBMIT, owner, module=module, now=now)
    for step in WAY[1:]:
        if review_line(module, reviewer).next_step is step:
            go(step, reviewer, module=module, now=now)


def write(
    who: SignedIn, changes: dict[str, bytes | None], *, module: str = MODULE, now=NOW
) -> None:
    """Save these files over whatever stands."""
    entries = drafts.working_text(module, who).entries
    seen = {path: entries[path].sha256 if path in entries else None for path in changes}
    save_files(module_id=module, changes=changes, seen=seen, who=who, now=now)


def publish_draft(
    owner: SignedIn,
    *,
    module: str = MODULE,
    means_the_same: bool = False,
    reason: str = "The words are clearer.",
    now=NOW,
) -> tuple[Consequences, Published]:
    """What the publication promises, and what it then says that it did."""
    foreseen = consequences_of(module, owner, means_the_same=means_the_same)
    done = publication.publish_draft(
        module_id=module,
        seen=foreseen.seen,
        base=foreseen.current.id if foreseen.current else None,
        means_the_same=means_the_same,
        reason=reason,
        who=owner,
        now=now,
    )
    return foreseen, done


def release(
    owner: SignedIn,
    reviewer: SignedIn,
    changes: dict[str, bytes | None] | None = None,
    *,
    module: str = MODULE,
    means_the_same: bool = False,
    now=NOW,
) -> tuple[Consequences, Published]:
    """Write, review, approve and publish."""
    if changes:
        write(owner, changes, module=module, now=now)
    approve(owner, reviewer, module=module, now=now)
    return publish_draft(owner, module=module, means_the_same=means_the_same, now=now)
