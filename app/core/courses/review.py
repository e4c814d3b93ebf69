"""The rules of the way to publication: which step is open to whom, whose turn it is, and what four eyes mean."""

import hashlib
from collections.abc import Collection, Mapping
from typing import TypeVar

from app.core.access.authorship import Doing, Part
from app.core.courses.comparing import fields_of
from app.core.courses.layout import FACTS_FILE
from app.core.courses.stages import MOVES, Move, Stage, Step

Whose = TypeVar("Whose")
ONE_LANGUAGE = "one-language"
"""Stands as the reason where the language check has passed of itself: there is nothing to compare."""

_ONWARD: dict[Stage, Step] = {
    Stage.DRAFT: Step.SUBMIT,
    Stage.REVIEW: Step.PASS_REVIEW,
    Stage.LANGUAGE_CHECK: Step.PASS_LANGUAGE,
    Stage.APPROVAL: Step.APPROVE,
    Stage.APPROVED: Step.PUBLISH,
}
_TURN: dict[Stage, tuple[Part, ...]] = {
    Stage.DRAFT: (Part.OWNER, Part.AUTHOR),
    Stage.REVIEW: (Part.REVIEWER,),
    Stage.LANGUAGE_CHECK: (Part.REVIEWER,),
    Stage.APPROVAL: (Part.REVIEWER, Part.OWNER),
    Stage.APPROVED: (Part.OWNER,),
    Stage.PUBLISHED: (Part.OWNER, Part.AUTHOR, Part.REVIEWER),
}


def onward(stage: Stage) -> Step | None:
    """The step that leads on from here; None once published."""
    return _ONWARD.get(stage)


def moves_of(step: Step, stage: Stage) -> tuple[Move, ...]:
    """The moves that this step makes from this stage; none where it is not its turn."""
    return tuple(move for move in MOVES[step] if move.before is stage)


def turn(
    stage: Stage, people: Mapping[Whose, Part], changers: Collection[Whose]
) -> tuple[Whose, ...]:
    """Whose turn it is at this stage, of those with a part; nobody where an administrator has to step in.

    Where a module has no reviewer its owners review; who changed the text in this round cannot approve it.
    """
    due = [one for one, part in people.items() if part in _TURN[stage]]
    if not due and stage in (Stage.REVIEW, Stage.LANGUAGE_CHECK):
        due = [one for one, part in people.items() if part is Part.OWNER]
    if stage is Stage.APPROVAL:
        due = [one for one in due if one not in changers]
    return tuple(due)


def has_one_language(files: Mapping[str, bytes]) -> bool:
    """Whether module.yaml lists a single language, so that no translation has to be looked at."""
    return "," not in fields_of(files.get(FACTS_FILE, b"")).get("languages", "")


def version_of(hashes: Mapping[str, str]) -> str:
    """One name for a text by the hashes of its files: who takes a step names the text that they saw."""
    lines = "".join(f"{path}\0{sha256}\n" for path, sha256 in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def needs_reason(step: Step, *, is_among_changers: bool) -> bool:
    """Sending back is explained, and so is approving one's own text."""
    return step is Step.SEND_BACK or (step is Step.APPROVE and is_among_changers)


def doings_of(step: Step, stage: Stage) -> frozenset[Doing]:
    """Any one of these lets somebody take the step."""
    return frozenset(move.doing for move in moves_of(step, stage))
