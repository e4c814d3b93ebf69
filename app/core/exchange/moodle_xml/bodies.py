"""What each type of question becomes in Moodle XML below its words."""

from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import SubElement

from app.core.courses.content import QuestionType, Rule
from app.core.courses.keys import ChoiceKey, GapsKey, NumberKey, OpenKey, TrueFalseKey
from app.core.courses.questions.gaps import PLACE
from app.core.exchange.moodle_xml.sheets import Sheet

KINDS = {
    QuestionType.SINGLE: "multichoice",
    QuestionType.MULTIPLE: "multichoice",
    QuestionType.TRUE_FALSE: "truefalse",
    QuestionType.SHORT_TEXT: "shortanswer",
    QuestionType.NUMBER: "numerical",
    QuestionType.MATCHING: "matching",
    QuestionType.ORDER: "ordering",
    QuestionType.GAPS: "cloze",
    QuestionType.OPEN: "essay",
}
_DIVISIONS = frozenset((*range(1, 11), 20))
"""Into how many equal parts Moodle lets the points of a question be divided."""
_MOST_PLACES = 40
_SPECIAL = '\\}#~/"{=%*'


def decimal(value: Fraction) -> str:
    """A number as people write it; every number of a course ends after a few decimals."""
    for places in range(_MOST_PLACES):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
            return ("-" if value < 0 else "") + whole + (f".{rest}" if rest else "")
    return f"{float(value):.10g}"


def _share(value: Fraction) -> str:
    text = f"{float(value * 100):.5f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def _choice(sheet: Sheet) -> None:
    question, key = sheet.question, sheet.question.key
    right = key.right if isinstance(key, ChoiceKey) else frozenset()
    is_single = question.type is QuestionType.SINGLE
    wrong = len(sheet.text.options) - len(right)
    sheet.add("single", "true" if is_single else "false")
    sheet.add("shuffleanswers", "true" if question.shuffle else "false")
    sheet.add("answernumbering", "abc")
    if not is_single and not {len(right), wrong} <= _DIVISIONS:
        sheet.guess("shares", count=str(max(len(right), wrong)))
    if question.rule is Rule.ALL:
        sheet.guess("rule")
    for place, option in enumerate(sheet.text.options):
        if is_single:
            share = Fraction(place in right)
        else:
            share = Fraction(1, len(right)) if place in right else Fraction(-1, wrong)
        answer = sheet.line(sheet.element, "answer", option.text, fraction=_share(share))
        sheet.html(answer, "feedback", option.feedback or "")


def _true_false(sheet: Sheet) -> None:
    key = sheet.question.key
    for value in (True, False):
        is_right = isinstance(key, TrueFalseKey) and key.right is value
        answer = sheet.plain_answer(str(value).lower(), "100" if is_right else "0")
        sheet.html(answer, "feedback", "")


def _short(sheet: Sheet) -> None:
    sheet.add("usecase", "0")
    for word in sheet.text.accepted:
        answer = sheet.plain_answer(word.replace("*", "\\*"), "100")
        sheet.html(answer, "feedback", "")


def _number(sheet: Sheet) -> None:
    key = sheet.question.key
    if not isinstance(key, NumberKey):
        return
    answer = sheet.plain_answer(decimal((key.low + key.high) / 2), "100")
    sheet.html(answer, "feedback", "")
    SubElement(answer, "tolerance").text = decimal((key.high - key.low) / 2)
    if key.unit:
        unit = SubElement(SubElement(sheet.element, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = key.unit
        sheet.add("unitgradingtype", "0")
        sheet.add("showunits", "3")


def _matching(sheet: Sheet) -> None:
    sheet.add("shuffleanswers", "true" if sheet.question.shuffle else "false")
    lefts = (*sheet.text.lefts, *[""] * (len(sheet.text.options) - len(sheet.text.lefts)))
    for left, right in zip(lefts, sheet.text.options, strict=True):
        pair = sheet.line(sheet.element, "subquestion", left)
        SubElement(SubElement(pair, "answer"), "text").text = sheet.plain(right.text)


def _order(sheet: Sheet) -> None:
    for tag, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("gradingtype", "ABSOLUTE_POSITION"),
    ):
        sheet.add(tag, value)
    for place, option in enumerate(sheet.text.options, 1):
        sheet.line(sheet.element, "answer", option.text, fraction=str(place))


def _gaps(sheet: Sheet) -> None:
    """Each gap is written into the text as Moodle embeds answers."""
    if sheet.question.points != len(sheet.text.gaps):
        sheet.guess("points-by-gaps", count=str(len(sheet.text.gaps)))
    if not sheet.question.shuffle and not any("MULTICHOICE" in gap for gap in _embedded(sheet)):
        sheet.lose("shuffle")


def embedded_prompt(sheet: Sheet) -> str:
    """The prompt as HTML, with an embedded answer for each gap."""
    words = sheet.page.block(sheet.text.prompt).split(PLACE)
    gaps = [*_embedded(sheet), ""]
    return "".join(text + gap for text, gap in zip(words, gaps, strict=False))


def _embedded(sheet: Sheet) -> list[str]:
    key = sheet.question.key
    keys = key.gaps if isinstance(key, GapsKey) else ()
    choice = "MULTICHOICE_S" if sheet.question.shuffle else "MULTICHOICE"
    return [
        "{1:SHORTANSWER:" + "~".join(f"={_escaped(word)}" for word in words) + "}"
        if gap.right is None
        else f"{{1:{choice}:"
        + "~".join(("=" if n == gap.right else "") + _escaped(word) for n, word in enumerate(words))
        + "}"
        for gap, words in zip(keys, sheet.text.gaps, strict=True)
    ]


def _escaped(word: str) -> str:
    plain = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in word)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _open(sheet: Sheet) -> None:
    key = sheet.question.key
    points = key.points if isinstance(key, OpenKey) else ()
    sheet.add("responseformat", "editor")
    sheet.add("responserequired", "1")
    sheet.add("responsefieldlines", "15")
    sheet.add("attachments", "0")
    if len(points) == 1:
        sheet.line(sheet.element, "graderinfo", sheet.text.criteria[0])
        return
    rows = "".join(
        f"<tr><td>{sheet.page.line(criterion)}</td><td>{decimal(share)}</td></tr>"
        for criterion, share in zip(sheet.text.criteria, points, strict=True)
    )
    told = zip(sheet.text.criteria, points, strict=True)
    sheet.lose("rubric", rubric="; ".join(f"{words} ({decimal(share)})" for words, share in told))
    sheet.rich(sheet.element, "graderinfo", f"<table><tbody>{rows}</tbody></table>")


BODIES: dict[QuestionType, Callable[[Sheet], None]] = {
    QuestionType.SINGLE: _choice,
    QuestionType.MULTIPLE: _choice,
    QuestionType.TRUE_FALSE: _true_false,
    QuestionType.SHORT_TEXT: _short,
    QuestionType.NUMBER: _number,
    QuestionType.MATCHING: _matching,
    QuestionType.ORDER: _order,
    QuestionType.GAPS: _gaps,
    QuestionType.OPEN: _open,
}
