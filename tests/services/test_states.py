"""States and organisations are data: loaded once, and what is changed in the database stays."""

from datetime import date

import pytest
import yaml
from sqlalchemy import delete, func, select

from app.core.access.addresses import parse_address
from app.core.errors import NotFound
from app.models.states import Institution, MailDomain, State
from app.services import states
from config import ROOT

TODAY = date(2026, 11, 23)
SEED = yaml.safe_load((ROOT / "app/seed/states.yaml").read_text(encoding="utf-8"))


def test_loading_twice_adds_nothing_the_second_time(db_session):
    assert states.load_seed(SEED) > 50
    assert states.load_seed(SEED) == 0


def test_later_edits_in_the_database_win(db_session):
    states.load_seed(SEED)
    db_session.get(State, "GE").names = {"en": "Sakartvelo"}
    db_session.execute(delete(MailDomain).where(MailDomain.domain == "gov.ge"))
    db_session.commit()

    states.load_seed(SEED)

    assert db_session.get(State, "GE").names == {"en": "Sakartvelo"}
    assert states.domains_of("GE") == frozenset()


def test_a_state_that_is_not_confirmed_is_offered_only_on_demand(db_session):
    states.load_seed(SEED)
    unconfirmed = [entry["code"] for entry in SEED["states"] if not entry["confirmed"]]
    assert unconfirmed
    offered = {entry.state_code for entry in states.affiliations(today=TODAY)}
    assert not offered & set(unconfirmed)

    assert states.offer_state(SEED, unconfirmed[0])
    assert not states.offer_state(SEED, unconfirmed[0])
    assert unconfirmed[0] in {entry.state_code for entry in states.affiliations(today=TODAY)}
    with pytest.raises(NotFound):
        states.offer_state(SEED, "ZZ")


def test_states_outside_their_dates_are_not_offered(db_session):
    states.load_seed(SEED)
    db_session.get(State, "GE").until = date(2026, 11, 22)
    db_session.get(State, "MD").since = date(2026, 11, 24)
    db_session.get(State, "AM").until = TODAY
    db_session.commit()

    offered = {entry.state_code for entry in states.affiliations(today=TODAY)}
    assert not offered & {"GE", "MD"}
    assert "AM" in offered


def test_kosovo_carries_its_footnote_in_both_languages(db_session):
    states.load_seed(SEED)

    (kosovo,) = [e for e in states.affiliations(today=TODAY) if e.state_code == "XK"]
    assert kosovo.footnote["en"] == (
        "References to Kosovo shall be understood to be in the context of"
        " United Nations Security Council resolution 1244 (1999)."
    )
    assert set(kosovo.footnote) == {"en", "ru"}


def test_kinds_of_institution_keep_the_order_of_the_list(db_session):
    states.load_seed(SEED)

    slugs = [entry.slug for entry in states.institutions()]
    assert slugs == [entry["id"] for entry in SEED["institution_kinds"]]
    assert db_session.scalar(select(func.count()).select_from(Institution)) == len(slugs)


def test_the_seed_is_whole():
    regions = {region["id"] for region in SEED["regions"]}
    codes = [entry["code"] for entry in SEED["states"]]
    domains = [domain for entry in SEED["states"] for domain in entry["mail_domains"]]
    named = SEED["states"] + SEED["organisations"] + SEED["institution_kinds"]

    assert all(set(entry["name"]) == {"en", "ru"} for entry in named)
    assert all(entry["region"] in regions for entry in SEED["states"])
    assert len(codes) == len(set(codes))
    assert len(domains) == len(set(domains))
    assert all(parse_address(f"a@{domain}").domain == domain for domain in domains)
    assert not any(e["mail_domains"] for e in SEED["states"] if not e["confirmed"])
