"""Plain words as Markdown that shows them as they are, with as few backslashes as possible; and back."""

import re

from markdown_it.token import Token

from app.core.courses.markdown import parse, parser, plain_text
from app.core.courses.questions.escaping import same_view

_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\n|\Z)"  # a backslash that would escape, or break the line
    r"|`|\*|_+|\[|\](?=\])|(?<=\])\]"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|~{2,}"
)
_OPENERS = (
    re.compile(r"(?=#{1,6}(?:[ \t]|\Z))"),
    re.compile(r"(?=[-+*:~](?:[ \t]|\Z))"),
    re.compile(r"(?=>|:::)"),
    re.compile(r"(?=(?:=+|-+|_+)[ \t]*\Z)"),
    re.compile(r"(?=[|:-][ \t|:-]*-[ \t|:-]*\Z)"),
    re.compile(r"(?=\|)"),
    re.compile(r"[0-9]{1,9}(?=[.)](?:[ \t]|\Z))"),
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def marked(text: str) -> str:
    """Markdown that shows these words; blank lines part paragraphs, other line breaks stay where they are."""
    lines = (line.strip() for line in text.strip().split("\n"))
    return "\n".join(_opened(line) for line in lines)


def marked_line(text: str) -> str:
    """The same in one line."""
    return _opened(" ".join(text.split()))


def _opened(line: str) -> str:
    """One line; what begins a block gets its backslash where the block would begin."""
    for opener in _OPENERS:
        if match := opener.match(line):
            at = match.end()
            return f"{line[:at]}\\{line[at]}{_inline(line[at + 1 :], line[at])}"
    return _inline(line, "")


def _inline(text: str, before: str) -> str:
    whole = before + text

    def escape(match: re.Match[str]) -> str:
        found, start = match[0], match.start() + len(before)
        left = whole[start - 1 : start] or " "
        right = whole[start + len(found) : start + len(found) + 1] or " "
        if found == "*" and left == right == " " and start:
            return found
        if found[0] == "_" and _is_quiet(found, left, right):
            return found
        return "".join(f"\\{sign}" for sign in found)

    return _INLINE.sub(escape, text)


def _is_quiet(run: str, left: str, right: str) -> bool:
    """Inside a word `_` marks nothing, and a long run behind a space can only open what nothing closes."""
    return (left.isalnum() and right.isalnum()) or (len(run) > 2 and left == " ")


def unmarked(markdown: str, language: str = "en") -> str | None:
    """The plain words that Markdown of one line shows, or None where it has marks that words cannot keep."""
    words = _ESCAPED.sub(r"\1", " ".join(markdown.split()))
    return words if same_view(marked_line(words), markdown, language, inline=True) else None


def shown_words(markdown: str, language: str = "en") -> str:
    """The words that Markdown shows, without its marks."""
    tokens = parse(parser(language, checking=True), markdown)[0]
    return " ".join(plain_text(tokens).split())


def has_tags(markdown: str) -> bool:
    """Whether Markdown holds HTML, which our format refuses; what only looks like it, as in code, is none."""
    return any(_is_html(token) for token in parse(parser("en", checking=True), markdown)[0])


def _is_html(token: Token) -> bool:
    return token.type in ("html_block", "html_inline") or any(map(_is_html, token.children or ()))
