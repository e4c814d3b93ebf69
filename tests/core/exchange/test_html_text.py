"""HTML from elsewhere becomes Markdown that says the same words, has no mark of ours, and is made in bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.courses.blocks import find_blocks
from app.core.courses.checking import check_module
from app.core.courses.problems import Findings
from app.core.courses.sources import Source
from app.core.exchange.html_text import escaped, line_of, markdown_of, words_of
from tests.support.courses import module_files

MARKS = (
    "- (x) right", "- [ ] open", "::: note", ":::", "?? hint", "!! told", "= true", "=> there", "[[gap]]", "____",
    "1. one", "1) one", "# one", "## two", "> said", "+ plus", "* star", "| a | b |", "[a](b)", "![a](b)", "~~~", "```",
    "<b>", "&amp;", "**b**", "_a_", "`c`", "[^1]", "[a]{lang=ru}", "{decorative}", "---", "===", ": told", "\\", "a|b",
)  # fmt: skip
HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "deep bold": "<b>" * 100_000 + "x",
    "lists": "<ul><li>" * 50_000,
    "items": "<ol>" + "<li>a" * 100_000,
    "cells": "<table><tr>" + "<td>a" * 100_000,
    "tables": "<table><tr><td>" * 30_000,
    "open tags": "<a " * 200_000,
    "open quotes": '<a "' * 100_000,
    "comments": "<!--" * 100_000,
    "scripts": "<script>" * 60_000,
    "signs": "<" * 500_000,
    "entities": "&" * 500_000,
    "breaks": "<br>" * 100_000,
    "stars": "*" * 500_000,
    "formulas": "\\(" * 200_000,
    "picture in the text": '<img src="data:' + "a" * 10_000_000 + '">',
}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\\\nthree"),
        ("<h1>A</h1><h5>B</h5><h1>C</h1>", "## A\n\n### B\n\n## C"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start='3'><li>a<li>b</ol>", "3. a\n4. b"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td>only a layout</table>", "only a layout"),
        ("<b>x </b>y <i>z</i> <s>w</s>", "**x** y *z* ~~w~~"),
        ('<a href="https://a.example/b c">d</a>', "[d](https://a.example/b%20c)"),
        ('<span lang="ru">да</span>', "[да]{lang=ru}"),
        ("x<sup>2</sup> H<sub>2</sub>O", "x² H₂O"),
        ("<blockquote><p>a</p></blockquote>", "> a"),
        ("<pre>- (x) a\n::: b</pre>", "```\n- (x) a\n::: b\n```"),
    ],
)
def test_html_is_told_in_our_marks(html, text):
    assert markdown_of(html).text == text


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<script>alert(1)</script>a", "script"),
        ("<style>p{}</style>a", "style"),
        ('<iframe src="https://a.example"></iframe>a', "frame"),
        ("<form><input name=a></form>a", "form"),
        ("<object data=a></object>a", "object"),
        ("<svg><path/></svg>a", "drawing"),
        ('<a href="javascript:alert(1)">a</a>', "link"),
        ('<a href="data:text/html,x">a</a>', "link"),
        ('<img src="https://a.example/x.png" alt="a">', "image"),
        ("a $$x^2$$", "formula"),
    ],
)
def test_what_cannot_be_told_is_named(html, code):
    converted = markdown_of(html)

    assert code in converted.lost
    assert "a" in converted.text
    assert "alert" not in converted.text
    assert "javascript" not in converted.text


def test_where_something_was_embedded_its_address_remains():
    html = '<iframe src="//www.example.org/film"></iframe>'

    assert markdown_of(html).text == "[https://www.example.org/film](https://www.example.org/film)"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "frame", ["<p>{}</p>", "<p>a<br>{}</p>", "<li>{}</li>", "<span>{}</span>", "{}"]
)
def test_words_that_look_like_marks_stay_words(mark, frame):
    plain = mark.replace("&", "&amp;").replace("<", "&lt;")
    text = markdown_of(frame.replace("{}", plain)).text
    page = f"---\ntitle: A\nminutes: 1\n---\n{text}\n"
    files = {**module_files(), "en/01-lesson-1.md": page.encode()}

    found = {
        one.code
        for one in check_module("one", files)
        if one.path == "en/01-lesson-1.md" and one.is_error
    }

    assert not find_blocks(Source("x", text), 1, Findings())
    assert not found, text
    assert shown_words(text) == "".join(words_of(frame.replace("{}", plain)).split())


def shown_words(markdown: str) -> str:
    from app.core.courses.markdown import parse, parser, plain_text  # noqa: PLC0415

    tokens, _ = parse(parser("en", checking=True), markdown)
    return "".join(
        "".join(plain_text(t.children or ()) for t in tokens if t.type == "inline").split()
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=4).map(" ".join))
def test_plain_words_show_as_they_are(words):
    assert shown_words(escaped(words)) == "".join(words.split())
    assert "\n" not in line_of(words).text


@pytest.mark.parametrize("shape", HOSTILE)
def test_no_shape_of_html_takes_long(shape):
    begun = time.process_time()

    markdown_of(HOSTILE[shape])

    assert time.process_time() - begun < 6
