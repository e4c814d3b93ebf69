"""A person's way through a module, by our own services: begin, read, sit the quiz, receive the certificate."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, inspect, select

from app.core.certificates.snapshot import Signatory
from app.core.courses.content import Question, QuestionType
from app.core.quizzes.answers import Value, to_fields
from app.core.quizzes.saving import Stamp
from app.extensions import Base, db
from app.models.enrolments import Enrolment, LessonRead
from app.models.people import Person
from app.models.quizzes import Attempt, Grade
from app.models.teaching import AttemptRequest
from app.services import attempts, enrolments, issuing, saving, sittings
from app.services.certificates import Issuer, key_id
from app.services.saving import Changes, Saved
from app.services.sittings import Sitting
from tests.core.quizzes.any_question import right_value
from tests.support.exam import EXAM, LESSONS
from tests.support.moments import NOW
from tests.support.readers import reader

SEED = b"a seed for tests"
KEY = b"k" * 32


def begin(person: Person, module_id: str = EXAM, now: datetime = NOW) -> UUID:
    """Enrol."""
    return enrolments.enrol(who=reader(person), module_id=module_id, now=now)


def read(
    person: Person,
    lessons: Collection[str] = LESSONS,
    module_id: str = EXAM,
    now: datetime = NOW,
) -> None:
    """Mark lessons as read; the first mark enrols."""
    for lesson in lessons:
        enrolments.mark_read(who=reader(person), module_id=module_id, lesson_id=lesson, now=now)


def start(person: Person, module_id: str = EXAM, seed: bytes = SEED, now: datetime = NOW) -> UUID:
    return attempts.start_attempt(
        person_id=person.id, module_id=module_id, language="en", seed=seed, now=now
    )


def grant(person: Person, module_id: str = EXAM, number: int = 1, now: datetime = NOW) -> None:
    """So many further attempts that a trainer has granted."""
    enrolment = db.session.scalars(
        select(Enrolment.id).where(
            Enrolment.person_id == person.id, Enrolment.module_id == module_id
        )
    ).one()
    for place in range(number):
        asked = now + timedelta(seconds=place)
        db.session.add(
            AttemptRequest(
                enrolment_id=enrolment,
                words="Please.",
                asked_at=asked,
                granted=True,
                reason="The line had broken.",
                decided_at=asked,
            )
        )
    db.session.commit()


def sitting(person: Person, attempt_id: UUID) -> Sitting:
    return sittings.sitting(attempt_id=attempt_id, person_id=person.id)


def wrong_value(asked: Question, language: str = "en") -> Value:
    """An answer that earns nothing."""
    right: Any = right_value(asked, language)
    match asked.type:
        case QuestionType.SINGLE:
            return next(place for place in range(9) if place != right)
        case QuestionType.MULTIPLE:
            return [place for place in range(len(asked.texts["en"].options)) if place not in right]
        case QuestionType.TRUE_FALSE:
            return not right
        case QuestionType.MATCHING | QuestionType.ORDER:
            return [*right[1:], *right[:1]]
        case QuestionType.GAPS:
            return ["nonsense" if isinstance(one, str) else 2 for one in right]
        case QuestionType.NUMBER:
            return "-1"
        case _:
            return "nonsense"


def answers(held: Sitting, *, right: bool | Collection[str] = True) -> dict[str, Value]:
    """Every question of the paper answered: all right, all wrong, or right for these ids alone."""
    questions = held.module.questions_by_id
    good = set(questions) if right is True else set(right or ())
    return {
        item.question_id: (right_value if item.question_id in good else wrong_value)(
            questions[item.question_id]
        )
        for item in held.paper
    }


def fields(held: Sitting, values: Mapping[str, Value]) -> dict[str, str | list[str]]:
    """The same as the quiz's form sends it."""
    questions = held.module.questions_by_id
    sent: dict[str, list[str]] = {}
    for item in held.paper:
        if item.question_id in values:
            sent |= to_fields(questions[item.question_id], item, values[item.question_id])
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in sent.items()}


def changes(
    values: Mapping[str, Value],
    language: str = "en",
    sure: Mapping[str, int] | None = None,
    seen: int | None = None,
) -> Changes:
    """What a page changes that holds these values; `sure` is how sure the person says to be."""
    said = sure or {}
    return Changes(
        {name: (value, said.get(name)) for name, value in values.items()}, language, seen
    )


