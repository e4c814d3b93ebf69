"""Steps in any order: what a learner, two trainers and the clock may do, and what must then have come of it.

The machine keeps in memory what was acknowledged to it; tests/services/test_any_order.py compares.
"""

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from sqlalchemy import select

from app.core.courses.content import Module, Question
from app.core.courses.keys import ChoiceKey, TrueFalseKey
from app.core.errors import AttemptClosed, AttemptsExhausted, KeyRefused
from app.core.quizzes.answers import to_fields
from app.core.quizzes.corrected_keys import AcceptedWords, Everyone
from app.core.quizzes.paper import Paper, Presented
from app.core.quizzes.saving import Given, Stamp, form_stamp
from app.extensions import db
from app.models.courses import Revision
from app.models.enrolments import Enrolment
from app.models.quizzes import Attempt
from app.services import attempts, saving
from app.services.library import module_at
from app.services.saving import Changes, read_fields
from tests.core.quizzes.any_question import right_value
from tests.support import corrections, learning
from tests.support.courses import publish
from tests.support.exam import exam_files
from tests.support.factories import make_person
from tests.support.moments import NOW

MODULES = itertools.count(1)
LESSON = "en/02-lesson-2.md"
GRACE = timedelta(seconds=30)
DAY = timedelta(hours=24)
VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {"quiz": "minutes: 20"},
    "sure": {"quiz": "minutes: 20, certainty: yes"},
    "drawn": {"quiz": "draw: 4"},
    "flipped": {"quiz": "minutes: 20", "flipped": True},
}
KEYS = [
    ("one", ChoiceKey(frozenset({0}))),
    ("one", ChoiceKey(frozenset({1}))),
    ("one", Everyone()),
    ("truth", TrueFalseKey(True)),
    ("truth", TrueFalseKey(False)),
    ("word", AcceptedWords({"en": ("nonsense",), "ru": ("бессмыслица",)})),
]
WAITS = [timedelta(minutes=1), timedelta(minutes=19), timedelta(minutes=21), timedelta(hours=9)]
NUMBERS = st.integers(0, 40)
KINDS = st.sampled_from(["right", "wrong", "blank"])
SAVES = st.tuples(
    st.integers(0, 1), KINDS, st.integers(0, 3), st.integers(1, 3), st.sampled_from("abc")
)


@dataclass
class Sat:
    """What the test itself remembers of one attempt."""

    id: UUID
    revision_id: UUID
    started_at: datetime
    is_granted: bool
    deadline: datetime | None
    paper: Paper
    given: dict[str, Given] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)
    ended_by: str | None = None

    def is_overdue(self, now: datetime) -> bool:
        return self.deadline is not None and now > self.deadline + GRACE

    @property
    def questions(self) -> list[str]:
        return [item.question_id for item in self.paper]

    def asked(self, question_id: str) -> tuple[Module, Question, Presented]:
        module = module_at(self.revision_id)
        question = next(one for one in module.questions if one.id == question_id)
        return module, question, next(i for i in self.paper if i.question_id == question_id)


