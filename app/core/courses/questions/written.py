"""Answers behind `=`: true or false, a number, or a short text with every wording that is accepted."""

import re
from fractions import Fraction

from app.core.courses.content import QuestionText, QuestionType
from app.core.courses.fields import HTML
from app.core.courses.keys import NumberKey, TextKey, TrueFalseKey
from app.core.courses.problems import Findings
from app.core.courses.questions.drafts import Draft, Passage
from app.core.courses.questions.texts import alternatives, text_of

_DIGITS = r"[-−+]?[0-9]{1,15}(?:[.,][0-9]{1,15})?"
_PLAIN = re.compile(rf"({_DIGITS})(?![0-9.,]*[0-9])[ \t]*(.*)\Z")
_TOLERANCE = re.compile(rf"({_DIGITS})[ \t]*\+-[ \t]*({_DIGITS})[ \t]*(.*)\Z")
_RANGE = re.compile(rf"({_DIGITS})[ \t]*\.\.[ \t]*({_DIGITS})[ \t]*(.*)\Z")
_LOOKS_NUMERIC = re.compile(
    rf"{_DIGITS}[ \t]*(?:\+-|±|\+/-|\.\.|…|[-–—][ \t]*[0-9]|[ \t]|\Z|[%°€$])|{_DIGITS}[^\W\d_]+[.23²³]?\Z"
)
_BAD_UNIT = re.compile(r"[=|±…]|\+/?-|\.\.|^[-–—+.,:/\d]|[ \t][0-9]")


def type_of(draft: Draft) -> QuestionType:
    """What stands behind the first `=`."""
    text = draft.body.equals[0].text
    if text.casefold() in ("true", "false"):
        return QuestionType.TRUE_FALSE
    if "|" not in text and _LOOKS_NUMERIC.match(text):
        return QuestionType.NUMBER
    return QuestionType.SHORT_TEXT


def read_true_false(draft: Draft, findings: Findings) -> tuple[TrueFalseKey, QuestionText] | None:
    answer = _only(draft, findings)
    if answer.text not in ("true", "false"):
        findings.add("not-true-false", answer.spot, found=answer.text)
        return None
    return TrueFalseKey(answer.text == "true"), text_of(draft)


def read_number(draft: Draft, findings: Findings) -> tuple[NumberKey, QuestionText] | None:
    answer = _only(draft, findings)
    key = number_key(answer.text)
    if key is None:
        findings.add("not-a-number", answer.spot, found=answer.text)
        return None
    if key.low > key.high:
        findings.add("range-reversed", answer.spot, found=answer.text)
        return None
    return key, text_of(draft)


def number_key(text: str) -> NumberKey | None:
    """`47`, `1.41 +- 0.01` or `40..50`, and what follows is the unit; None when it is none of these."""
    if match := _TOLERANCE.match(text):
        middle, tolerance, unit = _fraction(match[1]), _fraction(match[2]), match[3]
        if tolerance < 0:
            return None
        low, high = middle - tolerance, middle + tolerance
    elif match := _RANGE.match(text):
        low, high, unit = _fraction(match[1]), _fraction(match[2]), match[3]
    elif match := _PLAIN.match(text):
        low = high = _fraction(match[1])
        unit = match[2]
    else:
        return None
    return None if _BAD_UNIT.search(unit) else NumberKey(low, high, unit.strip())


def read_short_text(draft: Draft, findings: Findings) -> tuple[TextKey, QuestionText]:
    return TextKey(), text_of(draft, accepted=_accepted(draft, findings))


def translate_short_text(draft: Draft, origin: Draft, findings: Findings) -> QuestionText:
    if not draft.body.equals:
        findings.add("accepted-missing", draft.spot, id=draft.id, origin=origin.body.equals[0].spot)
        return text_of(draft)
    return text_of(draft, accepted=_accepted(draft, findings))


def _accepted(draft: Draft, findings: Findings) -> tuple[str, ...]:
    answer = _only(draft, findings)
    words = alternatives(answer.text)
    if match := HTML.search(answer.text):
        findings.add("raw-html", answer.spot, html=match[0])
    if not all(words):
        findings.add("word-empty", answer.spot, found=answer.text)
    return tuple(dict.fromkeys(word for word in words if word))


def _only(draft: Draft, findings: Findings) -> Passage:
    first, *others = draft.body.equals
    for other in others:
        findings.add("equals-twice", other.spot, first=first.spot)
    return first


def _fraction(text: str) -> Fraction:
    return Fraction(text.replace(",", ".").replace("−", "-"))
