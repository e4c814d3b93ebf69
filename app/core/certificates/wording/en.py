"""English: the printed words, dates and hours of a certificate."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from app.core.certificates.wording.shape import Labels, Wording, plain_number

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _day_and_month(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def day(when: date) -> str:
    """20 March 2026."""
    return f"{_day_and_month(when)} {when.year}"


def period(first: date, last: date) -> str:
    """What the two days share is said once: 11–13 March 2026, 28 September – 2 October 2026."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{_day_and_month(first)} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def hours(number: Decimal) -> str:
    """1 hour, 1.5 hours, 12 hours."""
    return f"{plain_number(number, '.')} {'hour' if number == 1 else 'hours'}"


def score(points: int, pass_mark: int | None) -> str:
    """92 of 100 (pass mark 70)."""
    return f"{points} of 100" + ("" if pass_mark is None else f" (pass mark {pass_mark})")


ENGLISH = Wording(
    language="en",
    issuer=("Prague Process", "Training Academy"),
    kinds=MappingProxyType(
        {
            "completion": "Certificate of completion",
            "achievement": "Certificate of achievement",
            "attendance": "Certificate of attendance",
        }
    ),
    intro="This is to certify that",
    statements=MappingProxyType(
        {
            ("completion", "module"): "has completed the training module",
            ("completion", "track"): "has completed all modules of the training track",
            ("completion", "training"): "has completed the training",
            ("achievement", "module"): "has passed the final assessment of the training module",
            ("achievement", "track"): "has passed all modules of the training track",
            ("achievement", "training"): "has passed the final assessment of the training",
            ("attendance", "study_visit"): "has taken part in the study visit",
            ("attendance", "training"): "has taken part in the training",
            ("attendance", "webinar"): "has taken part in the webinar",
            ("attendance", "simulation"): "has taken part in the simulation exercise",
        }
    ),
    labels=Labels(
        hours="Duration",
        date="Date",
        dates="Dates",
        score="Result",
        place="Place",
        issued="Issued",
        verify="Verify at",
        serial="No.",
    ),
    funding="Funded by the European Union",
    body=(
        "Issued by the Secretariat of the Prague Process",
        "at the International Centre for Migration Policy Development (ICMPD)",
    ),
    note=(
        "This certificate records non-formal training; it is not an academic or professional "
        "qualification. Its current validity can be checked at the address under the seal."
    ),
    code_picture="QR code with the verification address",
    seal_field="Electronic seal of the issuing body",
    weak_words=frozenset(
        [
            "a",
            "an",
            "and",
            "as",
            "at",
            "by",
            "for",
            "from",
            "in",
            "into",
            "of",
            "on",
            "or",
            "the",
            "to",
            "with",
        ]
    ),
    day=day,
    period=period,
    hours=hours,
    score=score,
)
