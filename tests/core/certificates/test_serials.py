"""Promises of serial numbers: fixed in form, and no number without a certificate."""

import pytest

from app.core.certificates.serials import serial


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [
        (2026, 4217, "PPTA-2026-004217"),
        (2026, 1, "PPTA-2026-000001"),
        (2031, 999_999, "PPTA-2031-999999"),
        (2031, 1_000_000, "PPTA-2031-1000000"),
    ],
)
def test_a_serial_names_the_year_and_the_number(year: int, number: int, expected: str) -> None:
    assert serial(year, number) == expected


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, -1), (26, 1), (12026, 1)])
def test_there_is_no_serial_for_an_impossible_number_or_year(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no serial"):
        serial(year, number)
