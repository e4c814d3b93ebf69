"""Refusals: every way in which a rule of the house says no; app/web/errors.py puts them into words."""

from datetime import datetime
from typing import Any
from uuid import UUID


class Refusal(Exception):
    """A rule said no; the subclass names the situation and carries its facts."""


class NotFound(Refusal):
    """The thing is not there, or is not the asker's: the two are told alike (promise 3)."""


class NotAllowed(Refusal):
    """The person lacks the right that the page needs."""


class TooManyTries(Refusal):
    """A limit was reached; `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class CoursesHaveErrors(Refusal):
    """The courses cannot be published; `problems` lists every one, with file, line and column."""

    def __init__(self, problems: tuple[Any, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class AttemptsExhausted(Refusal):
    """No attempt is left now; `next_at` is when the next one opens, or None when none will."""

    def __init__(self, next_at: datetime | None) -> None:
        super().__init__(next_at)
        self.next_at = next_at


class AttemptClosed(Refusal):
    """The attempt is over; its answers no longer change (409). `late`: what came was kept, and never counts."""

    def __init__(self, attempt_id: UUID, late: bool = False) -> None:
        super().__init__(attempt_id)
        self.late = late


class CertificateNotDue(Refusal):
    """Something is still missing for the certificate: the module's page lists it."""


class RequestNotDue(Refusal):
    """Another attempt is asked for only when none is left, none is open and the quiz is not passed (409)."""


class DecidedMeanwhile(Refusal):
    """Somebody else was quicker to decide or to grade it; what they did stands (409)."""


class NobodyToWriteTo(Refusal):
    """Nobody is in the group to which a message was to be sent (409)."""


class WordsMissing(Refusal):
    """A message is not written in each language of its readers (422); `languages` says in which it is not."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        super().__init__(languages)
        self.languages = languages


class MarkOnlyRises(Refusal):
    """A mark was to be changed to as many points or fewer: it only rises (409)."""


class BadAnswer(Refusal):
    """The form holds something that its question does not offer (400); `question_id` says where."""

    def __init__(self, question_id: str) -> None:
        super().__init__(question_id)
        self.question_id = question_id


class BadSave(Refusal):
    """A save whose number or key nobody could have sent in earnest (400); `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class KeyRefused(Refusal):
    """A corrected key does not fit its question, or says what is in force already."""


class SecondPersonNeeded(Refusal):
    """Who proposed a correction cannot confirm it (T08)."""


class ModuleExists(Refusal):
    """A module with this id is there already, or was (409): an address is never used twice."""


class BadModuleId(Refusal):
    """The id of a new module is not lower-case letters, digits and hyphens (422)."""


class BadPath(Refusal):
    """A path leads outside of the module, or is written in a way that some file system does not keep (422)."""


class BadLessonId(Refusal):
    """The id of a lesson is badly written, a word that is an address already, or another lesson's (422)."""


class TextTooLong(Refusal):
    """A page is larger than the studio takes (413); both figures are in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size, self.limit = size, limit


class TookTooLong(Refusal):
    """A text would have held up its reader for more than these seconds (422)."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class DraftIsLocked(Refusal):
    """The text is in review or approved: it is taken back first, then changed (409). `stage` names where it stands."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class SavedMeanwhile(Refusal):
    """Somebody else has saved this file since it was seen; `content` is what stands now, None if removed (409)."""

    def __init__(self, path: str, content: bytes | None, sha256: str | None) -> None:
        super().__init__(path)
        self.path, self.content, self.sha256 = path, content, sha256


class ExchangeRefused(Refusal):
    """A file from elsewhere cannot be read at all, and nothing of it was taken (422).

    `code` says why, `where` is the line, row or member of the file, `facts` fill the words.
    """

    def __init__(self, code: str, where: str = "", **facts: str) -> None:
        super().__init__(code, where)
        self.code, self.where, self.facts = code, where, facts


class BaseChanged(Refusal):
    """What new starters get is not what the publisher compared with: the consequences are shown anew (409)."""


class LastEdition(Refusal):
    """No other edition is left for new starters: the module is withdrawn as a whole instead (409)."""


class ModuleWithdrawn(Refusal):
    """The module takes nobody new; those inside may finish (410)."""


class AlreadyFinished(Refusal):
    """Who has finished a module stays with the edition that they have finished (409)."""


class ReasonNeeded(Refusal):
    """This is done with a reason, which is kept and shown (422)."""


class TranslationMisfit(Refusal):
    """New words of a translation do not fit their blocks (422); `misfits` say which, and why (fitting.py)."""

    def __init__(self, misfits: tuple[Any, ...]) -> None:
        super().__init__(f"{len(misfits)} misfits")
        self.misfits = misfits
