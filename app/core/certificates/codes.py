"""Certificate codes: how one is derived, checked, read from what a person typed, and hashed for looking up."""

import hashlib
import hmac
import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O (they look like digits) and no U."""

RANDOM_LENGTH = 15
LENGTH = RANDOM_LENGTH + 1
GROUP = 4
LONGEST_INPUT = 100

_BITS = 5
_ORDER = 32
_PRIMITIVE = 0b100101  # x^5 + x^2 + 1 generates every non-zero element of GF(32)
_PURPOSE = b"certificate code\0"
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}

# Read as the Latin letter or digit of the same look, after upper-casing: what a Russian, Ukrainian,
# Kazakh, Serbian or Turkish keyboard gives to somebody who copies the code from paper.
_LOOK_ALIKES = str.maketrans(
    {
        "O": "0",
        "I": "1",
        "L": "1",
        "İ": "1",
        "А": "A",
        "В": "B",
        "Е": "E",
        "К": "K",
        "М": "M",
        "Н": "H",
        "О": "0",
        "Р": "P",
        "С": "C",
        "Т": "T",
        "У": "Y",
        "Х": "X",
        "З": "3",
        "І": "1",
        "Ј": "J",
        "Ѕ": "S",
        "Ү": "Y",
        "Һ": "H",
        "Ԛ": "Q",
        "Ԝ": "W",
        "Ӏ": "1",
    }
)
_SEPARATORS = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\ufeff]+")


def derive_code(secret: bytes, nonce: bytes) -> str:
    """The code that belongs to `nonce` under `secret`: 75 bits of HMAC-SHA256 and a check character."""
    digest = hmac.new(secret, _PURPOSE + nonce, hashlib.sha256).digest()
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - RANDOM_LENGTH * _BITS)
    shifts = range((RANDOM_LENGTH - 1) * _BITS, -1, -_BITS)
    body = "".join(ALPHABET[(number >> shift) % _ORDER] for shift in shifts)
    return body + check_character(body)


def check_character(body: str) -> str:
    """The character that makes the weighted sum over GF(32) of the whole code zero.

    The weights are sixteen different powers of a generator, the check's own being 1. A changed
    character, and two exchanged ones wherever they stand, always change the sum.
    """
    total, weight = 0, 1
    for symbol in reversed(body):
        weight = _multiply(weight, 2)
        total ^= _multiply(weight, _VALUES[symbol])
    return ALPHABET[total]


def normalise(text: str) -> str | None:
    """The code in what a person typed or pasted, or None when it cannot be one of ours."""
    if len(text) > LONGEST_INPUT:
        return None
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    code = plain.upper().translate(_LOOK_ALIKES)
    if len(code) != LENGTH or not all(symbol in _VALUES for symbol in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def grouped(code: str) -> str:
    """The code as it is printed: groups of four joined by hyphens."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def code_hash(code: str) -> str:
    """What is stored and looked up in place of the code, in its normal form."""
    return hashlib.sha256(code.encode("ascii")).hexdigest()


def _multiply(left: int, right: int) -> int:
    """The product of two elements of GF(32)."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & _ORDER:
            left ^= _PRIMITIVE
        right >>= 1
    return product
