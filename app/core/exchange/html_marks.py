"""Which signs in plain words would be read as marks of ours, and how they are written so that they are not."""

import re

# Always marks, or too near to one: emphasis, code, links, gaps, footnotes, braces, our own backslash.
_ALWAYS = re.compile(r"[\\`*\[\]]")
_UNDERSCORES = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])|__+")
_TILDES = re.compile(r"~~+")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,32};)")
_BRACE = re.compile(r"\{(?=[#.])|\A\{|(?<=\s)\{(?=lang=|decorative)")
_BARS = re.compile(r"\|")
# `=>` parts the sides of a pair wherever it stands.
_ARROW = re.compile(r"=>")

_START = re.compile(
    r"(\s*+)(?:([#+\->=:~?!|]|\\?\|)|([0-9]{1,9})([.)])(?=\s|\Z))",
)
_EDGE_MARKS = re.compile(r"\A\*\*(.*)\*\*\Z", re.DOTALL)


def escape_words(text: str) -> str:
    """Words as Markdown that says just these words, wherever on a line they stand but at its beginning."""
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _UNDERSCORES.sub(lambda match: "\\_" * len(match[0]), text)
    text = _TILDES.sub(lambda match: "\\~" * len(match[0]), text)
    text = _TAG.sub(r"\\<", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _BRACE.sub(r"\\{", text)
    text = _ARROW.sub(r"=\\>", text)
    return _BARS.sub(r"\\|", text)


def at_line_start(text: str) -> str:
    """The same, for words that begin a line, where more signs are marks: lists, headings, answers, hints, boxes."""
    match = _START.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    if match[2]:
        return (
            match[1] + match[2] + rest
            if match[2].startswith("\\")
            else f"{match[1]}\\{match[2]}{rest}"
        )
    return f"{match[1]}{match[3]}\\{match[4]}{rest}"


def unmarked(text: str) -> str:
    """The words of a heading that is all bold already, so that it is not made bold twice."""
    match = _EDGE_MARKS.match(text)
    return match[1] if match and "**" not in match[1] else text
