"""Promises of the snapshot: nothing is lost on the way to the table and back, nothing contradicts itself."""

import json
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.certificates.snapshot import ACTIVITIES, Signatory, Snapshot
from tests.support.certificates import ACHIEVEMENT, ATTENDANCE, make_snapshot

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
per_language = st.fixed_dictionaries({"en": words, "ru": words})
people = st.builds(Signatory, words, words)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    kind = draw(st.sampled_from(sorted(ACTIVITIES)))
    first = draw(days)
    length = draw(st.none() | st.integers(0, 40))
    scored = kind == "achievement"
    return make_snapshot(
        kind=kind,
        activity=draw(st.sampled_from(sorted(ACTIVITIES[kind]))),
        activity_version=draw(st.none() | words),
        name=draw(words),
        own_name=draw(st.none() | words),
        titles=draw(per_language),
        hours=draw(st.none() | st.decimals("0.01", 999, places=2)),
        first_day=first,
        last_day=None if length is None else first + timedelta(length),
        score=draw(st.integers(0, 100)) if scored else None,
        pass_mark=draw(st.none() | st.integers(0, 100)) if scored else None,
        places=draw(st.none() | per_language),
        issued=draw(days),
        signatories=draw(st.fixed_dictionaries({"en": people, "ru": people})),
        languages=draw(st.permutations(("en", "ru")).map(tuple)),
    )


@settings(deadline=None)
@given(snapshots())
def test_a_snapshot_comes_back_from_its_text_without_loss(snapshot: Snapshot) -> None:
    again = Snapshot.from_json(snapshot.to_json())
    assert again == snapshot
    assert hash(again) == hash(snapshot)
    assert again.to_json() == snapshot.to_json()


def test_equal_facts_give_equal_bytes_whatever_their_order_or_their_zeros() -> None:
    turned = {"ru": "Визовая политика", "en": "Visa Policy"}
    straight = {"en": "Visa Policy", "ru": "Визовая политика"}
    one = make_snapshot(titles=turned, hours=Decimal("1.50"))
    other = make_snapshot(titles=straight, hours=Decimal("1.5"))
    assert one == other
    assert one.to_json() == other.to_json()


def test_the_text_is_plain_json_that_a_person_can_read() -> None:
    facts = json.loads(make_snapshot(hours=Decimal(40)).to_json())
    assert facts["hours"] == "40"
    assert facts["first_day"] == "2026-03-11"
    assert facts["own_name"] == "გიორგი კვირიკაშვილი"
    assert "გიორგი" in make_snapshot().to_json()


def test_a_snapshot_cannot_be_changed_after_it_was_made() -> None:
    titles = {"en": "Visa Policy", "ru": "Визовая политика"}
    snapshot = make_snapshot(titles=titles)
    titles["en"] = "Another title"
    assert snapshot.titles["en"] == "Visa Policy"
    with pytest.raises(FrozenInstanceError):
        snapshot.name = "Somebody Else"  # type: ignore[misc]
    with pytest.raises(TypeError):
        snapshot.titles["en"] = "Another title"  # type: ignore[index]


@pytest.mark.parametrize("change", [{"unknown": 1}, {"name": ...}])
def test_a_missing_or_an_unknown_fact_is_refused(change: dict[str, Any]) -> None:
    facts = json.loads(make_snapshot().to_json())
    for key, value in change.items():
        if value is ...:
            del facts[key]
        else:
            facts[key] = value
    with pytest.raises(ValueError, match="missing or unknown"):
        Snapshot.from_json(json.dumps(facts))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"kind": "diploma"}, "no such certificate"),
        ({"activity": "webinar"}, "no such certificate"),
        ({**ATTENDANCE, "activity": "module"}, "no such certificate"),
        ({"score": 80}, "a score is printed"),
        ({"pass_mark": 80}, "a pass mark needs"),
        ({**ACHIEVEMENT, "score": None}, "a score is printed"),
        ({**ACHIEVEMENT, "score": 101}, "out of a hundred"),
        ({**ACHIEVEMENT, "pass_mark": -1}, "out of a hundred"),
        ({"hours": Decimal(0)}, "more than none"),
        ({"hours": Decimal("NaN")}, "more than none"),
        ({"hours": Decimal("Infinity")}, "more than none"),
        ({"last_day": date(2026, 3, 10)}, "the last day"),
        ({"languages": ()}, "no language"),
        ({"languages": ("en", "en")}, "no language"),
        ({"languages": ("en", "de")}, "lacks its words"),
        ({"titles": {"en": "Visa Policy"}}, "lacks its words"),
        ({"places": {"en": "Vienna"}}, "lacks its words"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(
    changes: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        make_snapshot(**changes)


def test_a_day_without_an_end_is_a_period_of_one_day() -> None:
    assert make_snapshot(last_day=None).period == (date(2026, 3, 11), date(2026, 3, 11))
