"""Promises of certificate codes: derived alike, typed in many ways, and no slip goes unseen."""

import hashlib
import hmac
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.certificates.codes import (
    ALPHABET,
    LENGTH,
    RANDOM_LENGTH,
    check_character,
    code_hash,
    derive_code,
    grouped,
    normalise,
)

bodies = st.text(ALPHABET, min_size=RANDOM_LENGTH, max_size=RANDOM_LENGTH)
codes = bodies.map(lambda body: body + check_character(body))
CODE = derive_code(b"a secret", b"a nonce")


def _changed(code: str, place: int, symbol: str) -> str:
    return code[:place] + symbol + code[place + 1 :]


def _exchanged(code: str, first: int, second: int) -> str:
    symbols = list(code)
    symbols[first], symbols[second] = symbols[second], symbols[first]
    return "".join(symbols)


def _code_with(place: int, left: str, right: str) -> str:
    """A valid code that has the two symbols side by side at the place."""
    for first in ALPHABET:
        body = list(first + "0" * (RANDOM_LENGTH - 1))
        body[place] = left
        if place + 1 < RANDOM_LENGTH:
            body[place + 1] = right
        code = "".join(body) + check_character("".join(body))
        if code[place + 1] == right:
            return code
    raise AssertionError("no such code")


def test_a_code_is_the_first_75_bits_of_the_keyed_hash_and_a_check_character() -> None:
    digest = hmac.digest(b"a secret", b"certificate code\0a nonce", "sha256")
    bits = "".join(f"{byte:08b}" for byte in digest)[:75]
    groups = (bits[start : start + 5] for start in range(0, 75, 5))
    assert CODE[:-1] == "".join(ALPHABET[int(group, 2)] for group in groups)
    assert len(CODE) == LENGTH
    assert set(CODE) <= set(ALPHABET)


def test_another_secret_or_another_nonce_gives_another_code() -> None:
    derived = {derive_code(secret, nonce) for secret in (b"x", b"y") for nonce in (b"1", b"2")}
    assert len(derived) == 4


def test_ten_thousand_nonces_give_as_many_codes_and_use_every_symbol_in_every_place() -> None:
    derived = {derive_code(b"secret", number.to_bytes(4)) for number in range(10_000)}
    assert len(derived) == 10_000
    for place in range(LENGTH):
        assert {code[place] for code in derived} == set(ALPHABET)


@settings(deadline=None)
@given(codes)
def test_every_single_changed_character_is_noticed(code: str) -> None:
    assert normalise(code) == code
    for place, symbol in product(range(LENGTH), ALPHABET):
        if symbol != code[place]:
            assert normalise(_changed(code, place, symbol)) is None


def test_every_pair_of_exchanged_neighbours_is_noticed_in_every_place() -> None:
    # The check is linear: what holds for one code with this pair in this place holds for all.
    for place, left, right in product(range(LENGTH - 1), ALPHABET, ALPHABET):
        if left != right:
            code = _code_with(place, left, right)
            assert normalise(code) == code
            assert normalise(_exchanged(code, place, place + 1)) is None


@settings(deadline=None)
@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_characters_exchanged_anywhere_are_noticed(code: str, first: int, second: int) -> None:
    exchanged = _exchanged(code, first, second)
    assert normalise(exchanged) == (code if exchanged == code else None)


@settings(deadline=None)
@given(codes, st.integers(0, LENGTH - 2), st.sampled_from(ALPHABET))
def test_a_doubled_character_copied_as_another_double_is_noticed(
    code: str, place: int, symbol: str
) -> None:
    doubled = _code_with(place, code[place], code[place])
    slip = _changed(_changed(doubled, place, symbol), place + 1, symbol)
    assert normalise(slip) == (doubled if slip == doubled else None)


def test_one_random_guess_in_32_passes_the_check_and_no_more() -> None:
    body = CODE[:-1]
    assert sum(normalise(body + symbol) is not None for symbol in ALPHABET) == 1


@settings(deadline=None)
@given(codes)
def test_the_printed_form_is_read_back(code: str) -> None:
    assert grouped(code).count("-") == 3
    assert [len(group) for group in grouped(code).split("-")] == [4, 4, 4, 4]
    assert normalise(grouped(code)) == code


@settings(deadline=None)
@given(codes, st.sampled_from([" ", "-", " - ", "–", "—", "\u2011", "\u00a0", "\u00ad", "\n", ""]))
def test_case_spaces_and_all_kinds_of_hyphens_do_not_matter(code: str, joint: str) -> None:
    assert normalise(f"  {joint.join(grouped(code).lower().split('-'))}\t") == code


@settings(deadline=None)
@given(codes)
def test_letters_that_look_like_digits_are_read_as_the_digits(code: str) -> None:
    assert normalise(code.replace("0", "O").replace("1", "I")) == code
    assert normalise(code.replace("0", "o").replace("1", "l")) == code


@settings(deadline=None)
@given(codes)
def test_a_code_typed_on_a_russian_or_ukrainian_keyboard_is_read(code: str) -> None:
    russian = str.maketrans("ABEKMHPCTYX03", "АВЕКМНРСТУХОЗ")
    assert normalise(code.translate(russian)) == code
    assert normalise(code.translate(russian).lower()) == code
    assert normalise(code.translate(str.maketrans("1SJ", "ІЅЈ"))) == code
    assert normalise(code.translate(str.maketrans("1SJ", "іѕј"))) == code


@settings(deadline=None)
@given(codes)
def test_full_width_characters_are_read(code: str) -> None:
    assert normalise("".join(chr(ord(one) + 0xFEE0) for one in code)) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        CODE[:-1],
        CODE + "0",
        CODE[:-1] + "U",
        CODE[:-1] + "*",
        "Ф" * 16,
        "PPTA-2026-004217",
    ]
    + ["0" * 15 + "1", "A" * 101, "\0" * 16, "\U0001f600" * 16, CODE + "\u200b" * 90],
)
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert normalise(text) is None


@settings(deadline=None)
@given(st.text(max_size=120))
def test_whatever_is_typed_gives_a_code_in_normal_form_or_none(text: str) -> None:
    code = normalise(text)
    assert code is None or (len(code) == LENGTH and normalise(code) == code)


def test_the_hash_that_is_looked_up_is_plain_sha256_of_the_normal_form() -> None:
    assert code_hash(CODE) == hashlib.sha256(CODE.encode()).hexdigest()
    assert len(code_hash(CODE)) == 64


def test_the_derivation_never_changes_since_issued_paper_depends_on_it() -> None:
    assert derive_code(bytes(32), bytes(16)) == "4JCGTWYC70CF5AR5"
    assert derive_code(b"key" * 11, b"nonce" * 3) == "KGJ6MD7Z2MT3GK78"
