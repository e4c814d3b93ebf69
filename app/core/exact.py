"""Exact numbers as text: a fraction is written "p/q", so that nothing is rounded on the way."""

from fractions import Fraction


def as_text(number: Fraction) -> str:
    """Numerator and denominator, as in 7/3; `Fraction(text)` is the inverse."""
    return f"{number.numerator}/{number.denominator}"
