"""The way of a module's text from draft to publication: the stages, and which step leads from one to another."""

from dataclasses import dataclass
from enum import StrEnum

from app.core.access.authorship import Doing


class Stage(StrEnum):
    """Where a draft stands; only in DRAFT and PUBLISHED does its text change, and then it is a DRAFT."""

    DRAFT = "draft"
    REVIEW = "review"
    LANGUAGE_CHECK = "language-check"
    APPROVAL = "approval"
    APPROVED = "approved"
    PUBLISHED = "published"


WRITABLE = frozenset({Stage.DRAFT, Stage.PUBLISHED})


class Step(StrEnum):
    """What moves a draft on, or back."""

    SUBMIT = "submit"
    PASS_REVIEW = "pass-review"  # noqa: S105 -- a step, no secret
    PASS_LANGUAGE = "pass-language"  # noqa: S105 -- a step, no secret
    APPROVE = "approve"
    PUBLISH = "publish"
    SEND_BACK = "send-back"


@dataclass(frozen=True, slots=True)
class Move:
    """From which stage a step leads where, and what its doer must be allowed to do."""

    before: Stage
    after: Stage
    doing: Doing


MOVES: dict[Step, tuple[Move, ...]] = {
    Step.SUBMIT: (Move(Stage.DRAFT, Stage.REVIEW, Doing.WRITE),),
    Step.PASS_REVIEW: (Move(Stage.REVIEW, Stage.LANGUAGE_CHECK, Doing.REVIEW),),
    Step.PASS_LANGUAGE: (Move(Stage.LANGUAGE_CHECK, Stage.APPROVAL, Doing.REVIEW),),
    Step.APPROVE: (Move(Stage.APPROVAL, Stage.APPROVED, Doing.REVIEW),),
    Step.PUBLISH: (Move(Stage.APPROVED, Stage.PUBLISHED, Doing.PUBLISH),),
    # Authors take their text back to write on; reviewers send it back with a reason.
    Step.SEND_BACK: tuple(
        Move(stage, Stage.DRAFT, doing)
        for stage in (Stage.REVIEW, Stage.LANGUAGE_CHECK, Stage.APPROVAL, Stage.APPROVED)
        for doing in (Doing.WRITE, Doing.REVIEW)
    ),
}


def is_writable(stage: Stage) -> bool:
    """Whether the text may change; in review it stands still, so that what was read is what is published."""
    return stage in WRITABLE
