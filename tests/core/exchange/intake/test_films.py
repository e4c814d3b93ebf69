"""Films are whole and say nothing of who made them; captions are text."""

import struct

import pytest

from app.core.exchange.intake.films import check_captions, without_notes
from app.core.exchange.intake.refusals import MediaRefused
from tests.support.media import CAPTIONS, GPS, box, film


def refused(content: bytes) -> str:
    with pytest.raises(MediaRefused) as told:
        without_notes(content)
    return told.value.code


@pytest.mark.parametrize("kind", [b"udta", b"meta", b"uuid"])
def test_notes_are_emptied_where_they_stand_and_nothing_else_moves(kind):
    content = film(box(kind, GPS.encode()))

    kept = without_notes(content)

    assert GPS.encode() not in kept
    assert len(kept) == len(content)
    assert kept == content.replace(kind, b"free").replace(GPS.encode(), bytes(len(GPS)))


def test_a_film_without_notes_is_kept_as_it_is():
    assert without_notes(film()) == film()


def test_a_long_size_and_a_last_box_without_size_are_read():
    long = (
        box(b"ftyp", b"isom\0\0\0\0")
        + box(b"moov", box(b"mvhd"))
        + struct.pack(">I4sQ", 1, b"mdat", 20)
        + b"film"
    )
    open_end = long[:-20] + struct.pack(">I4s", 0, b"mdat") + b"moving"

    assert without_notes(long) == long
    assert without_notes(open_end) == open_end


@pytest.mark.parametrize(
    "content",
    [
        b"",
        film()[:-3],
        film() + b"\0\0",
        box(b"ftyp", b"isom\0\0\0\0"),
        box(b"moov") + film(),
        box(b"ftyp", b"isom\0\0\0\0") + struct.pack(">I4s", 4, b"moov"),
        box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", struct.pack(">I4s", 900, b"trak")) + box(b"mdat"),
        box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", box(b"trak", box(b"trak", box(b"trak", box(b"trak", box(b"trak", box(b"trak", box(b"trak", box(b"free")))))))))  + box(b"mdat"),
        box(b"ftyp", b"isom\0\0\0\0") + box(b"free") * 10_002 + box(b"moov") + box(b"mdat"),
    ],
)  # fmt: skip
def test_what_is_no_whole_film_is_refused(content):
    assert refused(content) == "damaged"


def test_another_kind_of_file_in_the_same_frame_is_refused():
    other = box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"moov") + box(b"mdat")

    assert refused(other) == "not-what-it-says"


@pytest.mark.parametrize(
    "content",
    [CAPTIONS, b"\xef\xbb\xbf" + CAPTIONS, CAPTIONS.replace(b"\n", b"\r\n"), b"WEBVTT - words\n\n1\n01:00:00.000 --> 01:00:01.000 line:0\nWords\n"],
)  # fmt: skip
def test_captions_are_taken(content):
    check_captions(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WEBVTT\n",
        b"WEBVTTX\n\n00:00.000 --> 00:02.000\nWords\n",
        b"1\n00:00:00,000 --> 00:00:02,000\nSubRip\n",
        CAPTIONS + b"\nSTYLE\n::cue { background: url(https://example.org) }\n",
        CAPTIONS + b"\0",
        b"\xff\xfe" + CAPTIONS,
    ],
)
def test_what_is_no_captions_file_is_refused(content):
    with pytest.raises(MediaRefused):
        check_captions(content)
