"""Translations out and back: valid files, no formula, and words that fit or are told with the reason."""

from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.core.courses.staleness import State, compare
from app.core.errors import ExchangeRefused
from app.core.exchange.handouts import (
    HandedPage,
    HandedUnit,
    Handout,
    Returned,
    ReturnedUnit,
    check_returned,
    handed_page,
)
from app.core.exchange.two_columns import read_table, write_table
from app.core.exchange.xliff import NAMESPACE, read_xliff, write_xliff
from tests.core.courses.test_staleness import SOURCE, WORDS
from tests.support.courses import module_files

HEADS = ("Source", "Translation", "State", "Block")
STATES = {state: state.value for state in State}
FILE = "01-lesson-1.md"
PAIRS = compare(SOURCE, WORDS, SOURCE)
HANDOUT = Handout("m", "en", "ru", (handed_page(FILE, PAIRS),))

any_text = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1, max_size=60
)


def units(returned):
    return [(one.file, one.id, one.source, one.words) for one in returned.units]


def handed(words):
    unit = HandedUnit("title", "title", State.CURRENT, words, words)
    return Handout("m", "en", "ru", (HandedPage(FILE, (unit,)),))


@given(any_text)
def test_any_words_come_back_from_xliff_as_they_were(words):
    assert units(read_xliff(write_xliff(handed(words)))) == [(FILE, "title", words, words)]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")', "  a\nb  ", "ё «ь» 𝕏", "'='", "<b>"],
)
def test_words_come_back_from_a_table_and_no_cell_is_a_formula(words):
    content = write_table(handed(words), HEADS, STATES)

    sheet = load_workbook(BytesIO(content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert [one.words for one in read_table(content).units] == [words]


def test_a_real_module_goes_out_and_comes_back_in_both_forms():
    files = module_files(practice=True)
    pages = []
    for path, content in files.items():
        if path.startswith("en/"):
            words = files["ru/" + path[3:]].decode()
            pairs = compare(content.decode(), words, content.decode())
            pages.append(handed_page(path[3:], pairs))
    handout = Handout("m", "en", "ru", tuple(pages))
    wanted = [(page.file, one.id, one.source, one.words) for page in pages for one in page.units]

    assert units(read_xliff(write_xliff(handout))) == wanted
    assert units(read_table(write_table(handout, HEADS, STATES))) == wanted


def test_the_file_has_the_shape_that_xliff_asks_for():
    root = fromstring(write_xliff(HANDOUT))

    assert (root.tag, root.get("version")) == (f"{{{NAMESPACE}}}xliff", "2.0")
    assert (root.get("srcLang"), root.get("trgLang")) == ("en", "ru")
    (file,) = root
    assert [unit.tag.rpartition("}")[2] for unit in file] == ["unit"] * len(file)
    ids = [unit.get("id") for unit in file]
    assert len(set(ids)) == len(ids)
    assert all(id_ and not set(id_) & set(" #/") for id_ in ids)
    for unit in file:
        assert [part.tag.rpartition("}")[2] for part in unit] == ["notes", "segment"]
        assert unit[1].get("state") in ("initial", "translated", "reviewed", "final")
        assert [part.tag.rpartition("}")[2] for part in unit[1]][0] == "source"


def test_segments_and_inline_codes_of_other_programs_are_put_together():
    content = f"""<xliff xmlns="{NAMESPACE}" version="2.1" srcLang="en" trgLang="ru"><file id="f1"
    original="{FILE}"><unit id="title"><segment><source>One. </source><target>Раз. </target></segment>
    <ignorable><source> </source></ignorable><segment><source>Two <pc id="1">b</pc></source>
    <target>Два <pc id="1">б</pc><cp hex="000B"/></target></segment></unit></file></xliff>""".encode()

    (unit,) = read_xliff(content).units

    assert unit.source == "One.  Two b"
    assert unit.words == "Раз.  Два б\x0b"


@pytest.mark.parametrize(
    "content",
    [
        b"<xliff version='1.2'/>",
        b"<html/>",
        b"<xliff",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>',
    ],
)
def test_what_is_no_xliff_2_is_refused(content):
    with pytest.raises(ExchangeRefused):
        read_xliff(content)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04rubbish"])
def test_a_table_without_blocks_is_refused(content):
    with pytest.raises(ExchangeRefused):
        read_table(content)


def check(*found):
    return check_returned(Returned("xliff", "ru", tuple(found)), {FILE: PAIRS})


def one(start, words, **other):
    unit = next(pair.source for pair in PAIRS if pair.source.words.startswith(start))
    facts = {"file": FILE, "id": unit.id, "source": unit.words, "words": words, "where": "7"}
    return ReturnedUnit(**facts | other)


def test_new_words_are_taken_and_old_ones_are_no_change():
    checked = check(one("Second", "Другой."), one("First", "Первый, 15 дней."), one("Last", ""))

    assert {name: list(found.values()) for name, found in checked.words.items()} == {
        FILE: ["Другой."]
    }
    assert {item.code for item in checked.items} == {"translated", "as-it-was", "not-translated"}


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (one("Second", "Другой.", id="text.0000"), "unknown-block"),
        (one("Second", "Другой.", file="09-x.md"), "unknown-block"),
        (one("Second", "Другой.", source="Second, changed."), "source-changed"),
        (one("Second", "Раз.\n\nДва."), "misfit-several-blocks"),
        (one("Second", "## Раз"), "misfit-other-block"),
        (one("- a", "- а"), "misfit-items"),
    ],
)
def test_what_does_not_fit_is_left_out_with_its_words(unit, code):
    checked = check(unit)

    assert checked.words == {}
    (item,) = checked.items
    assert (item.kind, item.code, item.facts["words"]) == ("left-out", code, unit.words)


def test_the_words_of_the_source_are_no_translation():
    pairs = compare(SOURCE, None, None)
    unit = one("Second", "Second.")

    checked = check_returned(Returned("xliff", "ru", (unit,)), {FILE: pairs})

    assert checked.words == {}
    assert [item.code for item in checked.items] == ["same-as-source"]


def test_a_block_that_comes_twice_counts_once():
    checked = check(one("Second", "Раз."), one("Second", "Два."))

    assert list(checked.words[FILE].values()) == ["Раз."]
    assert [item.code for item in checked.items] == ["translated", "block-twice"]
