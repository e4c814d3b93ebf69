"""Keeps words that begin like a mark of the format from being taken for one, without a change of what is shown."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from markdown_it.token import Token

from app.core.courses.blocks import FenceWatch
from app.core.courses.markdown import parse, parser

_ITEM = re.compile(r" ?-(?:[ \t]|\Z)")
_NUMBERED = re.compile(r" ?[0-9]{1,3}[.)](?:[ \t]|\Z)")
_RULE = re.compile(r" {0,3}(?:_{3,}[ \t]*|(?:-[ \t]*){3,})\Z")
_AT_ONCE = re.compile(
    r"[ \t]*(?:=(?![=>])|=>|\?\?|!!|::(?=:)|::[ \t]*(?:note|tip|warning|example|question)\b)"
)
_MARKED = re.compile(
    r"([ \t]*(?:[-–—*+•][ \t]*)?)(?=(?:\([ \t]?[xXхХ]?[ \t]?\)|\[[ \t]?[xXхХ]?[ \t]?\])[ \t])"
)
_MARK_FIRST = re.compile(r"[(\[][ \t]{0,3}[xXхХvV+*✓✔√]?[ \t]{0,3}[)\]](?:[ \t]|\Z)")
_CONTINUED = re.compile(r"[ \t]*(?::::|>|=>)")
_TOO_NEAR = re.compile(
    r"(?:\?\?|!!|[?!][ \t]|_{3,}[ \t]*\Z|::[ \t]*(?:note|tip|warning|example|question)\b|`{3}|~{3})"
)
_LINKED = re.compile(r"\[\[[^\[\]]*\]\]\([^()]*\)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#|~!^&$=:?+-])")
_FIRST_NUMBER = re.compile(r"(?m)^([ \t]*[0-9]{1,9})([.)])(?=[ \t]|$)")
_BLANK = re.compile(r"(?m)^[ \t]+$")


def literal(text: str) -> str:
    """Markdown that shows a plain text as it is: for words that come from where Markdown is not known."""
    lines = (line.strip() for line in unified(text).strip().split("\n"))
    escaped = (_SPECIAL.sub(r"\\\1", line) for line in lines)
    return _FIRST_NUMBER.sub(r"\1\\\2", "\n".join(escaped))


def unified(text: str) -> str:
    """Line feeds alone, and nothing on lines that show nothing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line if line.strip() else "" for line in lines)


def paragraphs(text: str) -> str:
    """A text of several lines without blank ones around it."""
    return unified(text).lstrip("\n").rstrip()


def one_line(text: str) -> str:
    """A text in one line."""
    return " ".join(part for part in (line.strip() for line in unified(text).split("\n")) if part)


def prompts(text: str, *, ordered: bool) -> tuple[str, ...]:
    """Ways to write a prompt so that no line of it is an answer, the most readable first.

    A list is written with asterisks, or moved by two spaces where that would join it to another one. `ordered`
    says that `1.` begins an answer too.
    """
    text = paragraphs(text)
    moved = "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
    ways = (_lines(text, _starred), _lines(moved, lambda line: line))
    if ordered and any(_NUMBERED.match(line) for line in text.split("\n")):
        return ways[1:]
    return ways


def without_brackets(text: str) -> str:
    """`[[` and `]]` that are no gap; links whose words stand in brackets are left alone."""
    kept = [(match.start(), match.end()) for match in _LINKED.finditer(text)]
    parts, at = [], 0
    for start, end in kept:
        parts += [_apart(text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, _apart(text[at:])])


def _apart(text: str) -> str:
    return re.sub(r"\](?=\])", r"]\\", re.sub(r"\[(?=\[)", r"[\\", text))


def _lines(text: str, bullets: Callable[[str], str]) -> str:
    fence, lines = FenceWatch(), []
    for line in text.split("\n"):
        lines.append(line if fence.takes(line) else _quiet(bullets(line)))
    return "\n".join(lines)


def _starred(line: str) -> str:
    return line.replace("-", "*", 1) if _ITEM.match(line) and not _RULE.match(line) else line


def _quiet(line: str) -> str:
    """One line of a prompt that is no mark any more."""
    if _RULE.match(line) and (_ITEM.match(line) or "_" in line):
        return "***"
    if _AT_ONCE.match(line):
        return _escaped(line)
    if match := _MARKED.match(line):
        return f"{match[1]}\\{line[match.end() :]}"
    return line


def _escaped(line: str) -> str:
    words = line.lstrip(" \t")
    return f"{line[: len(line) - len(words)]}\\{words}"


def words(text: str) -> str:
    """The words of an option: lines without spaces around them, none of which looks like a mark."""
    lines = unified(text).strip().split("\n")
    kept = [_hard_break(line) for line in lines[:-1]] + [lines[-1].strip()]
    first, *others = kept
    if _MARK_FIRST.match(first):
        first = f"\\{first}"
    return "\n".join([first, *(_continued(line) for line in others)])


def _hard_break(line: str) -> str:
    """Two spaces at the end would be lost; a backslash says the same."""
    return line.strip() + ("\\" if line.strip() and line.endswith("  ") else "")


def _continued(line: str) -> str:
    if _CONTINUED.match(line) or _MARKED.match(line):
        return _escaped(line)
    return line


def indented(line: str) -> str:
    """A further line of an option; where two spaces would still leave a mark, four do not."""
    if not line:
        return ""
    return f"    {line}" if _TOO_NEAR.match(line) else f"  {line}"


def same_view(before: str, after: str, language: str, *, inline: bool) -> bool:
    """Whether two texts show the same page."""
    if before == after:
        return True
    first, second = (_view(unified(text), language, inline=inline) for text in (before, after))
    return first == second


def _view(text: str, language: str, *, inline: bool) -> tuple[Any, ...]:
    md = parser(language, checking=True)
    if inline:
        text = "\n".join(line.lstrip() for line in text.strip().split("\n"))
    return _shape(md.parseInline(text, {}) if inline else parse(md, text)[0])


def _shape(tokens: Iterable[Token]) -> tuple[Any, ...]:
    return tuple(
        (
            token.type,
            token.tag,
            _BLANK.sub("", token.content) if token.children is None else "",
            "" if token.type == "text" else token.info,
            tuple(sorted((key, str(value)) for key, value in token.attrs.items())),
            _shape(token.children or ()),
        )
        for token in tokens
    )
