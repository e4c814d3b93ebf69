"""The syntax of GIFT: a file cut into questions and categories, and a question into name, words and answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from app.core.errors import ExchangeRefused

# Escaped signs wait behind private code points until the text is cut, so that no cut falls on them.
_HIDDEN = {sign: chr(0xF0000 + ord(sign)) for sign in "~=#{}:\\"} | {"n": chr(0xF000A)}
_SHOWN = str.maketrans({hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()})
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_BRACE = re.compile(r"[{}]")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{0,10})?)%")
_CATEGORY = "$CATEGORY:"
_ID = re.compile(r"\[id:([^\x00-\x1f\x7f\]]+)\]")
_TAG = re.compile(r"\[tag:([^\x00-\x1f\x7f\]]+)\]")
_EXPORTED = re.compile(r"//\s*question:\s*[0-9]*\s+name:")


@dataclass(frozen=True, slots=True)
class Category:
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Comment:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as written: `answer` is None for a text without an answer, `tail` stands behind the answer.

    Words still have their escapes hidden (`shown` brings them back); `idnumber` and `tags` come from comments.
    """

    line: int
    title: str
    stem: str
    answer: str | None
    tail: str
    general: str
    idnumber: str
    tags: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.stem) + len(self.answer or "") + len(self.tail) + len(self.general)

    @property
    def answers(self) -> int:
        """How many signs of answers there are."""
        return sum((self.answer or "").count(sign) for sign in "~=")


@dataclass(slots=True)
class _Block:
    """The lines of one question, escapes hidden, and where its braces stand: 0 none, 1 open, 2 closed."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    braces: int = 0
    opened_on: int = 0
    idnumber: str = ""
    tags: list[str] = field(default_factory=list)


def entries(text: str) -> Iterator[Entry | Category | Comment]:
    """Everything in a GIFT file, in order; raises ExchangeRefused with the line where braces do not pair."""
    block = _Block()
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if words.startswith("//"):
            yield from _comment(block, number, words)
        elif words.startswith(_CATEGORY) and block.braces != 1:
            yield from _finished(block)
            block = _Block()
            yield Category(number, words.removeprefix(_CATEGORY).strip())
        elif words or block.braces == 1:
            _take(block, number, line)
        else:
            yield from _finished(block)
            block = (
                _Block(idnumber=block.idnumber, tags=block.tags) if not block.lines else _Block()
            )
    if block.braces == 1:
        raise ExchangeRefused("brace-open", str(block.opened_on))
    yield from _finished(block)


def _comment(block: _Block, number: int, words: str) -> Iterator[Comment]:
    """What a comment says of its question; any other words are passed on."""
    if match := _ID.search(words):
        block.idnumber = match[1].strip()
    block.tags.extend(tag.strip() for tag in _TAG.findall(words))
    rest = _TAG.sub("", _ID.sub("", words)).strip("/ \t-=*#")
    if rest and not _EXPORTED.match(words):
        yield Comment(number, rest)


def _take(block: _Block, number: int, line: str) -> None:
    if not block.lines:
        block.line = number
    hidden = _ESCAPE.sub(lambda match: _HIDDEN[match[1]], line)
    for brace in _BRACE.findall(hidden):
        if brace == "{" and block.braces == 0:
            block.braces, block.opened_on = 1, number
        elif brace == "}" and block.braces == 1:
            block.braces = 2
        elif brace == "{":
            code = "brace-open" if block.braces == 1 else "two-answers"
            raise ExchangeRefused(code, str(block.opened_on if block.braces == 1 else number))
        else:
            raise ExchangeRefused("brace-close", str(number))
    block.lines.append(hidden)


def _finished(block: _Block) -> Iterator[Entry]:
    """The block as a question: its name, its words around the answer, the answer and the general feedback."""
    text = "\n".join(block.lines).strip()
    if not text:
        return
    title = ""
    if text.startswith("::") and (end := text.find("::", 2)) > 0:
        title, text = text[2:end], text[end + 2 :].strip()
    stem, brace, rest = text.partition("{")
    inside, _, tail = rest.partition("}")
    answer, mark, general = inside.rpartition("####")
    if not mark:
        answer, general = general, ""
    yield Entry(
        line=block.line,
        title=" ".join(shown(title).split()),
        stem=stem,
        answer=answer.strip() if brace else None,
        tail=tail,
        general=general.strip(),
        idnumber=block.idnumber,
        tags=tuple(block.tags),
    )


def shown(text: str) -> str:
    """The text with its escaped signs in their places."""
    return text.translate(_SHOWN)


def format_of(text: str, default: str) -> tuple[str, str]:
    """The format that a text names before its words, or the default, and the words."""
    if match := _FORMAT.match(text):
        return match[1], text[match.end() :]
    return default, text


def weight_of(text: str, default: Fraction) -> tuple[Fraction, str]:
    """The share that an answer names before its words, or the default, and the words."""
    if match := _WEIGHT.match(text):
        return Fraction(match[1]) / 100, text[match.end() :]
    return default, text


def cut(answer: str, signs: str) -> list[tuple[str, str]]:
    """The answers between these signs, each with its sign ("" for words before the first)."""
    pieces = re.split(f"([{signs}])", answer)
    pairs = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    return [(sign, words.strip()) for sign, words in pairs if words.strip()]
