"""The opening line of a question: its id first, then what may be said about it."""

import re
from fractions import Fraction

from app.core.courses.blocks import Block
from app.core.courses.content import QuestionType, Rule
from app.core.courses.fields import as_id
from app.core.courses.problems import Findings
from app.core.courses.questions.drafts import Header
from app.core.courses.sources import Source

ATTRIBUTES = ("points", "outcome", "rule", "type", "shuffle")
MOST_POINTS = 100

_POINTS = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?\Z")


def read_header(
    block: Block, source: Source, findings: Findings, *, is_source: bool
) -> Header | None:
    """The header of a block, or None when it has no id; in a translation the id must stand alone."""
    spot = source.spot(block.line)
    name, *words = block.rest.split() or [""]
    if not name or "=" in name:
        findings.add("question-without-id", spot)
        return None
    if not as_id(name, source.spot(block.line, name), findings):
        return None
    values: dict[str, list[str]] = {}
    for word in words:
        key, equals, value = word.partition("=")
        place = source.spot(block.line, word)
        if not is_source:
            findings.add("attribute-in-translation", place, attribute=word, id=name)
        elif not equals or key not in ATTRIBUTES:
            findings.add("question-attribute", place, attribute=word, known=", ".join(ATTRIBUTES))
        elif key in values and key != "outcome":
            findings.add("attribute-twice", place, attribute=key)
        elif value in values.get(key, ()):
            findings.add("attribute-twice", place, attribute=word)
        else:
            values.setdefault(key, []).append(value)
    return _header(name, values, block, source, findings)


def _header(
    name: str, values: dict[str, list[str]], block: Block, source: Source, findings: Findings
) -> Header:
    def refuse(key: str, expected: str) -> None:
        word = f"{key}={values[key][0]}"
        findings.add(
            "attribute-value", source.spot(block.line, word), attribute=word, expected=expected
        )

    points = rule = question_type = None
    if "points" in values:
        points = _points(values["points"][0])
        if points is None:
            refuse("points", f"a number above 0 and up to {MOST_POINTS}, such as 2 or 0.5")
    if "rule" in values:
        rule = next((r for r in Rule if r == values["rule"][0]), None)
        if rule is None:
            refuse("rule", "balanced or all")
    if "type" in values:
        question_type = next((t for t in QuestionType if t == values["type"][0]), None)
        if question_type is None:
            refuse("type", ", ".join(QuestionType))
    if values.get("shuffle", ["no"]) != ["no"]:
        refuse("shuffle", "no; without it the options are shuffled")
    return Header(
        id=name,
        points=points,
        outcomes=tuple(values.get("outcome", ())),
        rule=rule,
        type=question_type,
        shuffle="shuffle" not in values,
    )


def _points(text: str) -> Fraction | None:
    if not _POINTS.match(text) or not 0 < Fraction(text) <= MOST_POINTS:
        return None
    return Fraction(text)
