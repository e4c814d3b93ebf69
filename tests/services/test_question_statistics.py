"""The figures of a module's questions: first attempts alone, by revision and language, with the keys of today."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core.courses.keys import ChoiceKey
from app.core.errors import NotFound
from app.core.quizzes.corrected_keys import Everyone, to_json
from app.core.quizzes.corrections import fingerprint
from app.core.quizzes.statistics.flags import Code
from app.extensions import db
from app.models.courses import Revision
from app.models.quizzes import Grade, Mark
from app.models.teaching import KeyCorrection
from app.services import first_attempts, question_statistics
from app.services.library import module_at
from app.services.question_statistics import report
from tests.support.courses import publish
from tests.support.factories import make_person
from tests.support.first_attempts import Sat, sit
from tests.support.moments import NOW
from tests.support.queries import counted
from tests.support.question_pools import ESSAY, ESSAY_RU, POOL, people, pool_files

WORD = "\n::: question word outcome=first\nName it.\n\n= {word}\n:::\n"
WORD_RU = "\n::: question word\nНазовите.\n\n= {word}\n:::\n"


@pytest.fixture(autouse=True)
def pool(db_session):
    question_statistics.forget()
    publish({POOL: pool_files(4)})


def alike(count, *, q1=0, q2=0, language="en", **facts):
    """So many people who gave the same answers, with every second one wrong in `q3`, so that results differ."""
    return [
        Sat({"q1": q1, "q2": q2, "q3": place % 2, "q4": 0}, language, **facts)
        for place in range(count)
    ]


def all_languages(number=None):
    return report(POOL, number).figures.views[None]


def revision(number):
    return db.session.scalars(select(Revision).where(Revision.number == number)).one()


def correct(key, question_id="q1", number=1, revision_number=1):
    """A confirmed correction as it is stored."""
    module = module_at(revision(revision_number).id)
    asked = next(one for one in module.questions if one.id == question_id)
    db.session.add(
        KeyCorrection(
            module_id=POOL,
            question_id=question_id,
            fingerprint=fingerprint(asked, module.source),
            key=to_json(key),
            reason="It was wrong.",
            number=number,
            proposed_at=NOW,
            confirmed_at=NOW,
        )
    )
    db.session.commit()


def test_without_attempts_there_is_a_report_without_figures():
    found = report(POOL)

    assert (found.in_all, found.is_cut, found.figures.attempts) == (0, False, 0)
    assert all(view.questions == {} and view.quiz is None for view in found.figures.views.values())
    assert set(found.figures.views) == {None, "en", "ru"}


def test_29_first_attempts_say_nothing_and_the_30th_says_all():
    sit(POOL, alike(29))
    assert all_languages().questions == {}
    assert all_languages().counts["q1"] == 29

    sit(POOL, alike(1))
    assert set(all_languages().questions) == {"q1", "q2", "q3", "q4"}
    assert all_languages().questions["q3"].right.n == 30


def test_later_attempts_and_attempts_that_run_count_nothing():
    sit(POOL, alike(29) + alike(5, number=2) + alike(5, graded=False))

    found = all_languages()

    assert (found.attempts, found.counts["q1"], found.questions) == (29, 29, {})


def test_shares_come_from_the_raw_answers_not_from_the_stored_grade():
    sit(POOL, alike(20) + alike(20, q1=2))
    db.session.execute(update(Grade).values(result={}, percent=0, passed=False))
    db.session.commit()

    assert all_languages().questions["q1"].right.value == 0.5


def test_an_answer_that_was_never_given_is_blank_and_wrong():
    sit(POOL, [Sat({"q1": 0} if place % 2 else {}) for place in range(40)])

    found = all_languages().questions["q1"]

    assert (found.right.value, found.blank.value) == (0.5, 0.5)
    assert [one.chosen.value for one in found.options] == [0.5, 0, 0, 0]


def test_a_question_counts_for_those_alone_whose_paper_had_it():
    sit(POOL, alike(10) + [Sat({"q1": 0, "q2": 0}, asked=("q1", "q2")) for _ in range(25)])

    assert dict(all_languages().counts) == {"q1": 35, "q2": 35, "q3": 10, "q4": 10}
    assert set(all_languages().questions) == {"q1", "q2"}


def test_each_language_has_its_own_figures_by_the_language_of_the_answer():
    switched = {"q1": "ru"}
    sit(POOL, alike(30, language="en", languages=switched, q1=1) + alike(31, language="ru"))

    views = report(POOL).figures.views

    assert views["en"].counts == {"q1": 0, "q2": 30, "q3": 30, "q4": 30}
    assert views["ru"].counts == {"q1": 61, "q2": 31, "q3": 31, "q4": 31}
    assert views["ru"].questions["q1"].right.value == pytest.approx(31 / 61)
    assert views["en"].quiz is None  # nobody answered wholly in English
    assert views["ru"].quiz.n == 31


def test_a_blank_has_the_language_of_its_attempt():
    sit(POOL, [Sat({}, "ru")] * 30)

    assert report(POOL).figures.views["ru"].questions["q1"].blank.value == 1


def test_a_revision_that_differs_in_words_counts_with_the_present_one():
    sit(POOL, alike(20))
    publish({POOL: pool_files(4, title="Renamed")}, now=NOW + timedelta(days=1))
    sit(POOL, alike(20))

    found = report(POOL)

    assert [(one.number, one.is_alike) for one in found.revisions] == [(2, True), (1, True)]
    assert found.in_all == 40
    assert report(POOL, 1).in_all == report(POOL, 2).in_all == 20
    assert found.chosen is None


def test_a_revision_that_asks_otherwise_is_looked_at_by_itself():
    sit(POOL, alike(35))
    publish({POOL: pool_files(5)}, now=NOW + timedelta(days=1))

    now, before = report(POOL), report(POOL, 1)

    assert [(one.number, one.is_alike) for one in now.revisions] == [(2, True), (1, False)]
    assert (now.in_all, len(now.figures.questions)) == (0, 5)
    assert (before.in_all, before.chosen, len(before.figures.questions)) == (35, 1, 4)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_revision_that_is_not_there_is_not_found(number):
    with pytest.raises(NotFound):
        report(POOL, number)


def test_each_answer_is_graded_with_the_words_of_its_own_revision():
    publish({POOL: pool_files(1, WORD.format(word="tea"), WORD_RU.format(word="чай"))})
    sit(POOL, [Sat({"q1": 0, "word": "tea"})] * 20)
    publish({POOL: pool_files(1, WORD.format(word="lime"), WORD_RU.format(word="липа"))})
    sit(POOL, [Sat({"q1": 0, "word": "tea"})] * 20)

    assert all_languages().questions["word"].right.value == 0.5


def test_open_answers_count_with_the_points_of_the_trainer_and_wait_until_then():
    publish({POOL: pool_files(2, ESSAY, ESSAY_RU)})
    taken = sit(POOL, [Sat({"q1": 0, "q2": 0, "essay": "A text."})] * 35)
    assert all_languages().counts == {"q1": 35, "q2": 35, "essay": 0}

    db.session.add_all(
        Mark(
            attempt_id=attempt,
            question_id="essay",
            points=["3/2", "1/1"],
            comment="",
            blind=True,
            marked_at=NOW,
        )
        for attempt in taken[:30]
    )
    db.session.commit()

    found = all_languages()
    assert found.counts["essay"] == 30
    assert found.questions["essay"].right.value == pytest.approx(2.5 / 4)


def test_a_corrected_key_counts_for_all_first_attempts():
    sit(POOL, alike(40, q1=2))
    assert all_languages().questions["q1"].right.value == 0
    assert Code.WRONG_BEATS_KEY in {flag.code for flag in all_languages().questions["q1"].flags}

    correct(ChoiceKey(frozenset({2})))

    found = all_languages().questions["q1"]
    assert found.right.value == 1
    assert [one.is_right for one in found.options] == [False, False, True, False]


def test_a_question_that_everyone_is_given_says_so():
    sit(POOL, alike(40, q1=2))
    correct(Everyone())

    found = report(POOL)
    assert found.figures.questions[0].for_everyone
    assert found.figures.views[None].questions["q1"].flags == ()


def test_times_come_from_single_saves_and_not_from_one_form():
    slow = {"q1": 60, "q2": 5, "q3": 5, "q4": 5}
    sit(POOL, alike(30, seconds=slow) + alike(100, seconds=0))

    found = all_languages().questions

    assert (found["q1"].time.median, found["q1"].time.n) == (60, 30)
    assert found["q1"].n == 130


def test_a_question_that_is_harder_in_russian_is_reported_from_200_a_language():
    publish({POOL: pool_files(10)})
    harder = {"q4": 2.0}
    sit(POOL, people(199, questions=10) + people(200, questions=10, language="ru", harder=harder))
    assert report(POOL).figures.differences == {}

    sit(POOL, people(1, questions=10, seed=2))

    found = report(POOL).figures
    told = {
        name
        for name, figures in found.views[None].questions.items()
        if Code.HARDER in {flag.code for flag in figures.flags}
    }
    assert told == {"q4"}
    assert [one.harder_in for one in found.differences["q4"]] == ["ru"]


def test_the_chance_to_pass_by_guessing_is_exact():
    # Four questions of four options, 80 per cent: all four must be right, in one of three attempts.
    assert report(POOL).guessed == pytest.approx(1 - (1 - 0.25**4) ** 3, rel=1e-9)


def test_only_the_latest_attempts_are_looked_at_where_there_are_very_many(monkeypatch):
    monkeypatch.setattr(first_attempts, "MOST", 30)
    monkeypatch.setattr(question_statistics, "MOST", 30)
    sit(POOL, alike(20, q1=3), now=NOW - timedelta(days=9))
    sit(POOL, alike(30))

    found = report(POOL)

    assert (found.in_all, found.is_cut, found.figures.attempts) == (50, True, 30)
    assert found.figures.views[None].questions["q1"].right.value == 1


def test_what_has_not_changed_is_not_computed_again():
    sit(POOL, alike(30))
    first = report(POOL)

    with counted() as statements:
        second = report(POOL)

    assert second.figures is first.figures
    assert len(statements) == 2


@pytest.mark.parametrize("change", ["attempt", "grade", "mark", "correction"])
def test_whatever_changes_a_figure_makes_it_computed_again(change):
    taken = sit(POOL, alike(30))
    first = report(POOL)
    match change:
        case "attempt":
            sit(POOL, alike(1))
        case "grade":
            db.session.execute(update(Grade).values(graded_at=NOW + timedelta(hours=1)))
        case "mark":
            marker = make_person()
            db.session.add(
                Mark(
                    attempt_id=taken[0],
                    question_id="q1",
                    points=["1/1"],
                    comment="",
                    blind=True,
                    by_id=marker.id,
                    marked_at=NOW,
                )
            )
        case "correction":
            correct(ChoiceKey(frozenset({1})))
    db.session.commit()

    assert report(POOL).figures is not first.figures


def test_reading_takes_a_number_of_queries_that_does_not_grow_with_attempts():
    sit(POOL, alike(30))
    report(POOL)
    sit(POOL, alike(90))

    with counted() as statements:
        report(POOL)

    # Revisions, what has changed, corrections, attempts, answers.
    assert len(statements) == 5


def test_a_module_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        report("nothing-here")
