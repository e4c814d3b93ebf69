"""Tables of questions: whatever is wrong is told by row and column, and no formula is taken for words."""

import zipfile
from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from app.core.courses.content import QuestionType as T
from app.core.courses.content import Rule
from app.core.courses.keys import ChoiceKey, NumberKey, OpenKey
from app.core.errors import ExchangeRefused
from app.core.exchange.reports import UNSAID
from app.core.exchange.sheets import read_sheet
from app.core.reports.cells import text_cell, unguarded

HEADS = "Type;Question;Answer;Right;Goes with;Feedback;Points;Hint;Explanation;Id;Outcomes;Grading;Shuffle\n"


def table(*rows, heads=HEADS):
    return read_sheet((heads + "\n".join(rows)).encode())


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return read_sheet(out.getvalue())


def left_out(imported):
    items = imported.report.of("left-out")
    return [(item.code, item.where, item.facts.get("column", "")) for item in items]


def test_a_question_goes_on_in_the_rows_below_it():
    imported = table(
        "one answer;Who?;An interpreter;yes;;Good.;2;A hint;Why;who;law, talk;;no",
        ";;A cousin;;;No.",
    )

    (question,) = imported.questions
    text = question.texts[UNSAID]
    assert (question.type, question.key) == (T.SINGLE, ChoiceKey(frozenset({0})))
    assert (question.id, question.points, question.outcomes) == ("who", 2, ("law", "talk"))
    assert question.shuffle is False
    assert [(o.text, o.feedback) for o in text.options] == [
        ("An interpreter", "Good."),
        ("A cousin", "No."),
    ]
    assert (text.hint, text.explanation) == ("A hint", "Why")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_is_read_as_spreadsheets_of_either_language_save_it(encoding, delimiter):
    rows = [
        ["Тип", "Вопрос", "Ответ", "Верно"],
        ["несколько ответов", "Что верно?", "а", "да"],
        ["", "", "б", ""],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)

    (question,) = read_sheet(text.encode(encoding)).questions

    assert (question.type, question.key) == (T.MULTIPLE, ChoiceKey(frozenset({0})))


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([";Who?;a;x", ";;b"], T.SINGLE),
        ([";Who?;a;+", ";;b;+", ";;c"], T.MULTIPLE),
        ([";So?;Верно"], T.TRUE_FALSE),
        ([";How many?;1,41 +- 0,01 km"], T.NUMBER),
        ([";Name it.;one"], T.SHORT_TEXT),
        ([";Match.;a;;1", ";;b;;2"], T.MATCHING),
        ([";It [[ may | (must) ]] be."], T.GAPS),
    ],
)
def test_a_type_that_nobody_gave_is_guessed_from_the_answers_and_said(rows, kind):
    imported = table(*rows)

    assert [question.type for question in imported.questions] == [kind]
    assert [item.code for item in imported.report.of("guessed")] == ["type"]


def test_a_rubric_has_the_points_of_its_lines():
    (question,) = table("open answer;Describe.;Names the act;;;;2", ";;Is clear;;;;0,5").questions

    assert (question.points, question.key) == (
        Fraction(5, 2),
        OpenKey((Fraction(2), Fraction(1, 2))),
    )


def test_all_or_nothing_is_kept():
    (question,) = table("several answers;Which?;a;yes;;;;;;;;all or nothing", ";;b").questions

    assert question.rule is Rule.ALL


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["riddle;Who?;a;yes", ";;b"], ("type-unknown", "2", "A")),
        (["one answer;Who?;a;yes", ";;b;maybe"], ("mark-form", "3", "D")),
        (["number;How many?;many"], ("number-form", "2", "C")),
        (["number;How many?;5", ";;6"], ("answer-twice", "3", "C")),
        (["true or false;So?;perhaps"], ("truth-form", "2", "C")),
        (["short text;Name it."], ("answer-missing", "2", "C")),
        (["matching;Match.;a;;1", ";;b"], ("match-missing", "3", "E")),
        (["one answer;Who?;a;yes;;;-1", ";;b"], ("points-form", "2", "G")),
        (["open answer;Describe.;a;;;;1", ";;b"], ("points-missing", "3", "G")),
        (["gaps;It [[must be."], ("gaps-form", "2", "B")),
        (["gaps;It [[must]] be.;x"], ("answer-beside-gaps", "2", "C")),
        (["several answers;Which?;a;yes;;;;;;;;somehow", ";;b"], ("grading-form", "2", "L")),
        ([";;b;yes"], ("row-without-question", "2", "")),
    ],
)
def test_what_cannot_be_read_is_told_by_row_and_column_and_the_rest_is_taken(rows, expected):
    imported = table(*rows, "true or false;And this?;true")

    assert left_out(imported) == [expected]
    assert [question.type for question in imported.questions] == [T.TRUE_FALSE]


def test_a_column_that_is_not_known_is_named_with_what_it_held():
    imported = table("number;How many?;5;secret", heads="Type;Question;Answer;Colour\n")

    assert left_out(imported) == [("unknown-column", "1", "D")]
    assert imported.questions[0].key == NumberKey(Fraction(5), Fraction(5))


def test_formulas_dates_and_errors_are_never_taken_for_words():
    imported = workbook(
        ("Type", "Question", "Answer"),
        ("short text", "One?", "=1+1"),
        ("short text", "Two?", date(2026, 2, 1)),
        ("short text", '=HYPERLINK("http://x")', "a"),
        ("short text", "Three?", "plain"),
    )

    assert left_out(imported) == [
        ("cell-formula", "2", "C"),
        ("cell-date", "3", "C"),
        ("cell-formula", "4", "B"),
    ]
    assert [question.texts[UNSAID].prompt for question in imported.questions] == ["Three?"]


def test_numbers_and_truths_of_a_spreadsheet_are_read_as_shown():
    imported = workbook(
        ("Type", "Question", "Answer"),
        ("number", "A?", 47.0),
        ("number", "B?", 1.41),
        ("true or false", "C?", True),
    )

    assert [question.key for question in imported.questions[:2]] == [
        NumberKey(Fraction(47), Fraction(47)),
        NumberKey(Fraction("1.41"), Fraction("1.41")),
    ]
    assert imported.questions[2].key.right is True


def bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return out.getvalue()


def entity():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", '<!DOCTYPE x [<!ENTITY a "b">]><Types>&a;</Types>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bomb(), "container"),
        (entity(), "not-a-workbook"),
        (b"PK\3\4", "container"),
        (b"\xd0\xcf\x11\xe0", "old-workbook"),
        (b"a;b\n1;2", "heads-missing"),
        (b"\n\n", "no-questions"),
        ((HEADS + "\n" * 5001 + ";Q").encode(), "too-many-rows"),
        (b"x" * (1024 * 1024 + 1), "too-large"),
    ],
)
def test_files_that_are_no_tables_are_refused(content, code):
    with pytest.raises(ExchangeRefused) as refused:
        read_sheet(content)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "text", ["=1+1", " +a", "a,-b;@c", "\t=x", '"=x', "plain", "\nx", "＝1", "a\n-b"]
)
def test_a_guarded_cell_is_read_back_without_its_apostrophes(text):
    assert unguarded(text_cell(text)) == text
