"""Compiling the catalogues: what nobody has translated yet is said in English, and counted as English is."""

from gettext import GNUTranslations

import pytest

from app.cli.translations import compile_translations

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Lesson"
msgstr "Урок"

msgid "Draft"
msgstr ""

msgid "%(num)d lesson"
msgid_plural "%(num)d lessons"
msgstr[0] "%(num)d урок"
msgstr[1] "%(num)d уроки"
msgstr[2] "%(num)d уроків"

msgid "%(num)d draft"
msgid_plural "%(num)d drafts"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""
"""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "uk" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.po").write_text(CATALOGUE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def words(folder):
    compile_translations(folder)
    with (folder / "uk" / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return GNUTranslations(file)


def test_what_is_translated_is_said_with_the_plural_forms_of_the_language(words):
    assert words.gettext("Lesson") == "Урок"
    assert [words.ngettext("%(num)d lesson", "%(num)d lessons", n) for n in (1, 3, 5, 21)] == [
        "%(num)d урок",
        "%(num)d уроки",
        "%(num)d уроків",
        "%(num)d урок",
    ]


def test_what_is_not_translated_is_said_in_english_with_the_plural_of_english(words):
    assert words.gettext("Draft") == "Draft"
    assert [words.ngettext("%(num)d draft", "%(num)d drafts", n) for n in (1, 3, 5, 21)] == [
        "%(num)d draft",
        "%(num)d drafts",
        "%(num)d drafts",
        "%(num)d drafts",
    ]


def test_a_catalogue_is_compiled_when_it_has_changed_and_only_then(folder):
    assert compile_translations(folder) == "compiled uk"
    assert compile_translations(folder) == "unchanged"

    with (folder / "uk" / "LC_MESSAGES" / "messages.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Quiz"\nmsgstr "Тест"\n')

    assert compile_translations(folder) == "compiled uk"
