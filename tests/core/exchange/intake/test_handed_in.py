"""A file that is sent is what its name and its first bytes say alike, and is kept under a name of ours."""

import re

import pytest

from app.core.exchange.intake.handed_in import captions_for, handed_in
from app.core.exchange.intake.limits import LARGEST, MB
from app.core.exchange.intake.lines import line_for
from app.core.exchange.intake.refusals import MediaRefused
from tests.support.containers import zipped
from tests.support.media import CAPTIONS, TABLE, document, film, photograph, picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def refused(name: str, content: bytes) -> str:
    with pytest.raises(MediaRefused) as told:
        handed_in(name, content)
    return told.value.code


@pytest.mark.parametrize(
    ("name", "content", "begins", "kind"),
    [
        ("Desk at the border.PNG", picture(), "desk-at-the-border", "png"),
        ("IMG_0042.jpeg", photograph(), "img-0042", "jpg"),
        ("Памятка для сотрудников.pdf", document(), "pamyatka-dlya-sotrudnikov", "pdf"),
        ("people.csv", TABLE, "people", "csv"),
        ("talk.mp4", film(), "talk", "mp4"),
        ("....png", picture(), "file", "png"),
        ("x" * 300 + ".png", picture(), "x" * 40, "png"),
    ],
)
def test_a_file_gets_a_name_of_ours(name, content, begins, kind):
    path = handed_in(name, content).path

    assert re.fullmatch(rf"media/{begins}-[0-9a-f]{{8}}\.{kind}", path)


def test_the_same_file_has_the_same_name_and_another_one_another():
    assert handed_in("a.csv", TABLE).path == handed_in("a.csv", TABLE).path
    assert handed_in("a.csv", TABLE).path != handed_in("a.csv", TABLE + b"2025,9\n").path


@pytest.mark.parametrize("name", ["x.svg", "x.SVG", "x.png", "x.csv", "x.pdf"])
def test_a_drawing_in_svg_is_refused_whatever_it_is_called(name):
    assert refused(name, SVG) == "svg"


@pytest.mark.parametrize(
    "name",
    ["x.html", "x.htm", "x.xhtml", "x.js", "x.gif", "x.exe", "x.zip", "x", "x.", ".png", "x.png.html", "x.vtt", "x.md", "x.php", "x.svgz", "x.xml"],
)  # fmt: skip
def test_other_kinds_are_refused(name):
    assert refused(name, HTML) in ("kind", "not-what-it-says")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.png", HTML),
        ("x.jpg", picture("PNG")),
        ("x.png", picture("JPEG")),
        ("x.webp", picture("PNG")),
        ("x.pdf", HTML),
        ("x.pdf", HTML + document()),
        ("x.mp4", HTML),
        ("x.mp4", picture()),
        ("x.csv", picture()),
        ("x.csv", document()),
        ("x.csv", film()),
        ("x.png", b"GIF89a" + b"\0" * 20),
    ],
)
def test_the_end_of_the_name_and_the_first_bytes_have_to_agree(name, content):
    assert refused(name, content) == "not-what-it-says"


@pytest.mark.parametrize(
    "tail", [HTML, zipped({"x.class": b"\xca\xfe\xba\xbe"}), b"<?php phpinfo();"]
)
def test_what_hangs_behind_a_picture_is_gone(tail):
    for name, content in (
        ("x.png", picture()),
        ("x.jpg", picture("JPEG")),
        ("x.webp", picture("WEBP")),
    ):
        assert tail not in handed_in(name, content + tail).content


def test_a_table_in_the_letters_of_windows_is_kept_in_those_of_everybody():
    kept = handed_in("x.csv", "год;человек\n2024;7\n".encode("windows-1251"))

    assert kept.content.decode() == "год;человек\n2024;7\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table-shape"),
        (b"year,people\n", "table-shape"),
        (b"year,people\n2024,many\n", "table-shape"),
        (HTML, "table-shape"),
        (b"year,people\n2024,7\0\n", "not-text"),
        (b"year,people\n\x98,7\n", "not-text"),
    ],
)
def test_a_table_from_which_no_chart_can_be_drawn_is_refused(content, code):
    assert refused("x.csv", content) == code


def test_each_kind_has_its_largest_size():
    assert refused("x.pdf", document() + b" " * LARGEST["pdf"]) == "too-large"
    assert refused("x.csv", TABLE + b"2025,1\n" * 60_000) == "too-large"
    assert refused("x.png", picture() + b" " * 15 * MB) == "too-large"


def test_captions_stand_beside_their_film_under_its_name():
    talk = handed_in("talk.mp4", film())

    kept = captions_for(talk, CAPTIONS, "ru")

    assert kept.path == talk.path.replace(".mp4", ".ru.vtt")
    with pytest.raises(MediaRefused):
        captions_for(talk, HTML, "ru")
    with pytest.raises(MediaRefused):
        captions_for(talk, CAPTIONS + b" " * LARGEST["vtt"], "ru")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("A desk", "![A desk](media/x.png)"),
        ("a] (b) \\ `c` *d*\nnew", r"![a\] (b) \\ \`c\` \*d\* new](media/x.png)"),
        ("<img src=x onerror=alert(1)>", r"![\<img src=x onerror=alert(1)\>](media/x.png)"),
        ("x](javascript:alert(1))", r"![x\](javascript:alert(1))](media/x.png)"),
    ],
)
def test_the_words_of_a_description_stand_for_themselves(words, line):
    assert line_for("media/x.png", words) == line


def test_a_document_is_linked_and_not_shown():
    assert line_for("media/x.pdf", "The form") == "[The form](media/x.pdf)"
