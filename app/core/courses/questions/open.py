"""Open answers: a line of `____` and under it the rubric by which a trainer grades."""

import re
from fractions import Fraction

from app.core.courses.content import QuestionText
from app.core.courses.keys import OpenKey
from app.core.courses.problems import Findings
from app.core.courses.questions.drafts import Draft, Row
from app.core.courses.questions.tables import is_rule
from app.core.courses.questions.texts import text_of

_POINTS = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:[.,][0-9]{1,2})?\Z")


def read_source(draft: Draft, points: Fraction, findings: Findings) -> tuple[OpenKey, QuestionText]:
    rows = _lines(draft, findings)
    if rows and len(draft.body.rows[0].cells) != 2:
        findings.add("rubric-header", draft.body.rows[0].spot)
    shares = [_share(row, findings) for row in rows]
    if rows and None not in shares and sum(filter(None, shares)) != points:
        parts = ", ".join(f"{row.spot} gives {row.cells[1]}" for row in rows)
        findings.add("rubric-sum", draft.spot, id=draft.id, points=_plain(points), parts=parts)
    key = OpenKey(tuple(share or Fraction(0) for share in shares))
    return key, text_of(draft, criteria=tuple(row.cells[0] for row in rows))


def read_translation(draft: Draft, key: OpenKey, origin: Draft, findings: Findings) -> QuestionText:
    rows = _lines(draft, findings)
    for row in draft.body.rows:
        if len(row.cells) > 1:
            findings.add("points-in-translation", row.spot)
    if rows and len(rows) != len(key.points):
        findings.add(
            "criteria-differ",
            draft.spot,
            id=draft.id,
            found=len(rows),
            expected=len(key.points),
            origin=origin.spot,
        )
    return text_of(draft, criteria=tuple(row.cells[0] for row in rows))


def _lines(draft: Draft, findings: Findings) -> tuple[Row, ...]:
    """The lines of the rubric below its header."""
    rows, line = draft.body.rows, draft.body.line
    if len(rows) < 3:
        findings.add("rubric-missing", draft.spot, id=draft.id, line=line or draft.spot)
        return ()
    if (
        not is_rule(rows[1].cells)
        or is_rule(rows[0].cells)
        or len(rows[0].cells) != len(rows[1].cells)
    ):
        findings.add("rubric-header", rows[0].spot)
        return ()
    lines = rows[2:]
    for row in lines:
        if not row.cells or not row.cells[0]:
            findings.add("rubric-line", row.spot)
    return tuple(row for row in lines if row.cells and row.cells[0])


def _share(row: Row, findings: Findings) -> Fraction | None:
    if (
        len(row.cells) != 2
        or not _POINTS.match(row.cells[1])
        or not (share := _fraction(row.cells[1]))
    ):
        findings.add("rubric-line", row.spot)
        return None
    return share


def _fraction(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _plain(points: Fraction) -> str:
    return str(points) if points.denominator == 1 else f"{float(points):g}"
