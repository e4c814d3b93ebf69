"""Whoever stands around the trainer's desk: trainers, learners who wait for them, enough attempts for figures."""

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.core.access.rights import Role
from app.core.courses.keys import TrueFalseKey
from app.core.quizzes.corrected_keys import Everyone
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.quizzes import LateAnswer
from app.models.teaching import AttemptRequest
from app.services import attempt_requests, attempts, extra_time, marking, teaching
from app.services.course_folders import read_folder
from app.services.extra_time import Allowed
from app.services.marking import Judgement
from app.services.publishing import publish
from tests.journeys.learner import MODULE
from tests.support import corrections, learning, open_exam
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.first_attempts import sit
from tests.support.question_pools import POOL, flawed, people, pool_files

TIMED, CERTAIN, FEW, FLAWED = EXAM, "certain", "few", "flawed"
DESK, CASE = open_exam.MODULE, open_exam.CASE
MODULES = (DESK, TIMED, POOL, FEW, FLAWED, MODULE)
WAITING = ("answerer", "answered", "asker", "refused", "granted")
LEARNERS = (*WAITING, "timed", "overdue", "late", "away", "sure", "mistaken", "repeating")
WORDS = "I would find a quiet room.\n\nThen I would listen."


class Trainers:
    """`people`, `attempts`, `requests` and `corrections` by the part that somebody or something plays."""

    def __init__(self, add: Callable[..., Person], courses: Path, now: datetime) -> None:
        self.attempts: dict[str, UUID] = {}
        self.requests: dict[str, UUID] = {}
        self.corrections: dict[str, UUID] = {}
        ours = {
            DESK: open_exam.open_files(title="interviews"),
            TIMED: exam_files(quiz="minutes: 30, attempts: 1, every: null"),
            CERTAIN: exam_files(quiz="certainty: yes"),
            POOL: pool_files(6),
            FEW: pool_files(6),
            FLAWED: pool_files(4),
        }
        files = {
            f"{module}/{path}": content
            for module, folder in ours.items()
            for path, content in folder.items()
        }
        # With the courses that are there: their tracks stay.
        publish(read_folder(courses) | files, by="journeys", now=now)
        self.people = {
            who: add(who, now, roles=(Role.TRAINER,)) for who in ("trainer", "second", "idle")
        } | {who: add(who, now) for who in LEARNERS}
        for who in ("trainer", "second"):
            for module in MODULES:
                address = self.people[who].address
                teaching.add_trainer(module_id=module, address=address, by="journeys", now=now)
        self._let_answers_wait(now)
        self._take_timed_quizzes(now)
        self._take_other_quizzes(now)
        self._ask_for_attempts(now)
        self._correct_keys(now)
        for module, number in ((POOL, 60), (FEW, 12)):
            for language in ("en", "ru"):
                sit(module, people(number, questions=6, language=language), now)
        sit(FLAWED, flawed(80), now)

    def _let_answers_wait(self, now: datetime) -> None:
        for who in ("answerer", "answered"):
            self.attempts[who] = open_exam.sit(self.people[who], case=WORDS, now=now)
        marking.give_mark(
            module_id=DESK,
            attempt_id=self.attempts["answered"],
            question_id=CASE,
            who=corrections.staff(self.people["trainer"]),
            judgement=Judgement((Fraction(2), Fraction(1)), "Say where the room is.", blind=True),
            now=now,
        )

    def _take_timed_quizzes(self, now: datetime) -> None:
        for begun, learners in (
            (now, ("timed", "overdue")),
            (now - timedelta(hours=2), ("late", "away")),
        ):
            for who in learners:
                learning.begin(self.people[who], TIMED, begun)
                self.attempts[who] = learning.start(self.people[who], TIMED, now=begun)
        attempts.close_overdue_attempts(now=now)
        db.session.add(
            LateAnswer(
                attempt_id=self.attempts["late"],
                key="came-too-late",
                question_id="truth",
                sequence=1,
                value=True,
                certainty=None,
                language="en",
                arrived_at=now,
            )
        )
        extra_time.set_extra_time(
            module_id=TIMED,
            person_id=self.people["late"].id,
            who=corrections.staff(self.people["trainer"]),
            extra=Allowed(50),
            now=now,
        )

    def _take_other_quizzes(self, now: datetime) -> None:
        sure, mistaken, repeating = (self.people[who] for who in ("sure", "mistaken", "repeating"))
        learning.begin(sure, CERTAIN, now)
        self.attempts["sure"] = learning.take(sure, module_id=CERTAIN, now=now)
        self.attempts["unsure"] = learning.start(sure, CERTAIN, now=now)
        # Passed with one question wrong, and with one whose key is corrected afterwards.
        learning.begin(mistaken, TIMED, now)
        right = [name for name in QUESTIONS if name != "one"]
        self.attempts["mistaken"] = learning.take(mistaken, right=right, module_id=TIMED, now=now)
        learning.begin(repeating, POOL, now)
        learning.take(repeating, module_id=POOL, now=now)
        learning.start(repeating, POOL, now=now)

    def _ask_for_attempts(self, now: datetime) -> None:
        for who in ("asker", "refused", "granted"):
            person = self.people[who]
            learning.begin(person, TIMED, now)
            learning.take(person, right=False, module_id=TIMED, now=now)
            words = "The line fell silent in the middle." if who == "asker" else ""
            attempt_requests.ask_for_attempt(
                person_id=person.id, module_id=TIMED, words=words, now=now
            )
            self.requests[who] = db.session.scalars(
                select(AttemptRequest.id)
                .join(Enrolment, Enrolment.id == AttemptRequest.enrolment_id)
                .where(Enrolment.person_id == person.id)
            ).one()
        for who in ("refused", "granted"):
            attempt_requests.decide(
                module_id=TIMED,
                request_id=self.requests[who],
                who=corrections.staff(self.people["trainer"]),
                granted=who == "granted",
                reason="Read the second lesson first.",
                now=now,
            )

    def _correct_keys(self, now: datetime) -> None:
        first, second = self.people["trainer"], self.people["second"]
        self.corrections["proposed"] = corrections.propose(first, module_id=TIMED, now=now)
        settled = corrections.propose(first, "truth", TrueFalseKey(False), module_id=TIMED, now=now)
        corrections.confirm(second, settled, module_id=TIMED, now=now)
        self.corrections["in force"] = settled
        self.corrections["everyone"] = corrections.propose(
            first, open_exam.CHOICE, Everyone(), module_id=DESK, now=now
        )
