"""Comparing typed answers: 300 pairs of key and answer with the verdict that a trainer would give."""

import re
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.quizzes.comparing import LONGEST_NUMBER, is_accepted, parse_number, skeleton

TABLE = Path(__file__).with_name("answer_pairs.tsv")


def pairs() -> list[tuple[str, str, str, bool]]:
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            plain = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), line)
            kind, key, answer, verdict = plain.split("\t")
            rows.append((kind, key, answer, {"yes": True, "no": False}[verdict]))
    return rows


def is_right_number(key: str, answer: str) -> bool:
    figures, _, unit = key.partition(" ")
    low, _, high = figures.partition("..")
    number = parse_number(answer, unit)
    return number is not None and Fraction(low) <= number <= Fraction(high or low)


def test_the_table_holds_three_hundred_pairs_of_both_verdicts() -> None:
    verdicts = [verdict for *_, verdict in pairs()]
    assert len(verdicts) >= 300
    assert min(verdicts.count(True), verdicts.count(False)) >= 100


@pytest.mark.parametrize(("kind", "key", "answer", "verdict"), pairs())
def test_an_answer_gets_the_verdict_of_the_table(
    kind: str, key: str, answer: str, verdict: bool
) -> None:
    judged = (
        is_accepted(answer, key.split("|")) if kind == "words" else is_right_number(key, answer)
    )
    assert judged is verdict


TRICKY = (
    "aei\u0430\u0435\u0456\u0451\u0451\u0130\u0131\u0300\u0301\u0307\u0308\u0308\u00ad \u2011\u00ab"
)
"""Letters of both scripts with accents that compose, decompose and fold away."""


@given(st.text(max_size=60) | st.text(TRICKY, max_size=12))
def test_what_is_compared_does_not_change_when_it_is_folded_again(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_being_the_same_works_in_both_directions(one: str, other: str) -> None:
    assert is_accepted(one, [other]) == is_accepted(other, [one])


@given(st.text(max_size=60))
def test_every_text_with_anything_to_see_is_the_same_as_itself(text: str) -> None:
    assert is_accepted(text, [text]) == bool(skeleton(text))


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_a_decimal_is_read_alike_with_point_comma_and_thin_spaces(number: Decimal) -> None:
    plain = f"{number:f}"
    grouped = f"{number:,f}".replace(",", "\u2009")
    for written in (plain, plain.replace(".", ","), grouped, grouped.replace(".", ",")):
        assert parse_number(written) == Fraction(plain)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    number = parse_number(text)
    assert number is None or abs(number) < 10 ** (LONGEST_NUMBER + 100)


def test_a_text_that_is_too_long_is_no_number_and_costs_no_time() -> None:
    began = time.thread_time()
    for text in ("9" * 1_000_000, "1," * 500_000, "1 000 " * 200_000, "-" * 1_000_000):
        assert parse_number(text) is None
    for text in ("1 000" * 12, "1,000" * 12, "1" * 63 + "x", "0," * 32):
        parse_number(text, "mm")
    assert time.thread_time() - began < 1
