"""From the fields of a form to a question: what was not changed stays as written, the rest is made fit for a block."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from app.core.courses.content import OptionText, Question, QuestionText, QuestionType
from app.core.courses.keys import (
    ChoiceKey,
    GapsKey,
    Key,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions import gaps, settling
from app.core.courses.questions.drafts import Body, Draft, Header, Passage
from app.core.courses.questions.escaping import one_line, unified
from app.core.courses.questions.fields import (
    CHOICES,
    LINED,
    Fields,
    Row,
    points_of,
    question_with,
)
from app.core.courses.questions.reading import SourceQuestion
from app.core.courses.questions.settling import Unwritable
from app.core.courses.questions.written import number_key


def settled(fields: Fields, before: Fields | None, language: str) -> Fields:
    """The fields as a block can hold them; what is the same as before is left alone.

    Raises Unwritable with the field's name; the lines of answers are counted as they stand in the form.
    """
    kind = fields.type
    old = before or Fields(fields.id, kind)
    kept = {row.was: row for row in old.rows} if old.type is kind else {}
    rows = tuple(replace(row, was=row.was if row.was in kept else None) for row in fields.rows)
    settled_rows = tuple(
        _settled_row(row, kept.get(row.was) if row.was is not None else None, place, kind, language)
        for place, row in enumerate(rows)
    )
    return replace(
        fields,
        prompt=_changed(
            fields.prompt, old.prompt, lambda text: settling.prompt(kind, text, language)
        )
        if kind is not QuestionType.GAPS
        else unified(fields.prompt),
        rows=settled_rows,
        accepted=tuple(dict.fromkeys(filter(None, map(one_line, fields.accepted)))),
        hint=_changed(
            fields.hint, old.hint, lambda text: settling.afterword(text, "hint", language) or ""
        ),
        explanation=_changed(
            fields.explanation,
            old.explanation,
            lambda text: settling.afterword(text, "explanation", language) or "",
        ),
    )


def _changed(text: str, before: str, settle: Callable[[str], str]) -> str:
    """The text as it stands in the block where nobody changed it, or as a block can hold it."""
    return before if unified(text).rstrip() == unified(before).rstrip() else settle(text)


def _settled_row(
    row: Row, before: Row | None, place: int, kind: QuestionType, language: str
) -> Row:
    old = before or Row()
    if kind is QuestionType.OPEN:
        return replace(row, text=_changed(row.text, old.text, one_line))
    field = f"options.{place}"
    return replace(
        row,
        text=_changed(row.text, old.text, lambda text: settling.words(text, field, language)),
        left=_changed(
            row.left, old.left, lambda text: settling.left_side(text, f"lefts.{place}", language)
        ),
        feedback=_changed(row.feedback, old.feedback, lambda text: settling.feedback(text) or ""),
    )


def source_question(fields: Fields, language: str) -> Question:
    """The question of settled fields of the source language."""
    try:
        points_of(fields.points)
    except ValueError:
        raise Unwritable("points", "not-a-number") from None
    if fields.type is QuestionType.GAPS:
        key, text = _gaps(fields)
    else:
        key, text = _key(fields), words(fields)
    return question_with(fields, key, text, language)


def translated_question(
    fields: Fields, source: SourceQuestion, origin: str, language: str
) -> Question:
    """The question of the source with the words of settled fields of another language."""
    key = source.key
    text = _gap_words(fields, source, key) if isinstance(key, GapsKey) else words(fields)
    return source.with_texts({origin: source.text, language: text})


def words(fields: Fields) -> QuestionText:
    """The words of fields, but for gaps."""
    rows = fields.rows
    kind = fields.type
    pairs = [row for row in rows if row.left.strip()]
    if kind is QuestionType.MATCHING:
        rows = (*pairs, *(row for row in rows if not row.left.strip()))
    return QuestionText(
        prompt=fields.prompt,
        options=tuple(
            OptionText(row.text, row.feedback or None)
            for row in rows
            if kind in LINED and kind is not QuestionType.OPEN
        ),
        lefts=tuple(row.left for row in pairs) if kind is QuestionType.MATCHING else (),
        accepted=fields.accepted if kind is QuestionType.SHORT_TEXT else (),
        criteria=tuple(row.text for row in rows) if kind is QuestionType.OPEN else (),
        hint=fields.hint or None,
        explanation=fields.explanation or None,
    )


def _key(fields: Fields) -> Key:
    kind, rows = fields.type, fields.rows
    if kind in CHOICES:
        return ChoiceKey(frozenset(place for place, row in enumerate(rows) if row.right))
    if kind is QuestionType.MATCHING:
        return MatchingKey(sum(bool(row.left.strip()) for row in rows), len(rows))
    if kind is QuestionType.ORDER:
        return OrderKey(len(rows))
    if kind is QuestionType.SHORT_TEXT:
        return TextKey()
    if kind is QuestionType.TRUE_FALSE:
        if fields.truth is None:
            raise Unwritable("truth", "no-right-option")
        return TrueFalseKey(fields.truth)
    if kind is QuestionType.NUMBER:
        return _number(fields)
    return OpenKey(tuple(_share(row, place) for place, row in enumerate(rows)))


def _share(row: Row, place: int) -> Fraction:
    try:
        return points_of(row.points)
    except ValueError:
        raise Unwritable(f"criteria.{place}", "rubric-line") from None


def _number(fields: Fields) -> NumberKey:
    number, tolerance, low, high = (
        one_line(text) for text in (fields.number, fields.tolerance, fields.low, fields.high)
    )
    if not number and not (low and high):
        raise Unwritable("number", "number-missing")
    if number and (low or high):
        raise Unwritable("low", "number-twice")
    written = (
        f"{low}..{high}" if not number else f"{number} +- {tolerance}" if tolerance else number
    )
    plain = number_key(written)
    if plain is None:
        raise Unwritable("number" if number else "low", "not-a-number", found=written)
    if plain.low > plain.high:
        raise Unwritable("low", "range-reversed", found=written)
    key = number_key(f"{written} {one_line(fields.unit)}")
    if key is None:
        raise Unwritable("unit", "unit-unclear", found=fields.unit)
    return key


def _gaps(fields: Fields) -> tuple[Key, QuestionText]:
    draft, findings = _prompt_draft(fields), Findings()
    read = gaps.read_source(draft, findings)
    _report(findings)
    if read is None:
        raise Unwritable("prompt", "no-gaps")
    return read[0], replace(
        read[1], hint=fields.hint or None, explanation=fields.explanation or None
    )


def _gap_words(fields: Fields, source: SourceQuestion, key: GapsKey) -> QuestionText:
    findings = Findings()
    draft = _prompt_draft(fields)
    text = gaps.read_translation(draft, key, source.text, source.draft, findings)
    _report(findings)
    return replace(text, hint=fields.hint or None, explanation=fields.explanation or None)


def _prompt_draft(fields: Fields) -> Draft:
    spot = Spot("form", 1)
    prompt = unified(fields.prompt).lstrip("\n").rstrip()
    return Draft(Header(fields.id), Body(Passage(prompt, spot)), spot, "")


def _report(findings: Findings) -> None:
    for problem in findings.sorted():
        if problem.is_error:
            raise Unwritable("prompt", problem.code, **dict(problem.facts))
