"""Corrections raise and never lower, in whatever order, and count for the question that they speak of alone."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.content import OptionText, QuestionType
from app.core.courses.keys import ChoiceKey
from app.core.courses.reading import read_module
from app.core.courses.revisions import structure_hash
from app.core.quizzes.corrected_keys import CorrectedKey, Everyone
from app.core.quizzes.corrections import (
    Correction,
    Keys,
    best_of,
    fingerprint,
    regraded,
    worth,
)
from app.core.quizzes.grading import grade_paper
from app.core.quizzes.paper import draw_paper
from tests.core.quizzes.any_correction import any_corrections
from tests.core.quizzes.any_question import (
    RULES,
    any_pool,
    any_question,
    any_value,
    choice,
    gaps,
    matching,
    number,
    open_question,
    order,
    rekeyed,
    short_text,
)
from tests.support.exam import exam_files

SHARES = (None, Fraction(0), Fraction(1, 3), Fraction(1))


@st.composite
def any_sitting(draw: st.DrawFn):
    """A paper with answers, marks and certainty, and the corrections that were confirmed in its module."""
    pool = draw(any_pool(min_size=1, max_size=4))
    paper = draw_paper(pool, RULES, b"seed")
    answered = [asked for asked in pool if draw(st.integers(0, 5))]
    answers = {
        asked.id: (draw(any_value(asked)), draw(st.sampled_from(("en", "ru"))))
        for asked in answered
    }
    marks = {asked.id: draw(st.sampled_from(SHARES)) for asked in answered}
    facts = {
        "questions": {asked.id: asked for asked in pool},
        "paper": paper,
        "answers": answers,
        "pass_mark": draw(st.integers(1, 100)),
        "by_trainer": {name: share for name, share in marks.items() if share is not None},
        "certainty": draw(
            st.none() | st.just({asked.id: draw(st.integers(1, 3)) for asked in answered})
        ),
    }
    return facts, draw(any_corrections(pool))


def graded(facts, corrections, number):
    return regraded(**facts, keys=Keys(tuple(corrections)), number=number, source="en")


@given(any_sitting())
def test_without_corrections_it_is_the_plain_grade(drawn):
    facts, _corrections = drawn

    assert graded(facts, [], 0) == grade_paper(**facts)


@given(any_sitting(), st.data())
def test_a_later_correction_never_lowers_a_grade(drawn, data):
    facts, corrections = drawn
    first = data.draw(st.integers(0, len(corrections)))
    before = graded(facts, corrections[:first], first)

    for known in range(first + 1, len(corrections) + 1):
        after = graded(facts, corrections[:known], first)
        assert after == before or after.raises(before)
        assert (after.points, after.percent) >= (before.points, before.percent)
        assert after.passed or not before.passed
        assert set(after.waits) <= set(before.waits)
        before = after


@given(any_sitting(), st.data())
def test_the_order_of_later_corrections_does_not_matter(drawn, data):
    facts, corrections = drawn
    numbers = data.draw(st.permutations([one.number for one in corrections]))
    shuffled = [
        replace(one, number=number) for one, number in zip(corrections, numbers, strict=True)
    ]

    assert graded(facts, shuffled, 0) == graded(facts, corrections, 0)
    assert graded(facts, reversed(corrections), 0) == graded(facts, corrections, 0)


@given(any_sitting())
def test_who_is_graded_after_all_corrections_is_graded_by_the_latest_of_each_question(drawn):
    facts, corrections = drawn
    keys = Keys(tuple(corrections))
    questions = {name: keys.in_force(asked, "en") for name, asked in facts["questions"].items()}

    assert graded(facts, corrections, keys.number) == grade_paper(
        **facts | {"questions": questions}
    )


def corrected_once(asked, key: CorrectedKey) -> Keys:
    return Keys((Correction(1, asked.id, fingerprint(asked, "en"), key),))


def test_a_mistaken_correction_that_is_corrected_takes_nothing_back():
    asked = choice(QuestionType.SINGLE, {0}, 3)
    wrong, mended = ChoiceKey(frozenset({1})), ChoiceKey(frozenset({2}))
    keys = corrected_once(asked, wrong).followed_by(
        Correction(2, asked.id, fingerprint(asked, "en"), mended)
    )

    def share(value, number):
        facts = {"questions": {"one": asked}, "paper": draw_paper([asked], RULES, b"s")}
        answers = {"one": (value, "en")}
        result = regraded(
            **facts, answers=answers, pass_mark=80, keys=keys, number=number, source="en"
        )
        return result.shares["one"]

    assert [share(value, 0) for value in (0, 1, 2)] == [1, 1, 1]
    assert [share(value, 1) for value in (0, 1, 2)] == [0, 1, 1]
    assert [share(value, 2) for value in (0, 1, 2)] == [0, 0, 1]


def test_of_keys_that_serve_alike_the_latest_is_shown():
    asked = choice(QuestionType.SINGLE, {0}, 3)
    versions = corrected_once(asked, ChoiceKey(frozenset({0, 1}))).versions(asked, "en", 0)

    assert best_of(versions, 0, "en") is versions[1]
    assert best_of(versions, 2, "en") is versions[1]


def test_points_for_everyone_end_the_waiting_and_leave_certainty_out_of_account():
    asked, bad = open_question(id="open"), choice(QuestionType.SINGLE, {0}, 3, id="bad")
    keys = Keys(
        tuple(
            Correction(place, one.id, fingerprint(one, "en"), Everyone())
            for place, one in enumerate((asked, bad), 1)
        )
    )
    result = regraded(
        {"open": asked, "bad": bad},
        draw_paper([asked, bad], RULES, b"s"),
        {"open": ("words", "en"), "bad": (1, "en")},
        100,
        keys=keys,
        number=0,
        source="en",
        certainty={"bad": 3},
    )

    assert result.shares == {"open": 1, "bad": 1}
    assert (result.waits, result.passed) == ((), True)


@given(any_question(), st.data())
def test_another_key_is_another_fingerprint(asked, data):
    other = data.draw(rekeyed(asked))
    same_key = other.key == asked.key and asked.texts["en"].accepted == other.texts["en"].accepted
    if asked.type in (QuestionType.GAPS, QuestionType.MATCHING, QuestionType.ORDER) or same_key:
        return
    assert fingerprint(asked, "en") != fingerprint(other, "en")


def test_words_alone_keep_the_fingerprint_and_accepted_words_are_no_words_alone():
    asked, typed = choice(QuestionType.SINGLE, {0}, 2), gaps([None, 1])
    reworded = {
        code: replace(text, prompt="Other", explanation="Other", options=(OptionText("A"),) * 2)
        for code, text in asked.texts.items()
    }
    refilled = {
        code: replace(text, gaps=(("other",), text.gaps[1])) for code, text in typed.texts.items()
    }
    offered = {
        code: replace(text, gaps=(text.gaps[0], ("a", "b", "c")))
        for code, text in typed.texts.items()
    }

    assert fingerprint(replace(asked, texts=reworded), "en") == fingerprint(asked, "en")
    assert fingerprint(replace(typed, texts=offered), "en") == fingerprint(typed, "en")
    assert fingerprint(replace(typed, texts=refilled), "en") != fingerprint(typed, "en")
    assert fingerprint(short_text(("a",)), "en") != fingerprint(short_text(("b",)), "en")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (matching(2, 3), matching(2, 2)),
        (order(3), order(4)),
        (number(1, 2), number(1, 3)),
        (choice(QuestionType.SINGLE, {0}, 3), choice(QuestionType.SINGLE, {1}, 3)),
    ],
)
def test_a_correction_does_not_reach_a_question_that_was_published_anew(before, after):
    keys = corrected_once(before, Everyone())

    assert keys.in_force(before, "en").for_everyone
    assert keys.in_force(after, "en") == after
    assert keys.in_force(replace(before, id="other"), "en").for_everyone is False


def test_a_module_published_before_there_were_corrections_keeps_its_structure():
    module, problems = read_module("exam", exam_files())

    assert module is not None, problems
    # As it was before keys could say another order.
    assert structure_hash(module) == (
        "4553df41f7b0eea85720eb7aa1714647bdec15f789838f163af5d5dacb40bee7"
    )


def test_the_best_key_is_chosen_for_the_language_in_which_the_answer_was_given():
    asked = order(3)
    words = tuple(OptionText(text) for text in ("check", "listen", "check"))
    asked = replace(asked, texts={**asked.texts, "ru": replace(asked.texts["ru"], options=words)})
    other = replace(asked, key=replace(asked.key, right=(2, 0, 1)))

    # In Russian the first and the last read alike: 2, 1, 0 is right there, and in English a third of it
    # by either key, so that the later one counts.
    assert worth(asked, [2, 1, 0], "ru") == (1, False)
    assert best_of([asked, other], [2, 1, 0], "ru") is asked
    assert best_of([asked, other], [2, 1, 0], "en") is other
    assert worth(asked, [2, 1, 0], "en") == (Fraction(1, 3), False)


def test_the_order_in_which_languages_are_listed_makes_no_other_question():
    asked = short_text()
    turned = replace(asked, texts=dict(reversed(asked.texts.items())))
    assert fingerprint(turned, "en") == fingerprint(asked, "en")


def test_the_key_in_force_is_not_one_of_the_later_ones():
    asked = choice(QuestionType.SINGLE, {0}, 3)
    keys = corrected_once(asked, ChoiceKey(frozenset({1})))
    assert [one.key.right for one in keys.versions(asked, "en", 0)] == [{0}, {1}]
    assert [one.key.right for one in keys.versions(asked, "en", 1)] == [{1}]
