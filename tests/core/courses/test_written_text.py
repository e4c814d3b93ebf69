"""What nobody touched in a form comes back byte for byte; what was written keeps the file's own line ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.sources import BOM
from app.core.courses.written_text import shown_text, written

BYTES = st.text(alphabet="aж\n\r\ufeff ", max_size=40).map(str.encode)


def as_sent(text):
    """A browser ends every line of a form with CR LF."""
    return text.replace("\n", "\r\n")


@given(BYTES)
def test_an_untouched_text_is_saved_byte_for_byte(content):
    assert written(as_sent(shown_text(content)), content) == content


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (b"a\r\nb\r\n", "a\nc\n", b"a\r\nc\r\n"),
        (b"a\nb\n", "a\nc\n", b"a\nc\n"),
        (BOM + b"a\n", "b\n", BOM + b"b\n"),
        (None, "a\nb", b"a\nb"),
        (b"\xff", "a\n", b"a\n"),
    ],
)
def test_a_changed_text_keeps_the_line_ends_and_the_mark_of_its_file(before, text, after):
    assert written(as_sent(text), before) == after


def test_half_of_a_sign_never_stops_a_save():
    assert written("a\ud800") == b"a?"
