"""A learner in the storm: starts, saves by the protocol of the quiz page, submits; and sends things twice."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from tests.storm.course import ASKED, MODULE
from tests.storm.line import Answer, Line
from tests.storm.log import Log
from tests.storm.sheet import Asked, Fields, read_sheet

MOST_SAVES = 12
AGAIN, OLD, LAST_FIELD, AFTERWARDS = 0.2, 0.1, 0.4, 0.3


class Surprise(Exception):
    """The server answered as it never should."""


@dataclass(frozen=True)
class Save:
    """One save as it goes over the wire; sent again it is the same."""

    question: str
    sequence: int
    key: str
    fields: Fields

    def form(self, seen: int) -> Fields:
        stamp = {"question": [self.question], "sequence": [str(self.sequence)], "key": [self.key]}
        return {**stamp, "seen": [str(seen)], **self.fields}

    def told(self) -> dict[str, Any]:
        return {"question": self.question, "sequence": self.sequence, "key": self.key}


class Learner:
    """One person in one round, with a fresh attempt."""

    def __init__(self, line: Line, log: Log, dice: Random) -> None:
        self.line, self.log, self.dice = line, log, dice
        self.attempt = ""
        self.sheet: dict[str, Asked] = {}
        self.saves: list[Save] = []
        self.seen = 0

    def begin(self) -> None:
        """Start the attempt and read its page, as a browser does."""
        self.log.sent("start")
        answer = self.line.post(f"/en/modules/{MODULE}/quiz", {})
        self._expect(answer, 302, "/en/attempts/")
        self.attempt = str(UUID(answer.location.rpartition("/")[2]))
        self.log.acknowledged("start", attempt=self.attempt)
        page = self.line.get(f"/en/attempts/{self.attempt}")
        self._expect(page, 200)
        self.sheet = read_sheet(page.body)
        if sorted(self.sheet) != sorted(ASKED):
            raise Surprise(f"The page of the attempt asks {sorted(self.sheet)}")

    def go_on(self) -> None:
        """Answer, change answers, and submit; now and then something is delivered twice or late."""
        for _ in range(self.dice.randint(0, MOST_SAVES)):
            save = self._make_save()
            self._save(save, stands=True)
            if self.dice.random() < AGAIN:
                self._save(save, stands=True)
            if self.dice.random() < OLD:
                self._save(self.dice.choice(self.saves))
        self._submit()

    def _make_save(self) -> Save:
        asked = self.sheet[self.dice.choice(ASKED)]
        key = UUID(int=self.dice.getrandbits(128)).hex
        save = Save(asked.id, self.seen + 1, key, asked.answer(self.dice))
        self.saves.append(save)
        self.log.sent("save", attempt=self.attempt, fields=save.fields, **save.told())
        return save

    def _save(self, save: Save, *, stands: bool | None = None) -> None:
        answer = self.line.post(f"/en/attempts/{self.attempt}/answers", save.form(self.seen))
        self._expect(answer, 200)
        told = json.loads(answer.body)
        if (stands and not told["saved"]) or told["sequence"] < save.sequence or told["others"]:
            raise Surprise(f"A save of this window alone was answered by {told}")
        self.seen = max(self.seen, told["sequence"])
        self.log.acknowledged("save", attempt=self.attempt, **save.told())

    def _submit(self) -> None:
        """With the button for blanks, and with a last field that was typed and not yet saved."""
        form: Fields = {"seen": [str(self.seen)], "sure": ["yes"]}
        last: Fields = {}
        if self.dice.random() < LAST_FIELD:
            last = self.sheet[self.dice.choice(ASKED)].answer(self.dice)
        self.log.sent("submit", attempt=self.attempt, fields=last)
        first = self._send_form(form | last)
        self.log.acknowledged("submit", attempt=self.attempt, fields=last)
        if self.dice.random() < AFTERWARDS and self._send_form(form | last) != first:
            raise Surprise("A second submission leads elsewhere")
        if self.dice.random() < AFTERWARDS:
            self._try_to_change()

    def _send_form(self, form: Fields) -> str:
        answer = self.line.post(f"/en/attempts/{self.attempt}/submit", form)
        self._expect(answer, 302, f"/en/attempts/{self.attempt}/result")
        return answer.location

    def _try_to_change(self) -> None:
        """A save after the end is refused, and nothing of it may be found later: it is not in the log."""
        asked = self.sheet[self.dice.choice(ASKED)]
        late = Save(asked.id, self.seen + 1, "after-the-end", asked.answer(self.dice))
        answer = self.line.post(f"/en/attempts/{self.attempt}/answers", late.form(self.seen))
        self._expect(answer, 409)

    def _expect(self, answer: Answer, status: int, location: str = "") -> None:
        if answer.status != status or location not in answer.location:
            told = " ".join(answer.body.decode(errors="replace").split())[:300]
            raise Surprise(f"{answer.status} {answer.location}, not {status} {location}: {told}")
