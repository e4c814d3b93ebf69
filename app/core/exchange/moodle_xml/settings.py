"""What Moodle writes into every question and we have no place for, told once a file instead of at each question."""

from collections import Counter
from collections.abc import Iterable

from app.core.exchange.reports import Item


def settings_items(settings: Iterable[tuple[str, str]]) -> list[Item]:
    """One item for each setting and value, with the number of questions that have it."""
    counted = Counter(settings)
    return [
        Item("left-out", code, "", "", {"value": _value(value), "count": str(count)})
        for (code, value), count in sorted(counted.items())
    ]


def _value(value: str) -> str:
    """Numbers without the zeros that Moodle pads them with."""
    return (
        value.rstrip("0").rstrip(".") or "0" if "." in value[:4] and value[-1:].isdigit() else value
    )
