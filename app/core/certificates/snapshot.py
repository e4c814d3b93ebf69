"""The snapshot: every fact that a certificate prints, frozen on the day of issue."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

LAYOUT = 1
"""The layout that new certificates are printed in; an older one keeps the number it was issued with."""

ACTIVITIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "completion": frozenset({"module", "track", "training"}),
        "achievement": frozenset({"module", "track", "training"}),
        "attendance": frozenset({"study_visit", "training", "webinar", "simulation"}),
    }
)
"""The kinds of certificate, and for each the kinds of activity that it can be issued for."""


@dataclass(frozen=True)
class Signatory:
    """The person who signs, as printed in one language."""

    name: str
    function: str


@dataclass(frozen=True)
class Snapshot:
    """What the paper says. Everything per language is keyed by the language's code."""

    kind: str
    activity: str
    activity_id: str
    activity_version: str | None
    name: str
    own_name: str | None
    own_language: str | None
    titles: Mapping[str, str]
    hours: Decimal | None
    first_day: date
    last_day: date | None
    score: int | None
    pass_mark: int | None
    places: Mapping[str, str] | None
    issued: date
    serial: str
    signatories: Mapping[str, Signatory]
    verify_pages: Mapping[str, str]
    """Base address of the verify page per language; the code is appended to it."""
    languages: tuple[str, ...]
    """The languages in which it can be printed, the first one being the learner's own choice."""
    layout: int = LAYOUT

    def __post_init__(self) -> None:
        for name in ("titles", "places", "signatories", "verify_pages"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, MappingProxyType(dict(value)))
        self._refuse_contradictions()

    def __hash__(self) -> int:
        return hash(self.to_json())

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day, equal when there is one day only."""
        return self.first_day, self.last_day or self.first_day

    def to_json(self) -> str:
        """The one canonical text of these facts: equal snapshots give equal bytes."""
        facts = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Snapshot":
        """The snapshot that `to_json` wrote; a missing or an unknown fact is an error."""
        facts: dict[str, Any] = json.loads(text)
        known = {field.name for field in fields(cls)}
        if facts.keys() != known:
            raise ValueError(f"facts missing or unknown: {sorted(facts.keys() ^ known)}")
        facts["hours"] = None if facts["hours"] is None else Decimal(facts["hours"])
        for name in ("first_day", "last_day", "issued"):
            facts[name] = None if facts[name] is None else date.fromisoformat(facts[name])
        facts["signatories"] = {
            language: Signatory(**person) for language, person in facts["signatories"].items()
        }
        facts["languages"] = tuple(facts["languages"])
        return cls(**facts)

    def _refuse_contradictions(self) -> None:
        """Facts that no certificate of ours can carry are refused before anything is stored."""
        checks = {
            "no such certificate for this activity": self.activity
            in ACTIVITIES.get(self.kind, frozenset()),
            "a score is printed on a certificate of achievement, and only there": (
                (self.score is not None) == (self.kind == "achievement")
            ),
            "a pass mark needs a score": self.pass_mark is None or self.score is not None,
            "a score out of a hundred": all(
                mark is None or 0 <= mark <= 100 for mark in (self.score, self.pass_mark)
            ),
            "hours are more than none": self.hours is None
            or (self.hours.is_finite() and self.hours > 0),
            "the last day comes before the first": self.period[0] <= self.period[1],
            "no language": bool(self.languages) and len(set(self.languages)) == len(self.languages),
            "a language lacks its words": all(
                set(self.languages) <= words.keys()
                for words in (self.titles, self.signatories, self.verify_pages, self.places)
                if words is not None
            ),
        }
        broken = [complaint for complaint, holds in checks.items() if not holds]
        if broken:
            raise ValueError("; ".join(broken))


def _plain(value: object) -> object:
    """A fact as JSON can hold it, without loss."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Signatory):
        return {"name": value.name, "function": value.function}
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
