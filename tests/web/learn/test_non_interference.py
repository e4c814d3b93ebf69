"""Before submission no byte depends on the answer key: with every key flipped, the same way gives the same bytes (T10)."""

import hashlib
import itertools
import os
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app import create_app
from app.core.courses.keys import MatchingKey, OrderKey
from app.core.courses.reading import read_module
from app.core.quizzes.grading import grade_question
from app.extensions import db
from app.models.quizzes import Attempt
from app.services import library
from tests.core.quizzes.any_question import right_value
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.databases import Databases
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import read

ANSWERS = {
    "q-one": "0",
    "q-truth": "true",
    "q-word": "KEYWORD",
    "q-length": "125 mm",
    "q-pairs.0": "1",
    "q-steps.2": "1",
    "q-holes.0": "safety",
    "q-holes.1": "1",
    "q-case": "I would look for a quiet room.",
}
OTHERS = {"q-word": "OTHERWORD", "q-truth": "false", "q-one": "1", "q-length": "4700 mm"}
PRACTICE = {"q-try-one": "0"}


@pytest.fixture
def fixed_chance(monkeypatch) -> Callable[[], None]:
    """Every random byte of the way is the same on every run: ids, seeds and tokens need no mask."""
    numbers = itertools.count()

    def bytes_of(size: int) -> bytes:
        return hashlib.shake_256(str(next(numbers)).encode()).digest(size)

    def begin_anew() -> None:
        nonlocal numbers
        numbers = itertools.count()
        monkeypatch.setattr(os, "urandom", bytes_of)
        monkeypatch.setattr(random, "_urandom", bytes_of)

    return begin_anew


@pytest.fixture
def ways(settings, databases: Databases, database_kind, tmp_path, clock, fixed_chance, monkeypatch):
    """Walk to the point before submission, and past it: all responses of each, for the keys and for others."""

    def walk(*, flipped: bool, **facts: Any) -> tuple[list[bytes], list[bytes]]:
        folder = tmp_path / f"way-{flipped}"
        folder.mkdir()
        url = databases.empty(database_kind, folder)
        app = create_app(replace(settings, database_url=url, data_dir=folder))
        with app.app_context():
            # The revision's id is real: what is kept in memory of one way cannot serve the other.
            publish({EXAM: exam_files(flipped=flipped, **facts)})
            fixed_chance()
            practised = facts.get("practice_flipped") is False
            before, after = whole_way(Browser(app), practised=practised)
            monkeypatch.undo()
            db.session.remove()
            db.engine.dispose()
        library.forget()
        return before, after

    return walk


def whole_way(browser: Browser, *, practised: bool) -> tuple[list[bytes], list[bytes]]:
    person = make_person(family_name="Beridze", address="nino@ministry.example")
    before = [seen(visit) for visit in as_visitor(browser)]
    sign_in(browser, person)
    read(person)
    before += [seen(visit) for visit in as_learner(browser)]
    if practised:
        before += [seen(visit) for visit in at_practice(browser)]
    rules = browser.get("learn_quizzes.show", module=EXAM)
    started = browser.submit(rules)
    paper = browser.follow(started)
    before += [seen(started), seen(paper)]
    before += [seen(visit) for visit in at_the_paper(browser, paper)]
    after = browser.follow(browser.submit(browser.page, "quiz", press="Submit with blanks"))
    return before, [after.response.data]


def as_visitor(browser):
    for lang in ("en", "ru"):
        browser.lang = lang
        yield browser.get("learn_modules.show", module=EXAM)
        yield browser.get("learn_lessons.show", module=EXAM, lesson="lesson-1")
        yield browser.get("learn_quizzes.show", module=EXAM)


def as_learner(browser):
    for lang in ("ru", "en"):
        browser.lang = lang
        yield browser.get("learn_home.index")
        yield browser.get("learn_catalogue.index")
        yield browser.get("learn_mine.index")
        yield browser.get("learn_modules.show", module=EXAM)
        for lesson in ("lesson-1", "lesson-2"):
            yield browser.get("learn_lessons.show", module=EXAM, lesson=lesson)
        yield browser.get("learn_quizzes.show", module=EXAM)


def at_practice(browser):
    """Practice tells what is right, so its keys are left alone here; of the quiz's it must tell nothing."""
    place = {"module": EXAM, "lesson": "lesson-1", "question": "try-one"}
    yield browser.post("learn_practice.answer", PRACTICE, status=200, **place)


