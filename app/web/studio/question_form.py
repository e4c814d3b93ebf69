"""What the form of a question has sent, as fields; lines of answers are added, moved and taken out without saving."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import request

from app.core.courses.content import QuestionType, Rule
from app.core.courses.questions.fields import CHOICES, LINED, Fields, Row
from app.core.courses.questions.settling import Unwritable
from app.web.studio.question_words import message

MOST_ROWS = 40
LONGEST = 20_000
FIRST_ROWS = {QuestionType.OPEN: 2}
EMPTY_ROWS = 4


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The fields as they were sent, and by the id of a control what is wrong there."""

    fields: Fields
    errors: Mapping[str, str] = field(default_factory=dict)

    def refused(self, refusal: Unwritable) -> "QuestionForm":
        """The same form with what is wrong at each control, the first that was found of each."""
        errors: dict[str, str] = {}
        for one in (refusal, *refusal.others):
            errors.setdefault(control(one.field, self.fields), message(one))
        return replace(self, errors=errors)


def control(name: str, fields: Fields) -> str:
    """The control in which a field of the question is written."""
    part, _, rest = name.partition(".")
    place, _, detail = rest.partition(".")
    if part in ("options", "criteria") and place:
        return f"row-{place}-{detail or 'text'}"
    if part == "lefts":
        return f"row-{place}-left"
    if part in ("options", "criteria", "key") and fields.type in LINED:
        return "row-0-right" if part == "key" and fields.type in CHOICES else "row-0-text"
    if part == "key":
        return {QuestionType.NUMBER: "number", QuestionType.TRUE_FALSE: "truth"}.get(
            fields.type, "accepted"
        )
    known = ("prompt", "points", "outcomes", "accepted", "truth", "number", "low", "unit")
    return part if part in (*known, "hint", "explanation") else "prompt"


def empty(kind: QuestionType) -> Fields:
    """A new question of a type, with lines to write in."""
    rows = FIRST_ROWS.get(kind, EMPTY_ROWS) if kind in LINED else 0
    return Fields("", kind, rows=(Row(),) * rows)


def sent(question: str, kind: QuestionType) -> Fields:
    """The fields that were sent, every line of answers included."""
    form = request.form
    return Fields(
        id=question,
        type=kind,
        points=_text("points").strip() or "1",
        outcomes=tuple(dict.fromkeys(form.getlist("outcome"))),
        rule=Rule.ALL if form.get("rule") == Rule.ALL else Rule.BALANCED,
        shuffle="shuffle" in form,
        prompt=_text("prompt"),
        rows=_rows(kind),
        accepted=tuple(line.strip() for line in _text("accepted").split("\n") if line.strip()),
        truth={"true": True, "false": False}.get(form.get("truth", "")),
        number=_text("number"),
        tolerance=_text("tolerance"),
        low=_text("low"),
        high=_text("high"),
        unit=_text("unit"),
        hint=_text("hint"),
        explanation=_text("explanation"),
    )


def as_saved(fields: Fields) -> Fields:
    """Without empty lines; pairs stand before what belongs to nothing."""
    rows = fields.filled_rows()
    if fields.type is QuestionType.MATCHING:
        rows = tuple(sorted(rows, key=lambda row: not row.left.strip()))
    return replace(fields, rows=rows)


def stepped(fields: Fields, step: str) -> Fields:
    """The fields after a button beside the lines: `add`, or `up-2`, `down-2`, `remove-2`."""
    rows = list(fields.rows)
    name, _, place = step.partition("-")
    at = int(place) if place.isdigit() else -1
    if name == "add" and len(rows) < MOST_ROWS:
        rows.append(Row())
    elif name == "remove" and 0 <= at < len(rows):
        del rows[at]
    elif name == "up" and 0 < at < len(rows):
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    elif name == "down" and 0 <= at < len(rows) - 1:
        rows[at + 1], rows[at] = rows[at], rows[at + 1]
    return replace(fields, rows=tuple(rows))


def of_type(fields: Fields, kind: QuestionType) -> Fields:
    """The same words for another type of question; lines of answers stay where it has any."""
    rows = fields.rows if kind in LINED else ()
    if kind in LINED and not rows:
        rows = empty(kind).rows
    if kind is QuestionType.SINGLE and sum(row.right for row in rows) > 1:
        rows = tuple(replace(row, right=False) for row in rows)
    return replace(fields, type=kind, rows=rows)


def _rows(kind: QuestionType) -> tuple[Row, ...]:
    count = request.form.get("rows", "0")
    number = min(int(count), MOST_ROWS) if count.isdigit() and len(count) < 4 else 0
    return tuple(_row(place, kind) for place in range(number))


def _row(place: int, kind: QuestionType) -> Row:
    was = request.form.get(f"row-{place}-was", "")
    return Row(
        text=_text(f"row-{place}-text"),
        left=_text(f"row-{place}-left"),
        right=(
            request.form.get("right") == str(place)
            if kind is QuestionType.SINGLE
            else f"row-{place}-right" in request.form
        ),
        feedback=_text(f"row-{place}-feedback"),
        points=_text(f"row-{place}-points"),
        was=int(was) if was.isdigit() and len(was) < 4 else None,
    )


def _text(name: str) -> str:
    return request.form.get(name, "")[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
