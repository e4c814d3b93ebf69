"""What is read from the files is what the author wrote, in both languages."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from app.core.courses.content import (
    Access,
    FeedbackPolicy,
    Level,
    OptionText,
    Question,
    QuestionType,
    QuizRules,
    Rule,
)
from app.core.courses.keys import (
    ChoiceKey,
    GapKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.courses.reading import read_courses, read_module
from tests.core.courses.folders import TALK, changed, good_files, good_module, module_files


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    return {question.id: question for question in good_module().questions}


def test_tracks_are_read_in_order_with_their_words():
    courses = read_courses(good_files())

    first, second = courses.tracks
    assert courses.problems == ()
    assert (first.id, first.area, first.component) == ("asylum-and-protection", 3, "TC4")
    assert first.title == {"en": "Asylum and protection", "ru": "Убежище и защита"}
    assert first.modules == ("ground-rules", TALK)
    assert (second.area, second.component, second.modules) == (None, None, ())


def test_facts_are_read_with_their_types():
    module = good_module()

    assert (module.source, module.languages) == ("en", ("en", "ru"))
    assert (module.level, module.access) == (Level.INTERMEDIATE, Access.MEMBERS)
    assert module.hours == Fraction(3, 2)
    assert module.audience == ("asylum officers", "border guards")
    assert module.prerequisites == ("ground-rules",)
    assert module.authors == ("Training Academy", "Office 7")
    assert module.reviewed == date(2026, 9, 14)
    assert (module.quiz.pass_mark, module.quiz.attempts, module.quiz.draw) == (75, 2, 12)
    assert (module.quiz.every, module.quiz.minutes) == (timedelta(days=7), 40)
    assert module.quiz.shuffle is False


def test_what_is_left_out_of_the_facts_has_its_default():
    module = read_courses(good_files()).modules["ground-rules"]

    assert module.prerequisites == ()
    assert (module.quiz.every, module.quiz.draw, module.quiz.minutes) == (None, None, None)
    assert module.quiz.shuffle is True
    assert (module.quiz.certainty, module.quiz.feedback) == (False, FeedbackPolicy.PASSED)
    assert module.quiz.cool_down == timedelta(hours=24)


def quiz_with(line: str) -> QuizRules:
    files = changed(f"{TALK}/module.yaml", "  minutes: 40", f"  minutes: 40\n  {line}")
    return read_courses(files).modules[TALK].quiz


@pytest.mark.parametrize(
    ("written", "asked"), [("yes", True), ("true", True), ("no", False), ("false", False)]
)
def test_certainty_is_asked_for_in_words(written: str, asked: bool):
    assert quiz_with(f"certainty: {written}").certainty is asked


def test_the_policy_of_feedback_and_its_cool_down_are_read():
    assert quiz_with("feedback: never").feedback is FeedbackPolicy.NEVER
    assert quiz_with("feedback: passed").feedback is FeedbackPolicy.PASSED
    assert quiz_with("cool_down: 3d").cool_down == timedelta(days=3)
    assert quiz_with("cool_down: null").cool_down == timedelta(hours=24)


def test_words_stand_once_per_language():
    module = good_module()

    assert module.texts["ru"].title == "Беседа через переводчика"
    assert list(module.texts["ru"].outcomes) == ["brief", "notice"]
    assert module.texts["ru"].quiz_title == "Слышите ли вы пробел?"
    assert module.texts["en"].introduction.startswith("You will rarely")


def test_lessons_come_in_the_order_of_their_numbers_with_their_practice():
    module = good_module()

    assert [(lesson.number, lesson.id) for lesson in module.lessons] == [
        (1, "briefing"),
        (2, "noticing"),
    ]
    first, second = module.lessons
    assert first.file == "01-briefing.md"
    assert (first.texts["en"].minutes, first.texts["ru"].minutes) == (12, 13)
    assert first.texts["en"].body_line == 5
    assert first.texts["ru"].translates
    assert [question.id for question in first.practice] == ["practice-seat"]
    assert second.practice[0].rule is Rule.ALL
    assert second.practice[0].key == ChoiceKey(frozenset({0, 2}))


def test_media_are_kept_by_their_path_in_the_module():
    module = good_module()

    assert module.media["media/languages.csv"].startswith(b"language")
    assert len(module.media) == 7


KEYS = {
    "single-first": (QuestionType.SINGLE, 1, ChoiceKey(frozenset({1}))),
    "multiple-balanced": (QuestionType.MULTIPLE, 3, ChoiceKey(frozenset({0, 1}))),
    "true-relative": (QuestionType.TRUE_FALSE, Fraction(1, 2), TrueFalseKey(False)),
    "text-relay": (QuestionType.SHORT_TEXT, 1, TextKey()),
    "text-year": (QuestionType.SHORT_TEXT, 1, TextKey()),
    "number-minutes": (QuestionType.NUMBER, 1, NumberKey(Fraction(3), Fraction(3))),
    "number-share": (QuestionType.NUMBER, 2, NumberKey(Fraction(40), Fraction(50), "%")),
    "number-ratio": (QuestionType.NUMBER, 1, NumberKey(Fraction(13, 10), Fraction(7, 5))),
    "match-terms": (QuestionType.MATCHING, 2, MatchingKey(2, 4)),
    "order-briefing": (QuestionType.ORDER, 2, OrderKey(3)),
    "gaps-code": (QuestionType.GAPS, 1, GapsKey((GapKey(None), GapKey(1)))),
    "open-case": (QuestionType.OPEN, Fraction(9, 2), OpenKey((Fraction(2), Fraction(5, 2)))),
}


def test_every_question_has_its_type_points_and_key(questions: dict[str, Question]):
    assert {name: (q.type, q.points, q.key) for name, q in questions.items()} == KEYS
    assert questions["single-first"].outcomes == ("brief", "notice")
    assert questions["single-first"].shuffle is False
    assert questions["multiple-balanced"].shuffle is True


def test_options_carry_their_feedback_in_both_languages(questions: dict[str, Question]):
    texts = questions["single-first"].texts

    assert texts["en"].options[0] == OptionText(
        "The file,\nwith all its pages.", "It says nothing about *how* you will work."
    )
    assert texts["ru"].options[0].feedback == "Оно не говорит, *как* вы будете работать."
    assert texts["ru"].options[2] == OptionText("Погода.")
    assert texts["ru"].prompt == "Вы видите переводчика **впервые**.\nЧто сначала?"
    assert texts["ru"].hint == "Что захотели бы узнать вы на его месте?"
    assert texts["ru"].explanation == "Сначала правила; см. [урок](01-briefing.md)."


def test_an_explanation_may_run_over_lines():
    practice = good_module().lessons[0].practice[0]

    assert practice.texts["en"].explanation == "A triangle keeps the talk between\ntwo people."


def test_accepted_words_are_read_per_language(questions: dict[str, Question]):
    texts = questions["text-relay"].texts

    assert texts["en"].accepted == ("relay", "relay interpreting", "relay|chain")
    assert texts["ru"].accepted == ("реле", "перевод через третий язык")
    assert questions["text-year"].texts["ru"].accepted == ("2026", "2026 г.")


def test_pairs_and_distractors_keep_their_order(questions: dict[str, Question]):
    text = questions["match-terms"].texts["ru"]

    assert text.lefts == ("реле", "последовательный")
    assert [option.text for option in text.options] == [
        "два переводчика подряд",
        "речь по очереди",
        "речь на диктофон",
        "речь письмом",
    ]


def test_gaps_leave_their_place_in_the_prompt(questions: dict[str, Question]):
    text = questions["gaps-code"].texts["en"]

    assert text.prompt.startswith("The interpreter says \ufffc and adds \ufffc.")
    assert text.prompt.endswith("[[1]](https://academy.example/).")
    assert text.gaps == (("everything", "all"), ("nothing", "not a word", "comments"))
    assert questions["gaps-code"].texts["ru"].gaps[1] == ("ничего", "ни слова", "замечания")


def test_criteria_are_read_from_a_table_of_one_column_too(questions: dict[str, Question]):
    text = questions["open-case"].texts["ru"]

    assert text.criteria == ("Сразу останавливает беседу", "Называет услышанное, не обвиняя")
    assert text.explanation == "Единственно верной фразы нет."


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("47", 47, 47, ""),
        ("-3", -3, -3, ""),
        ("1,41", Fraction(141, 100), Fraction(141, 100), ""),
        ("1.41 +- 0,01", Fraction(7, 5), Fraction(71, 50), ""),
        ("40..50 km per day", 40, 50, "km per day"),
        ("125 +- 1mm", 124, 126, "mm"),
        ("12 %", 12, 12, "%"),
        ("5 m2", 5, 5, "m2"),
    ],
)
def test_a_number_is_read_with_its_tolerance_and_unit(written, low, high, unit):
    courses = read_courses(changed(f"{TALK}/en/quiz.md", "= 3\n", f"= {written}\n"))

    key = {question.id: question.key for question in courses.modules[TALK].questions}[
        "number-minutes"
    ]
    assert key == NumberKey(Fraction(low), Fraction(high), unit)


@pytest.mark.parametrize("written", ["12:30", "2004/38/EC", "3D model", "1.2.3", "a 47"])
def test_what_only_begins_like_a_number_is_a_short_text(written):
    files = changed(
        f"{TALK}/en/quiz.md", "= relay | relay interpreting | relay\\|chain", f"= {written}"
    )

    question = read_courses(files).modules[TALK].questions[3]

    assert (question.type, question.texts["en"].accepted) == (QuestionType.SHORT_TEXT, (written,))


def test_a_stored_module_is_read_back_as_it_was_published():
    module, problems = read_module(TALK, module_files(good_files()))

    assert problems == ()
    assert module == good_module()


def test_problems_of_a_module_alone_have_paths_inside_its_folder():
    files = module_files(changed(f"{TALK}/en/quiz.md", "= 3\n", ""))

    module, problems = read_module(TALK, files)

    assert module is None
    assert [(problem.path, problem.code) for problem in problems] == [("en/quiz.md", "no-answer")]


def test_an_unfinished_translation_is_left_out_and_the_source_stays_readable():
    files = module_files(changed(f"{TALK}/ru/quiz.md", "- Погода.\n", ""))

    module, problems = read_module(TALK, files)

    assert [problem.code for problem in problems] == ["options-missing"]
    assert module is not None
    assert module.languages == ("en",)
    assert set(module.questions[0].texts) == {"en"}
    assert module.language_for("ru") == "en"


@pytest.mark.parametrize(
    "mangle",
    [
        lambda body: body.replace(b"\n", b"\r\n"),
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: b"\xef\xbb\xbf" + body.replace(b"\n", b"\r\n"),
    ],
    ids=["CRLF", "BOM", "both"],
)
def test_line_ends_and_byte_order_marks_change_nothing_that_is_read(mangle):
    files = good_files()
    text = (".md", ".yaml", ".csv")

    mangled = read_courses(
        {path: mangle(body) if path.endswith(text) else body for path, body in files.items()}
    )

    assert mangled.problems == ()
    for lesson, other in zip(mangled.modules[TALK].lessons, good_module().lessons, strict=True):
        assert lesson == other
    assert mangled.modules[TALK].questions == good_module().questions
    assert mangled.tracks == read_courses(files).tracks
