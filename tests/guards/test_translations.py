"""Translations: nothing is missing, nothing is doubtful, and no placeholder is lost on the way."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from config import ROOT, Settings

FOLDER = ROOT / "translations"
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None}
KEYWORDS |= {"_n": (1, 2), "lazy_ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

Message = str | tuple[str, ...]


@cache
def wanted() -> dict[Message, str]:
    """Every text of the code and the templates, and where it stands."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=is_ours)
    return {text: f"{file}:{line}" for file, line, text, _comments, _context in found}


def is_ours(folder: str) -> bool:
    return Path(folder).name not in {".venv", ".git", "var", "build", "tests", "bench"}


@cache
def catalogue(lang: str) -> Catalog:
    with (FOLDER / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=lang)


def placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def test_every_language_of_the_academy_but_english_has_a_catalogue():
    """Those of the settings, and any that is there to be chosen in them."""
    assert set(Settings.__dataclass_fields__["languages"].default) - {"en"} <= set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_missing_empty_or_fuzzy(lang):
    """`make messages` adds what is new to the catalogue."""
    missing = []
    for text, place in wanted().items():
        message = catalogue(lang).get(text[0] if isinstance(text, tuple) else text)
        strings = message.string if message and isinstance(message.string, tuple) else ()
        filled = all(strings) if strings else bool(message and message.string)
        if message is None or message.fuzzy or not filled:
            missing.append(f"{place}: {text!r}")

    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plural_has_all_its_forms(lang):
    forms = catalogue(lang).num_plurals
    wrong = [
        message.id
        for message in catalogue(lang)
        if message.pluralizable and (len(message.string) != forms or not all(message.string))
    ]

    assert forms == 3
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_are_the_same_in_every_form(lang):
    wrong = []
    for message in catalogue(lang):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        expected = set().union(*map(placeholders, ids))
        wrong += [
            (ids[0], text) for text in strings if message.id and placeholders(text) != expected
        ]

    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(lang):
    said = {text[0] if isinstance(text, tuple) else text for text in wanted()}
    kept = {m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue(lang) if m.id}

    assert kept - said == set()


def test_the_extraction_finds_texts_of_every_kind():
    places = " ".join(wanted().values())

    assert "app/web/" in places
    assert ".html" in places
    assert ".txt" in places
    assert any(isinstance(text, tuple) for text in wanted())
