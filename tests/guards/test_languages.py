"""Data for people exists in every language of the Academy."""

from typing import Any

import pytest
import yaml

from app.cli.setup import SEED
from app.web.languages import own_name
from config import Settings

LANGUAGES = set(Settings.__dataclass_fields__["languages"].default)


@pytest.fixture(scope="module")
def seed() -> dict[str, list[dict[str, Any]]]:
    return yaml.safe_load(SEED.read_text(encoding="utf-8"))


def test_the_switch_calls_every_language_by_its_own_name():
    assert {code: own_name(code) for code in LANGUAGES} == {"en": "English", "ru": "Русский"}


@pytest.mark.parametrize("kind", ["regions", "states", "organisations", "institution_kinds"])
def test_every_name_exists_in_every_language(seed, kind):
    assert seed[kind]
    for entry in seed[kind]:
        assert set(entry["name"]) == LANGUAGES, entry
        assert all(entry["name"].values()), entry


def test_footnotes_exist_in_every_language_where_one_is_due(seed):
    with_note = [state for state in seed["states"] if state["footnote"]]

    assert with_note
    for state in with_note:
        assert set(state["footnote"]) == LANGUAGES, state["code"]


def test_codes_of_states_are_written_so_that_no_program_reads_them_as_a_truth_value(seed):
    assert {type(state["code"]) for state in seed["states"]} == {str}
    assert all(len(state["code"]) == 2 and state["code"].isupper() for state in seed["states"])