def at_the_paper(browser, paper):
    attempt = db.session.scalars(select(Attempt.id)).one()
    asked = paper.form("quiz").names
    given = {name: value for name, value in ANSWERS.items() if name in asked}
    yield browser.submit(paper, "quiz", **given)
    yield browser.get("learn_attempts.show", attempt=attempt)
    yield browser.submit(browser.page, "quiz", press="ru")
    yield browser.get("learn_attempts.show", attempt=attempt, lang="ru")
    yield browser.get("learn_attempts.result", attempt=attempt, status=302)
    yield browser.post("learn_attempts.save", {"q-one": "9"}, attempt=attempt, status=400)
    yield from saved_one_by_one(browser, attempt, given, asked)
    yield from changed_on_both_sides(browser, attempt, asked)
    yield from blank(browser, attempt, asked)


def saved_one_by_one(browser, attempt, given, asked):
    """Every answer by itself, the right one and another, in time and out of turn; and what another window reads."""
    numbers = itertools.count(10)
    for name, value in [*given.items(), *OTHERS.items(), *given.items()]:
        if name in asked:
            question = name.removeprefix("q-").partition(".")[0]
            yield save_one(browser, attempt, question, next(numbers), {name: value}, asked)
    yield save_one(browser, attempt, "one", 1, {"q-one": "2"}, asked)
    yield save_one(browser, attempt, "one", 99, {"q-one": "9"}, asked, 400)
    yield browser.get("learn_answers.show", attempt=attempt)


def save_one(browser, attempt, question, sequence, fields, asked, status=None):
    sent = {"question": question, "sequence": sequence, "key": f"key-{sequence:06}", "seen": 0}
    if f"sure-{question}" in asked:
        sent[f"sure-{question}"] = str(1 + sequence % 3)
    on_paper = any(name.startswith(f"q-{question}") for name in asked)
    expected = status or (200 if on_paper else 400)
    return browser.post("learn_answers.save", sent | fields, status=expected, attempt=attempt)


def changed_on_both_sides(browser, attempt, asked):
    english = browser.get("learn_attempts.show", attempt=attempt)
    names = [name for name in OTHERS if name in asked]
    for number, name in enumerate(names, 200):
        question = name.removeprefix("q-")
        yield save_one(browser, attempt, question, number, {name: ANSWERS[name]}, asked)
    told = browser.submit(english, "quiz", **{name: OTHERS[name] for name in names})
    yield told
    yield browser.follow(told)


def blank(browser, attempt, asked):
    page = browser.get("learn_attempts.show", attempt=attempt)
    name = next(name for name in ("q-word", "q-length", "q-truth") if name in asked)
    back = browser.submit(page, "quiz", **{name: [] if name == "q-truth" else ""})
    yield browser.submit(browser.follow(back), "quiz", press="Submit", status=200)


def seen(page) -> bytes:
    """All that was sent: status, headers and body."""
    head = "".join(f"{name}: {value}\n" for name, value in page.headers)
    return f"{page.url} {page.status}\n{head}\n".encode() + page.response.data


WAYS = [
    {},
    {"quiz": "draw: 5, pass: 60"},
    {"quiz": "shuffle: false"},
    {"quiz": "certainty: yes, minutes: 20", "open": True},
    {"practice_flipped": False},
]


@pytest.mark.parametrize(
    "facts", WAYS, ids=["plain", "drawn", "in-order", "sure-open", "practised"]
)
def test_with_every_key_flipped_all_bytes_before_submission_are_the_same(ways, facts):
    first, graded = ways(flipped=False, **facts)
    second, graded_otherwise = ways(flipped=True, **facts)
    assert len(first) > 45
    differing = [
        one.partition(b"\n")[0] for one, other in zip(first, second, strict=True) if one != other
    ]
    assert differing == []
    assert [hashlib.sha256(one).hexdigest() for one in first] == [
        hashlib.sha256(other).hexdigest() for other in second
    ]
    assert graded != graded_otherwise


@pytest.mark.one_database
def test_another_fact_of_the_module_makes_a_difference_that_is_noticed(ways):
    first, _ = ways(flipped=False)
    changed, _ = ways(flipped=True, hours="3")
    assert first != changed


def test_the_flip_leaves_no_right_answer_right():
    plain, flipped = (
        module.questions_by_id
        for module in (read_module(EXAM, exam_files(flipped=flip))[0] for flip in (False, True))
    )
    for name in QUESTIONS:
        value = in_words(plain[name], right_value(plain[name]))
        assert grade_question(flipped[name], by_words(flipped[name], value), "en") != 1, name


def in_words(question, value):
    """A value with words in the place of indexes, since another order is another key."""
    if not isinstance(question.key, MatchingKey | OrderKey):
        return value
    words = [option.text for option in question.texts["en"].options]
    return [words[place] for place in value]


def by_words(question, value):
    if not isinstance(question.key, MatchingKey | OrderKey):
        return value
    words = [option.text for option in question.texts["en"].options]
    if isinstance(question.key, MatchingKey):
        return [words.index(word) for word in value]
    # Item by item the place at which the other order had it.
    return [value.index(word) for word in words]