def save(
    person: Person,
    attempt_id: UUID,
    values: Mapping[str, Value],
    now: datetime = NOW,
    language: str = "en",
    **facts: Any,
) -> tuple[str, ...]:
    """Save these answers as a whole page does."""
    return saving.save_answers(
        attempt_id=attempt_id,
        person_id=person.id,
        changes=changes(values, language, **facts),
        now=now,
    )


def save_one(
    person: Person,
    attempt_id: UUID,
    question_id: str,
    value: Value,
    stamp: Stamp,
    now: datetime = NOW,
    language: str = "en",
    sure: int | None = None,
) -> Saved:
    """Save one answer as a script does when it is given."""
    form = one_field_set(sitting(person, attempt_id), question_id, value, sure)
    return saving.save_answer(
        attempt_id=attempt_id,
        person_id=person.id,
        question_id=question_id,
        form=form,
        stamp=stamp,
        language=language,
        now=now,
    )


def one_field_set(
    held: Sitting, question_id: str, value: Value, sure: int | None = None
) -> dict[str, list[str]]:
    """The form fields of one answer."""
    question = next(one for one in held.module.questions if one.id == question_id)
    item = next(one for one in held.paper if one.question_id == question_id)
    said = {} if sure is None else {f"sure-{question_id}": [str(sure)]}
    return to_fields(question, item, value) | said


def submit(
    person: Person,
    attempt_id: UUID,
    values: Mapping[str, Value],
    now: datetime = NOW,
    language: str = "en",
) -> None:
    attempts.submit_attempt(
        attempt_id=attempt_id, person_id=person.id, changes=changes(values, language), now=now
    )


def take(
    person: Person,
    *,
    right: bool | Collection[str] = True,
    module_id: str = EXAM,
    seed: bytes = SEED,
    now: datetime = NOW,
) -> UUID:
    """Start, answer and submit one attempt."""
    attempt_id = start(person, module_id, seed, now)
    submit(person, attempt_id, answers(sitting(person, attempt_id), right=right), now)
    return attempt_id


def make_issuer(*keys: bytes) -> Issuer:
    """An issuer of certificates in both languages; the first key is the current one."""
    return Issuer(
        keys={key_id(key): key for key in keys or (KEY,)},
        verify_pages={code: f"http://localhost/{code}/verify" for code in ("en", "ru")},
        signatories={
            "en": Signatory("Jana Nováková", "Head of the Academy"),
            "ru": Signatory("Яна Новакова", "Руководитель Академии"),
        },
    )


def issue(
    person: Person,
    module_id: str = EXAM,
    *,
    issuer: Issuer | None = None,
    nonce: bytes = b"n" * 16,
    now: datetime = NOW,
    language: str = "en",
) -> UUID:
    return issuing.issue_certificate(
        person_id=person.id,
        module_id=module_id,
        language=language,
        issuer=issuer or make_issuer(),
        nonce=nonce,
        now=now,
    )


def finish(person: Person, module_id: str = EXAM, now: datetime = NOW) -> UUID:
    """Read everything and pass; gives back the attempt."""
    read(person, module_id=module_id, now=now)
    return take(person, module_id=module_id, now=now)


def graduates(number: int) -> list[UUID]:
    """So many people who have read and passed, copied from the one who has done so, in one transaction."""
    person, enrolment, attempt, grade = (
        db.session.scalars(select(table)).one() for table in (Person, Enrolment, Attempt, Grade)
    )
    marks = db.session.scalars(select(LessonRead)).all()
    made = []
    for place in range(number):
        who, way, sat = uuid4(), uuid4(), uuid4()
        address = f"graduate{place}@ministry.example"
        _copy(person, id=who, address=address, address_key=address)
        _copy(enrolment, id=way, person_id=who)
        for mark in marks:
            _copy(mark, enrolment_id=way)
        _copy(attempt, id=sat, enrolment_id=way)
        _copy(grade, attempt_id=sat)
        made.append(who)
    db.session.commit()
    return made


def _copy(row: Base, **changes: object) -> None:
    columns = inspect(type(row)).column_attrs
    values = {column.key: getattr(row, column.key) for column in columns}
    db.session.execute(insert(type(row)).values(**(values | changes)))
