"""Cells of exported tables: no text begins a formula, in whatever way the line is split, and none is lost."""

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.reports.cells import text_cell

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
texts = st.text(
    st.one_of(
        st.sampled_from(SIGNS + "\t\r\n,;|\"' \u00a0\u3000\u200b\u202e\ufeff\0" + "aя1"),
        st.characters(exclude_categories=["Cs"]),
    )
)


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet might take it for a formula: what shows nothing before the sign is no cover."""
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    seen = [
        sign for sign in cell if unicodedata.category(sign) not in ("Zs", "Zl", "Zp", "Cc", "Cf")
    ]
    return bool(seen) and unicodedata.normalize("NFKC", seen[0]) in ("=", "+", "-", "@")


@given(texts)
@example("=1+1")
@example("\uff1d1+1")
@example("\tx")
@example("\r=x")
@example("\n@x")
@example(" =1")
@example("\u200b-1")
def test_no_text_begins_a_formula(text):
    assert not begins_a_formula(text_cell(text))


@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from(",;"), st.sampled_from(",;\t|"))
@example(["a;=1"], ",", ";")
@example(['a,"=1'], ";", ",")
@example(["a", "b\n=1"], ",", ";")
def test_a_program_that_splits_at_another_sign_finds_no_formula_either(row, ours, theirs):
    stream = io.StringIO()
    csv.writer(stream, delimiter=ours, quoting=csv.QUOTE_ALL).writerow(map(text_cell, row))
    pieces = re.split(f"[{re.escape(theirs)}\r\n]", stream.getvalue())

    assert not any(begins_a_formula(piece.strip('"').strip()) for piece in pieces if piece)


@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from(",;"))
def test_what_is_read_back_is_what_was_written(row, delimiter):
    cells = [text_cell(text) for text in row]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerow(cells)

    (read,) = csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=delimiter)

    assert read == cells


@given(texts)
def test_only_apostrophes_are_added_and_guarding_twice_adds_none(text):
    guarded = text_cell(text)

    assert guarded.replace("'", "") == text.replace("\0", "").replace("'", "")
    assert text_cell(guarded) == guarded


@pytest.mark.parametrize(
    "text",
    ["", "A plain text.", "Non-refoulement", "1 + 1 = 2", "a@b.example", "Что это — «да»?", "5-6"],
)
def test_ordinary_text_stays_as_it_is(text):
    assert text_cell(text) == text
