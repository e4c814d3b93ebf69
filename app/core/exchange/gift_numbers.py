"""Numerical answers of GIFT: a value with a tolerance, a range, or several of them with shares."""

import re
from fractions import Fraction

from app.core.exchange.gift_syntax import cut, shown, weight_of
from app.core.exchange.gift_words import Words
from app.core.exchange.making import ONE, Making, percent
from app.core.exchange.making_answers import Span

_NUMBER = re.compile(
    r"[-+]?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][-+]?[0-9]{1,2})?\Z"
)


def spans(making: Making, words: Words, answer: str) -> list[Span] | None:
    """The numbers that earn something; None, and a note, where one of them is no number."""
    answer, wave, for_wrong = answer.partition("~")
    found = []
    for _sign, piece in cut(answer, "="):
        share, text = weight_of(piece, ONE)
        value, _, said = text.partition("#")
        feedback = words.block(said)
        if value.strip() in ("*", ""):
            making.lose("any-number", share=percent(share), feedback=feedback)
            continue
        span = _span(shown(value).strip(), share, feedback)
        if span is None:
            making.refuse("not-a-number", number=shown(value).strip())
            return None
        found.append(span)
    if wave and (said := for_wrong.partition("#")[2]):
        making.lose("any-number", share="0", feedback=words.block(said))
    return found


def _span(text: str, share: Fraction, feedback: str) -> Span | None:
    """`low..high`, `middle:tolerance` or a number alone."""
    if ".." in text[1:]:
        low, high = (_number(part) for part in text.split("..", 1))
    else:
        middle, colon, tolerance = text.partition(":")
        centre, reach = _number(middle), _number(tolerance) if colon else Fraction(0)
        if centre is None or reach is None:
            return None
        low, high = centre - abs(reach), centre + abs(reach)
    if low is None or high is None:
        return None
    return Span(min(low, high), max(low, high), share, feedback)


def _number(text: str) -> Fraction | None:
    return Fraction(text.strip()) if _NUMBER.match(text.strip()) else None
