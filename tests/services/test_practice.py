"""Practice: every type of question is graded at once, nothing is kept, and nothing is told before an answer."""

from fractions import Fraction

import pytest
from sqlalchemy import func, select

from app.core.errors import BadAnswer, NotFound
from app.extensions import db
from app.models.enrolments import Enrolment
from app.services import lessons, practice
from tests.support.courses import module_files, publish

pytestmark = pytest.mark.one_database


@pytest.fixture
def lesson(db_session):
    publish({"open": module_files(practice=True)})
    return lessons.open_module("open", None).lesson("lesson-1")


def answer(lesson, question_id, language="en", **parts):
    """Practise with these fields: `whole` for the question itself, `p0`, `p1`… for its parts as shown."""
    named = {
        f"q-{question_id}" + ("" if k == "whole" else f".{k[1:]}"): v for k, v in parts.items()
    }
    form = {name: [v] if isinstance(v, str) else v for name, v in named.items()}
    question = practice.find_question(lesson, question_id)
    return practice.practise(question, language, lambda name: form.get(name, []))


@pytest.mark.parametrize(
    ("question", "fields", "share"),
    [
        ("first-look", {"whole": "1"}, Fraction(1)),
        ("first-look", {"whole": "0"}, Fraction(0)),
        ("worn-signs", {"whole": ["0"]}, Fraction(1, 2)),
        ("worn-true", {"whole": "false"}, Fraction(1)),
        ("word-nonref", {"whole": "Non-Refoulement"}, Fraction(1)),
        ("length-page", {"whole": "125,5"}, Fraction(1)),
        ("gap-fill", {"p0": "security", "p1": "0"}, Fraction(1, 2)),
        ("open-case", {"whole": "I would…"}, None),
    ],
)
def test_an_answer_earns_its_share(lesson, question, fields, share):
    given = answer(lesson, question, **fields)
    assert given.solution.share == share
    assert not given.solution.is_blank


@pytest.mark.parametrize("question", ["match-parts", "order-steps"])
def test_what_is_put_where_it_belongs_is_right_in_whatever_order_it_is_shown(lesson, question):
    presented = practice.lay_out_practice(practice.find_question(lesson, question))
    if question == "order-steps":
        fields = {f"p{place}": str(item + 1) for place, item in enumerate(presented.order)}
    else:
        fields = {
            f"p{place}": str(presented.order.index(left))
            for place, left in enumerate(presented.lefts)
        }
    assert answer(lesson, question, **fields).solution.share == 1


def test_the_form_is_filled_again_with_what_was_answered(lesson):
    given = answer(lesson, "worn-signs", whole=["2", "0"])
    assert given.fields == {"q-worn-signs": ["0", "2"]}


def test_accepted_words_are_those_of_the_courses_languages_and_no_others(lesson):
    assert answer(lesson, "word-nonref", "ru", whole="принцип невозвращения").solution.share == 1
    assert answer(lesson, "word-nonref", "ru", whole="возвращение").solution.share == 0


def test_what_the_question_does_not_offer_is_refused(lesson):
    with pytest.raises(BadAnswer):
        answer(lesson, "first-look", whole="7")


def test_a_graded_question_is_not_found_among_practice(lesson):
    with pytest.raises(NotFound):
        practice.find_question(lesson, "graded-one")


def test_nothing_of_practice_is_kept(lesson):
    answer(lesson, "first-look", whole="1")
    assert not db.session.new
    assert not db.session.dirty
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 0
