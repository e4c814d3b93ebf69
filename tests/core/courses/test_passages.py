"""Passages: every character of a page stands in exactly one of them, and each is known by its words."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.courses.passages import passages

GOOD = Path(__file__).parent / "good"

PAGE = """\
---
title: Lesson
minutes: 5
---
First words.
They go on.

## A heading
Below it.

- one

- two
  more

| a | b |
|---|---|
| 1 | 2 |

::: note
In a box.

## Not a heading of the page
:::

::: question first-look points=2
What?

- ( ) This.
- (x) That.
:::

```
::: note
no box
```

Words with a note.[^1]

[^1]: The note.
"""

LINES = st.sampled_from(
    [
        "",
        "   ",
        "---",
        "title: x",
        "# One",
        "## Two",
        "Words.",
        "- item",
        "  more",
        "1. first",
        "> said",
        "| a | b |",
        "|---|---|",
        "::: note",
        "::: question a-b points=2",
        ":::",
        "::::: note",
        "```",
        "~~~",
        "[^1]: note",
        "[x]: https://example.org",
        "![](media/x.png)",
        "===",
        "\x0b\x0c",
        "\u2028 line",
        "\ufeff",
        "\x00",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])


def shapes(text):
    return [(one.kind, one.line, one.end, one.name) for one in passages(text)]


def test_a_page_is_divided_as_a_reader_would_divide_it():
    assert shapes(PAGE) == [
        ("front", 1, 4, ""),
        ("text", 5, 6, ""),
        ("heading", 8, 8, ""),
        ("text", 9, 9, ""),
        ("list", 11, 14, ""),
        ("table", 16, 18, ""),
        ("box", 20, 24, ""),
        ("question", 26, 31, "first-look"),
        ("code", 33, 36, ""),
        ("text", 38, 38, ""),
        ("text", 40, 40, ""),
    ]


@given(
    st.lists(st.tuples(LINES, ENDS), max_size=30).map(
        lambda pairs: "".join(line + end for line, end in pairs)
    )
)
@example(PAGE.replace("\n", "\r\n"))
@example("\ufeff" + PAGE)
@example("\ufeff" + PAGE.replace("\n", "\r"))
@example("---\nnever closed")
@example("\n\n")
@example("x" * 30_000)
def test_the_texts_joined_are_the_file_again(text):
    assert "".join(one.text for one in passages(text)) == text


@given(st.text(max_size=200))
def test_any_text_at_all_comes_back(text):
    assert "".join(one.text for one in passages(text)) == text


@pytest.mark.parametrize("path", sorted(GOOD.rglob("*.md")), ids=lambda path: path.name)
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_real_files_come_back_byte_for_byte(path, start, end):
    content = start + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end)

    found = passages(content.decode())

    assert "".join(one.text for one in found).encode() == content
    plain = passages(path.read_text("utf-8").replace("\r\n", "\n"))
    assert [(one.kind, one.digest) for one in found] == [(one.kind, one.digest) for one in plain]


def test_a_passage_is_known_by_its_words_not_by_what_stands_around_it():
    before, after = (
        passages(PAGE),
        passages("New words.\n\n".join(PAGE.split("## A", 1)[:1]) + PAGE),
    )

    known = {one.digest for one in after}

    assert all(one.digest in known for one in before)
    assert before[1].digest == hashlib.sha256(b"First words.\nThey go on.").hexdigest()


def test_lines_are_counted_and_leave_no_gap():
    found = passages(PAGE)
    lines = PAGE.split("\n")

    for one in found:
        assert one.words == "\n".join(lines[one.line - 1 : one.end])


def test_nothing_is_nothing():
    assert passages("") == ()


def test_a_stretch_that_is_too_long_to_parse_is_divided_at_its_blank_lines():
    long = "word " * 5000

    assert shapes(f"short\n\n{long}\n\nshort\n") == [
        ("text", 1, 1, ""),
        ("text", 3, 3, ""),
        ("text", 5, 5, ""),
    ]
