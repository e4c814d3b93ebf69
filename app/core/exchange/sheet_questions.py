"""One question from its rows in a table: the type that a cell names or the answers show, then the key and the words."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from app.core.courses.content import OptionText, Question, QuestionType, Rule
from app.core.courses.keys import OpenKey, OrderKey
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions import gaps
from app.core.courses.questions.drafts import Body, Draft, Header, Passage
from app.core.courses.questions.headers import MOST_POINTS
from app.core.courses.questions.written import number_key
from app.core.exchange import making_answers, making_choices
from app.core.exchange.making import ONE, Making, Offered
from app.core.exchange.making_answers import Span
from app.core.exchange.sheet_columns import ALL_OR_NOTHING, Column, mark_of, truth_of, type_of
from app.core.exchange.sheet_groups import Group
from app.core.exchange.sheet_rows import Row

_POINTS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?\Z")
_ANSWERS = (Column.ANSWER, Column.MATCH)
_Reader = Callable[[Making, Group], Question | None]


class _Wrong(Exception):
    """A cell that cannot be read: its code in the report, where it stands and what it says."""

    def __init__(self, code: str, row: Row, group: Group, column: Column) -> None:
        super().__init__(code)
        self.code, self.row = code, row
        self.facts = {"column": group.letter(column), "cell": group.cell(row, column).text.strip()}


def question_of(making: Making, group: Group) -> Question | None:
    """The question that these rows make; where a cell cannot be read it is left out, with the row and the column."""
    try:
        _check_cells(group)
        kind = _type_of(making, group)
        making.shuffle = _flag(group, Column.SHUFFLE, default=True)
        making.outcomes = tuple(dict.fromkeys(re.split(r"[,;\s]+", group.text(Column.OUTCOMES))))
        making.outcomes = tuple(filter(None, making.outcomes))
        if kind is not QuestionType.OPEN:
            making.points = _points(group, group.rows[0]) or ONE
        question = _READERS[kind](making, group)
    except _Wrong as wrong:
        making.where = str(wrong.row.number)
        making.refuse(wrong.code, **wrong.facts)
        return None
    return question


def _check_cells(group: Group) -> None:
    """No formula, no date and no error value is taken for words that somebody wrote."""
    for row in group.rows:
        for column in group.heads.places:
            if trouble := group.cell(row, column).trouble:
                raise _Wrong(f"cell-{trouble}", row, group, column)


def _answers(group: Group, *columns: Column) -> list[Row]:
    """The rows in which one of these columns says something."""
    return [row for row in group.rows if any(_said(group, row, column) for column in columns)]


def _said(group: Group, row: Row, column: Column) -> str:
    return group.cell(row, column).text.strip()


def _type_of(making: Making, group: Group) -> QuestionType:
    named = group.text(Column.TYPE)
    if named:
        kind = type_of(named)
        if kind is None:
            raise _Wrong("type-unknown", group.rows[0], group, Column.TYPE)
        return kind
    kind = _shown_type(making, group)
    making.guess("type", type=str(kind))
    return kind


def _shown_type(making: Making, group: Group) -> QuestionType:
    """What the answers look like, where nobody has named the type."""
    answers = _answers(group, Column.ANSWER)
    if _answers(group, Column.MATCH):
        return QuestionType.MATCHING
    if not answers:
        if gaps.has_gaps(_passage(making)):
            return QuestionType.GAPS
        raise _Wrong("answer-missing", group.rows[0], group, Column.ANSWER)
    marks = [bool(mark_of(_said(group, row, Column.RIGHT))) for row in answers]
    if any(marks):
        return QuestionType.SINGLE if sum(marks) == 1 else QuestionType.MULTIPLE
    words = _said(group, answers[0], Column.ANSWER)
    if len(answers) == 1 and truth_of(words) is not None:
        return QuestionType.TRUE_FALSE
    if len(answers) == 1 and number_key(words):
        return QuestionType.NUMBER
    if len(answers) > 1 and Column.RIGHT in group.heads.places:
        raise _Wrong("right-missing", answers[0], group, Column.RIGHT)
    return QuestionType.SHORT_TEXT


def _points(group: Group, row: Row) -> Fraction | None:
    text = _said(group, row, Column.POINTS)
    if not text:
        return None
    value = Fraction(text.replace(",", ".")) if _POINTS.match(text) else Fraction(0)
    if not 0 < value <= MOST_POINTS:
        raise _Wrong("points-form", row, group, Column.POINTS)
    return value


def _flag(group: Group, column: Column, *, default: bool) -> bool:
    text = group.text(column)
    value = mark_of(text) if text else default
    if value is None:
        raise _Wrong("mark-form", group.rows[0], group, column)
    return value


def _offered(making: Making, group: Group) -> list[Offered]:
    rows = _answers(group, Column.ANSWER, Column.RIGHT, Column.FEEDBACK)
    found = []
    for row in rows:
        mark = mark_of(_said(group, row, Column.RIGHT))
        if mark is None:
            raise _Wrong("mark-form", row, group, Column.RIGHT)
        text = group.cell(row, Column.ANSWER).text.strip()
        found.append(Offered(text, Fraction(int(mark)), group.words(row, Column.FEEDBACK)))
    return found


def _single(making: Making, group: Group) -> Question | None:
    return making_choices.one_of(making, _offered(making, group))


def _multiple(making: Making, group: Group) -> Question | None:
    grading = group.text(Column.GRADING).casefold().replace("ё", "е")
    known = [words.replace("ё", "е") for words in (*ALL_OR_NOTHING, Rule.ALL)]
    if grading and grading not in known and grading != Rule.BALANCED:
        raise _Wrong("grading-form", group.rows[0], group, Column.GRADING)
    rule = Rule.ALL if grading in known else Rule.BALANCED
    return making_choices.several_of(making, _offered(making, group), rule)


def _only_answer(group: Group, code: str) -> Row:
    rows = _answers(group, Column.ANSWER)
    if not rows:
        raise _Wrong("answer-missing", group.rows[0], group, Column.ANSWER)
    if len(rows) > 1:
        raise _Wrong(code, rows[1], group, Column.ANSWER)
    return rows[0]


def _true_false(making: Making, group: Group) -> Question | None:
    row = _only_answer(group, "answer-twice")
    right = truth_of(_said(group, row, Column.ANSWER))
    if right is None:
        raise _Wrong("truth-form", row, group, Column.ANSWER)
    return making_answers.true_false(making, right, _said(group, row, Column.FEEDBACK), "")


def _short_text(making: Making, group: Group) -> Question | None:
    found = []
    for row in _answers(group, Column.ANSWER) or [_only_answer(group, "")]:
        text, feedback = (_said(group, row, c) for c in (Column.ANSWER, Column.FEEDBACK))
        found.append(Offered(text, ONE, feedback))
    return making_answers.short_text(making, found, wild=False)


def _number(making: Making, group: Group) -> Question | None:
    row = _only_answer(group, "answer-twice")
    key = number_key(_said(group, row, Column.ANSWER))
    if key is None or key.low > key.high:
        raise _Wrong("number-form", row, group, Column.ANSWER)
    span = Span(key.low, key.high, ONE, _said(group, row, Column.FEEDBACK), key.unit)
    return making_answers.number(making, [span])


def _matching(making: Making, group: Group) -> Question | None:
    pairs, extras = [], []
    for row in _answers(group, *_ANSWERS):
        left, right = (_said(group, row, column) for column in _ANSWERS)
        if not right:
            raise _Wrong("match-missing", row, group, Column.MATCH)
        if left:
            pairs.append((left, right))
        else:
            extras.append(right)
    return making_answers.matching(making, pairs, extras)


def _order(making: Making, group: Group) -> Question | None:
    items = [OptionText(_said(group, row, Column.ANSWER)) for row in _answers(group, Column.ANSWER)]
    if len(items) < 2:
        making.refuse("too-few-options")
        return None
    return making.question(QuestionType.ORDER, OrderKey(len(items)), options=items)


def _gaps(making: Making, group: Group) -> Question | None:
    """The question has its gaps in brackets, as the course format writes them."""
    if rows := _answers(group, Column.ANSWER):
        raise _Wrong("answer-beside-gaps", rows[0], group, Column.ANSWER)
    findings = Findings()
    row = group.rows[0]
    draft = Draft(Header(making.id), Body(_passage(making)), Spot("", row.number), "")
    read = gaps.read_source(draft, findings)
    if read is None or any(problem.is_error for problem in findings):
        raise _Wrong("gaps-form", row, group, Column.QUESTION)
    key, text = read
    making.prompt = text.prompt
    return making.question(QuestionType.GAPS, key, gaps=text.gaps)


def _passage(making: Making) -> Passage:
    return Passage(making.prompt, Spot("", 1))


def _open(making: Making, group: Group) -> Question | None:
    """The answers are the lines of the rubric, each with its points."""
    rows = _answers(group, Column.ANSWER)
    if not rows:
        making.points = _points(group, group.rows[0]) or ONE
        return making_answers.open_answer(making)
    shares = []
    for row in rows:
        share = _points(group, row)
        if share is None:
            raise _Wrong("points-missing", row, group, Column.POINTS)
        shares.append(share)
    making.points = sum(shares, Fraction(0))
    criteria = [_said(group, row, Column.ANSWER) for row in rows]
    return making.question(QuestionType.OPEN, OpenKey(tuple(shares)), criteria=criteria)


_READERS: Mapping[QuestionType, _Reader] = {
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _multiple,
    QuestionType.TRUE_FALSE: _true_false,
    QuestionType.SHORT_TEXT: _short_text,
    QuestionType.NUMBER: _number,
    QuestionType.MATCHING: _matching,
    QuestionType.ORDER: _order,
    QuestionType.GAPS: _gaps,
    QuestionType.OPEN: _open,
}
