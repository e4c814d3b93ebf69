"""Reads questions from a table, .xlsx or .csv: one row for each answer, errors by row and column."""

from collections.abc import Iterator, Mapping

from app.core.courses.content import Question
from app.core.errors import ExchangeRefused
from app.core.exchange.making import Making
from app.core.exchange.naming import free_id
from app.core.exchange.reports import Imported, Item, Report
from app.core.exchange.sheet_columns import Column, column_of
from app.core.exchange.sheet_groups import Group, Heads, letter_of
from app.core.exchange.sheet_questions import question_of
from app.core.exchange.sheet_rows import Table, read_tables

_HEADS_WITHIN = 10
_LONGEST_NAME = 60


def read_sheet(content: bytes) -> Imported:
    """Every question of a table; raises ExchangeRefused for a file that is none, or has no heads that we know."""
    table, heads = _with_heads(read_tables(content))
    items: list[Item] = [*table.notes, *_unknown(table, heads)]
    questions: dict[str, Question] = {}
    for group in _groups(table, heads, items):
        making = _making(group, questions)
        making.check_number(questions)
        question = question_of(making, group)
        items += making.items
        if question:
            questions[question.id] = question
    if not questions and not items:
        raise ExchangeRefused("no-questions")
    return Imported(tuple(questions.values()), Report(table.format, tuple(items)))


def _with_heads(tables: Iterator[Table]) -> tuple[Table, Heads]:
    found = None
    for table in tables:
        found = table
        for row in table.rows[:_HEADS_WITHIN]:
            places: dict[Column, int] = {}
            unknown: dict[int, str] = {}
            for place, cell in enumerate(row.cells):
                column = column_of(cell.text)
                if column and column not in places:
                    places[column] = place
                elif cell.text.strip():
                    unknown[place] = cell.text.strip()
            if Column.QUESTION in places and len(places) > 1:
                return table, Heads(row.number, places, unknown)
    if found is None or not any(not row.is_empty for row in found.rows):
        raise ExchangeRefused("no-questions")
    raise ExchangeRefused("heads-missing", "1")


def _unknown(table: Table, heads: Heads) -> Iterator[Item]:
    """Columns that we do not know, where something stands in them."""
    for place, name in heads.unknown.items():
        rows = [
            row.number
            for row in table.rows
            if row.number > heads.row and place < len(row.cells) and row.cells[place].text.strip()
        ]
        if rows:
            facts = {"column": letter_of(place), "rows": str(len(rows))}
            yield Item("left-out", "unknown-column", str(heads.row), name, facts)


def _groups(table: Table, heads: Heads, items: list[Item]) -> Iterator[Group]:
    group: Group | None = None
    for row in table.rows:
        if row.number <= heads.row or row.is_empty:
            continue
        begins = bool(Group(heads, [row]).text(Column.QUESTION))
        if begins:
            if group:
                yield group
            group = Group(heads)
        if group is None:
            words = next(cell.text for cell in row.cells if cell.text.strip() or cell.trouble)
            items.append(Item("left-out", "row-without-question", str(row.number), words))
        else:
            group.rows.append(row)
    if group:
        yield group


def _making(group: Group, taken: Mapping[str, Question]) -> Making:
    first = group.rows[0]
    prompt = group.words(first, Column.QUESTION)
    words = " ".join(prompt.split())
    name = words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME].rpartition(" ")[0]
    return Making(
        where=str(first.number),
        what=name,
        id=free_id(group.text(Column.ID) or name, taken),
        prompt=prompt,
        explanation=group.words(first, Column.EXPLANATION),
        hint=group.words(first, Column.HINT),
    )
