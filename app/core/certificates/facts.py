"""The labelled facts of a certificate: hours, dates, result or place, day of issue."""

from dataclasses import dataclass

from app.core.certificates.snapshot import Snapshot
from app.core.certificates.wording import Wording


@dataclass(frozen=True)
class Fact:
    """A small label and what it says."""

    label: str
    value: str


def facts(snapshot: Snapshot, wording: Wording) -> tuple[Fact, ...]:
    """Those facts that this certificate has, in the order in which they are printed."""
    labels, (first, last) = wording.labels, snapshot.period
    found = []
    if snapshot.hours is not None:
        found.append(Fact(labels.hours, wording.hours(snapshot.hours)))
    found.append(Fact(labels.date if first == last else labels.dates, wording.period(first, last)))
    if snapshot.score is not None:
        found.append(Fact(labels.score, wording.score(snapshot.score, snapshot.pass_mark)))
    if snapshot.places is not None:
        found.append(Fact(labels.place, snapshot.places[wording.language]))
    found.append(Fact(labels.issued, wording.day(snapshot.issued)))
    return tuple(found)
