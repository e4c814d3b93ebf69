"""What is missing for the certificate: listed, counted without ever falling, and one thing named as next."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.content import (
    Access,
    Lesson,
    Level,
    Module,
    Question,
    QuestionType,
    QuizRules,
    Rule,
)
from app.core.courses.keys import TrueFalseKey
from app.core.progress.missing import (
    Item,
    Kind,
    is_complete,
    missing,
    next_step,
    percent_done,
    share_done,
)

LESSONS = ("first", "second", "third", "fourth")
QUESTION = Question(
    "q", QuestionType.TRUE_FALSE, Fraction(1), (), Rule.BALANCED, True, TrueFalseKey(True), {}
)
MODULE = Module(
    id="documents",
    source="en",
    languages=("en",),
    level=Level.INTRODUCTORY,
    hours=Fraction(1),
    audience=(),
    access=Access.PUBLIC,
    prerequisites=(),
    quiz=QuizRules(80, 3, None, None, True, None),
    authors=(),
    reviewed=date(2026, 11, 1),
    licence="CC-BY-4.0",
    texts={},
    lessons=tuple(
        Lesson(name, number, f"0{number}-{name}.md", {}) for number, name in enumerate(LESSONS, 1)
    ),
    questions=(QUESTION,),
)


def items(*read: str, passed: bool = False, named: bool = False) -> tuple[Item, ...]:
    return missing(MODULE, read, passed=passed, name_confirmed=named)


def test_every_lesson_the_quiz_and_the_name_are_listed_in_order() -> None:
    assert items("second", passed=True) == (
        Item(Kind.LESSON, "first", False),
        Item(Kind.LESSON, "second", True),
        Item(Kind.LESSON, "third", False),
        Item(Kind.LESSON, "fourth", False),
        Item(Kind.QUIZ, "documents", True),
        Item(Kind.NAME, "documents", False),
    )


def test_a_module_without_questions_asks_for_no_quiz() -> None:
    listed = missing(replace(MODULE, questions=()), LESSONS, passed=False, name_confirmed=True)
    assert Kind.QUIZ not in [item.kind for item in listed]
    assert is_complete(listed)


def test_nothing_is_missing_once_the_certificate_is_held() -> None:
    grown = replace(MODULE, lessons=(*MODULE.lessons, Lesson("new", 5, "05-new.md", {})))
    listed = missing(grown, (), passed=False, name_confirmed=False, certificate=True)
    assert is_complete(listed)
    assert percent_done(listed) == 100


def test_lessons_that_the_module_no_longer_has_count_nothing() -> None:
    assert share_done(items("gone", "first")) == Fraction(1, 6)


def test_per_cent_is_rounded_down_and_100_says_that_nothing_is_missing() -> None:
    assert percent_done(items("first")) == 16
    assert percent_done(items(*LESSONS, passed=True)) == 83
    assert percent_done(items(*LESSONS, passed=True, named=True)) == 100
    assert percent_done(()) == 100


@given(
    st.sets(st.sampled_from(LESSONS)),
    st.sets(st.sampled_from(LESSONS)),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_doing_more_never_lowers_the_share(
    read: set[str], more: set[str], flags: list[bool]
) -> None:
    passed, named, passes, names = flags
    before = items(*read, passed=passed, named=named)
    after = items(*read, *more, passed=passed or passes, named=named or names)
    assert share_done(before) <= share_done(after)
    assert percent_done(before) <= percent_done(after)
    assert (percent_done(after) == 100) == is_complete(after)


@pytest.mark.parametrize(
    ("read", "last_opened", "step"),
    [
        ([], None, "first"),
        ([], "gone", "first"),
        (["first"], "first", "second"),
        (["first"], "third", "third"),
        (["first", "third"], "third", "fourth"),
        (["third", "fourth"], "fourth", "first"),
        (["first", "third", "fourth"], "fourth", "second"),
        (["second"], None, "first"),
    ],
)
def test_reading_goes_on_where_it_stopped_and_then_with_what_was_skipped(
    read: list[str], last_opened: str | None, step: str
) -> None:
    assert next_step(MODULE, items(*read), last_opened) == Item(Kind.LESSON, step, False)


def test_after_the_lessons_come_the_quiz_the_name_and_the_certificate() -> None:
    steps = (
        (items(*LESSONS), Kind.QUIZ),
        (items(*LESSONS, passed=True), Kind.NAME),
        (items(*LESSONS, passed=True, named=True), Kind.CERTIFICATE),
    )
    for listed, kind in steps:
        assert next_step(MODULE, listed, "fourth") == Item(kind, "documents", False)


def test_a_quiz_passed_early_leaves_the_lessons_to_read() -> None:
    assert next_step(MODULE, items("first", passed=True), "first").id == "second"


@given(st.sets(st.sampled_from(LESSONS)), st.booleans(), st.booleans(), st.sampled_from(LESSONS))
def test_the_next_step_is_always_something_that_is_missing(
    read: set[str], passed: bool, named: bool, last_opened: str
) -> None:
    listed = items(*read, passed=passed, named=named)
    step = next_step(MODULE, listed, last_opened)
    assert step in listed if not is_complete(listed) else step.kind is Kind.CERTIFICATE
    assert not step.done
