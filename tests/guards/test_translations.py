"""Translations: nothing is missing that a language owes, nothing is doubtful, and no placeholder is lost on the way."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages import Message as BabelMessage
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from config import ROOT, Settings

FOLDER = ROOT / "translations"
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
# Without any setting the site speaks these; they are whole. Others owe their readers every word (docs/decisions/0008).
OWN = frozenset(Settings.__dataclass_fields__["languages"].default)
STAFF = re.compile(r"app/(web|templates)/(teach|studio|admin)/")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None}
KEYWORDS |= {"_n": (1, 2), "lazy_ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

Message = str | tuple[str, ...]


@cache
def wanted() -> dict[Message, list[str]]:
    """Every text of the code and the templates, and where it stands."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=is_ours)
    places: dict[Message, list[str]] = {}
    for file, line, text, _comments, _context in found:
        places.setdefault(text, []).append(f"{file}:{line}")
    return places


def owed(lang: str) -> dict[Message, list[str]]:
    """What this language must say: all, or all that learners, visitors and those who check a certificate meet."""
    if lang in OWN:
        return wanted()
    return {text: at for text, at in wanted().items() if not all(map(STAFF.match, at))}


def is_ours(folder: str) -> bool:
    return Path(folder).name not in {".venv", ".git", "var", "build", "tests", "bench"}


@cache
def catalogue(lang: str) -> Catalog:
    with (FOLDER / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=lang)


def strings_of(message: BabelMessage) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def said_in(lang: str) -> list[BabelMessage]:
    """What is translated, if only in part."""
    return [message for message in catalogue(lang) if message.id and any(strings_of(message))]


def placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def test_every_language_of_the_academy_but_english_has_a_catalogue():
    """Those of the settings, and any that is there to be chosen in them."""
    assert OWN - {"en"} <= set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_missing_empty_or_fuzzy(lang):
    """`make messages` adds what is new to the catalogue."""
    missing = []
    for text, places in owed(lang).items():
        message = catalogue(lang).get(text[0] if isinstance(text, tuple) else text)
        if message is None or message.fuzzy or not all(strings_of(message)):
            missing.append(f"{places[0]}: {text!r}")

    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plural_has_all_its_forms(lang):
    forms = catalogue(lang).num_plurals
    wrong = [
        message.id
        for message in said_in(lang)
        if message.pluralizable and (len(message.string) != forms or not all(message.string))
    ]

    assert forms == get_plural(lang).num_plurals
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_are_the_same_in_every_form(lang):
    wrong = []
    for message in said_in(lang):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        expected = set().union(*map(placeholders, ids))
        wrong += [(ids[0], text) for text in strings_of(message) if placeholders(text) != expected]

    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(lang):
    said = {text[0] if isinstance(text, tuple) else text for text in wanted()}
    kept = {m.id[0] if isinstance(m.id, tuple) else m.id for m in said_in(lang)}

    assert kept - said == set()


def test_the_extraction_finds_texts_of_every_kind():
    places = " ".join(place for at in wanted().values() for place in at)

    assert "app/web/" in places
    assert ".html" in places
    assert ".txt" in places
    assert any(isinstance(text, tuple) for text in wanted())


def test_a_language_for_readers_owes_whatever_stands_on_one_of_their_pages():
    """A word that the desk of the trainers has too is owed; what stands at that desk alone is not."""
    for_readers = owed("uk")
    both = {
        text
        for text, at in wanted().items()
        if any(map(STAFF.match, at)) and not all(map(STAFF.match, at))
    }

    assert both
    assert both < set(for_readers) < set(wanted())
    assert "Check the certificate" in for_readers
    assert owed("ru") == wanted()