class Steps(RuleBasedStateMachine):
    """One learner in a module of their own, its two trainers, and a clock that only they move."""

    @initialize(variant=st.sampled_from(sorted(VARIANTS)))
    def enrol(self, variant: str) -> None:
        self.module = f"exam-{next(MODULES)}"
        self.variant, self.words, self.language = variant, 0, "en"
        self.now = NOW
        self.sat: list[Sat] = []
        self.sent: list[tuple[Sat, str, dict[str, list[str]], Stamp, str]] = []
        self.grades: dict[UUID, Any] = {}
        self.lessons: set[str] = set()
        self.grants = self.number = self.structures = self.moves = 0
        self.publish(variant)
        self.person = make_person()
        self.trainers = [corrections.make_trainer(self.module) for _ in range(2)]
        for one in (self.person, *self.trainers):
            db.session.expunge(one)
        self.enrolment = learning.begin(self.person, self.module, self.now)
        self.structure = self.structure_now()

    def publish(self, variant: str) -> None:
        """With other words in a lesson each time: words of a graded question would leave the learner behind."""
        files = exam_files(**VARIANTS[variant])
        files[LESSON] += f"\nSeen {self.words} times.\n".encode()
        publish({self.module: files})

    def revision_now(self) -> UUID | None:
        return db.session.scalar(
            select(Enrolment.revision_id).where(Enrolment.id == self.enrolment)
        )

    def structure_now(self) -> str | None:
        return db.session.scalar(
            select(Revision.structure)
            .join(Enrolment, Enrolment.revision_id == Revision.id)
            .where(Enrolment.id == self.enrolment)
        )

    def one_of(self, number: int) -> Sat:
        """Any attempt, the latest one most often."""
        return self.sat[-1] if number % 3 else self.sat[number % len(self.sat)]

    @rule(number=NUMBERS)
    def start(self, number: int) -> None:
        last = self.sat[-1] if self.sat else None
        if last and last.ended_by is None and last.is_overdue(self.now):
            last.ended_by = "time"
        is_open = last is not None and last.ended_by is None
        counting = [
            one for one in self.sat if not one.is_granted and one.started_at + DAY > self.now
        ]
        used = sum(one.is_granted for one in self.sat)
        may = is_open or len(counting) < 3 or used < self.grants
        try:
            attempt_id = attempts.start_attempt(
                person_id=self.person.id,
                module_id=self.module,
                language=self.language,
                seed=bytes([number]),
                now=self.now,
            )
        except AttemptsExhausted:
            assert not may
            return
        assert may
        if is_open:
            assert last is not None
            assert attempt_id == last.id
            return
        row = db.session.get_one(Attempt, attempt_id)
        paper = Paper.from_json(row.paper)
        granted = len(counting) >= 3
        assert (row.request_id is not None) == granted
        self.sat.append(Sat(row.id, row.revision_id, self.now, granted, row.deadline, paper))

    def form(self, sat: Sat, question_id: str, kind: str, sure: int) -> dict[str, list[str]]:
        module, question, item = sat.asked(question_id)
        said = {f"sure-{question_id}": [str(sure)]} if module.quiz.certainty and sure else {}
        if kind == "blank":
            return said
        value = right_value(question) if kind == "right" else learning.wrong_value(question)
        return to_fields(question, item, value) | said

    def read(self, sat: Sat, question_id: str, form: dict[str, list[str]]) -> Any:
        return read_fields(*sat.asked(question_id), form)

    @precondition(lambda self: self.sat)
    @rule(which=NUMBERS, burst=st.lists(SAVES, min_size=3, max_size=8))
    def save(self, which: int, burst: list[tuple[int, str, int, int, str]]) -> None:
        """Several windows at the same questions, their numbers in any order."""
        if which % 4:
            self.start(which)
        sat = self.one_of(which)
        for question, kind, sure, sequence, window in burst:
            asked = sat.questions[question]
            self.number += 1
            stamp = Stamp(sequence, f"window-{window}-{self.number:04}")
            sent = (sat, asked, self.form(sat, asked, kind, sure), stamp, self.language)
            self.sent.append(sent)
            self.send(*sent)

    @precondition(lambda self: self.sent)
    @rule(which=NUMBERS)
    def send_again(self, which: int) -> None:
        self.send(*self.sent[-1 - which % len(self.sent)])

    def send(
        self, sat: Sat, asked: str, form: dict[str, list[str]], stamp: Stamp, language: str
    ) -> None:
        value, sure = self.read(sat, asked, form)
        new = Given(value, sure, language, stamp)
        standing = sat.given.get(asked)
        is_repeat = standing is not None and standing.stamp == stamp
        try:
            saved = saving.save_answer(
                attempt_id=sat.id,
                person_id=self.person.id,
                question_id=asked,
                form=form,
                stamp=stamp,
                language=language,
                now=self.now,
            )
        except AttemptClosed as refusal:
            saved, is_late = None, refusal.late
        is_closed = sat.ended_by is not None or sat.is_overdue(self.now)
        assert (saved is None) == is_closed
        if saved is None:
            assert is_late == (sat.ended_by != "person" and not is_repeat)
            sat.late |= {stamp.key} if is_late else set()
            return
        if standing is None or stamp > standing.stamp:
            sat.given[asked] = new
        assert saved.stands == (sat.given[asked].stamp == stamp)
        assert saved.answers.given == sat.given

    def changes(self, sat: Sat, kinds: list[str], seen: int | None) -> Changes:
        chosen = zip(sat.questions, kinds, strict=False)
        said = {
            asked: self.read(sat, asked, self.form(sat, asked, kind, 2)) for asked, kind in chosen
        }
        return Changes(said, self.language, seen)

    def expect_changes(self, sat: Sat, changes: Changes) -> list[str]:
        """Put into the memory what a page changes; gives back what had been changed elsewhere."""
        elsewhere, before = [], dict(sat.given)
        for asked, (value, sure) in changes.answers.items():
            standing = before.get(asked)
            if standing and (standing.value, standing.certainty) == (value, sure):
                continue
            stamp = form_stamp(asked, value, sure, changes.seen or 0, before)
            if sat.ended_by == "person":
                continue
            if sat.ended_by or sat.is_overdue(self.now):
                sat.late.add(stamp.key)
                continue
            sat.given[asked] = Given(value, sure, self.language, stamp)
            if standing and changes.seen is not None and standing.stamp.sequence > changes.seen:
                elsewhere.append(asked)
        return elsewhere

    @precondition(lambda self: self.sat)
    @rule(which=NUMBERS, kinds=st.lists(KINDS, max_size=8), seen=st.none() | st.integers(0, 8))
    def save_page(self, which: int, kinds: list[str], seen: int | None) -> None:
        sat = self.one_of(which)
        changes = self.changes(sat, kinds, seen)
        expected = self.expect_changes(sat, changes)
        is_closed = sat.ended_by is not None or sat.is_overdue(self.now)
        try:
            told = saving.save_answers(
                attempt_id=sat.id, person_id=self.person.id, changes=changes, now=self.now
            )
        except AttemptClosed:
            assert is_closed
        else:
            assert not is_closed
            assert list(told) == expected

    @precondition(lambda self: self.sat)
    @rule(which=NUMBERS, kinds=st.lists(KINDS, max_size=8), seen=st.none() | st.integers(0, 8))
    def submit(self, which: int, kinds: list[str], seen: int | None) -> None:
        sat = self.one_of(which)
        changes = self.changes(sat, kinds, seen)
        expected = self.expect_changes(sat, changes)
        told = attempts.submit_attempt(
            attempt_id=sat.id, person_id=self.person.id, changes=changes, now=self.now
        )
        assert list(told) == expected
        if sat.ended_by is None and not told:
            sat.ended_by = "time" if sat.is_overdue(self.now) else "person"

    @rule(number=NUMBERS, kind=st.sampled_from(["right", "wrong"]))
    def take(self, number: int, kind: str) -> None:
        """A whole attempt at once, where one can begin."""
        self.start(number)
        if self.sat and self.sat[-1].ended_by is None:
            self.submit(1, [kind] * 8, None)

    @rule(wait=st.sampled_from(WAITS))
    def let_time_pass(self, wait: timedelta) -> None:
        self.now += wait

    @rule()
    def close_what_was_left_alone(self) -> None:
        attempts.close_overdue_attempts(now=self.now)
        for sat in self.sat:
            if sat.ended_by is None and sat.is_overdue(self.now):
                sat.ended_by = "time"

    @rule()
    def switch_language(self) -> None:
        self.language = "ru" if self.language == "en" else "en"

    @precondition(lambda self: self.words < 3)
    @rule()
    def publish_other_words(self) -> None:
        before = self.revision_now()
        self.words += 1
        self.publish(self.variant)
        self.moves += self.revision_now() != before

    @precondition(lambda self: self.structures < 2)
    @rule(variant=st.sampled_from(sorted(VARIANTS)))
    def publish_another_structure(self, variant: str) -> None:
        self.structures += 1
        self.publish(variant)

    @precondition(lambda self: self.grants < 3)
    @rule()
    def grant_another_attempt(self) -> None:
        self.grants += 1
        learning.grant(self.person, self.module, now=self.now)

    @rule(which=NUMBERS, first=st.integers(0, 1))
    def regrade(self, which: int, first: int) -> None:
        question_id, key = KEYS[which % len(KEYS)]
        proposer, other = self.trainers[first], self.trainers[1 - first]
        place = {"module_id": self.module, "now": self.now}
        try:
            proposed = corrections.propose(proposer, question_id, key, **place)
        except KeyRefused:
            return
        corrections.confirm(other, proposed, **place)

    @rule(lesson=st.sampled_from(["lesson-1", "lesson-2"]))
    def read_a_lesson(self, lesson: str) -> None:
        learning.read(self.person, [lesson], self.module, self.now)
        self.lessons.add(lesson)

    @rule()
    def enrol_again(self) -> None:
        assert learning.begin(self.person, self.module, self.now) == self.enrolment
