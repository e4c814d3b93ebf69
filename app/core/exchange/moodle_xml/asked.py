"""A question as Moodle holds it, whichever file it came in: everything still in HTML, nothing judged yet."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from urllib.parse import unquote

from markdown_it import MarkdownIt

from app.core.exchange.html_text import Addresses, Converted, line_of, markdown_of, words_of

ZERO, ONE = Fraction(0), Fraction(1)
_NUMBER = re.compile(
    r"\s*([-+]?(?:[0-9]{1,15}(?:[.,][0-9]{0,15})?|[.,][0-9]{1,15}))(?:[eE]([-+]?[0-9]{1,2}))?\s*\Z"
)
# Formats of texts, by the names in question files and by the numbers in backups.
_PLAIN, _MARKDOWN, _AUTO = ("plain_text", "2"), ("markdown", "4"), ("moodle_auto_format", "0")
_MARKDOWN_READER = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
_UNDESCRIBED = re.compile(
    r"!\[\]\((media/([a-z0-9-]+?)(?:-[0-9a-f]{8})?\.[a-z0-9]+)\)(?!\{decorative\})"
)
_TAGS = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `text` is HTML; `share` is what it earns of all points; `group` parts the words of gaps."""

    text: str
    share: Fraction = ZERO
    feedback: str = ""
    tolerance: Fraction = ZERO
    group: str = ""


@dataclass(slots=True)
class Asked:
    """`kind` is Moodle's own name of the type; `notes` are codes and facts of what the file holds and we do not.

    `addresses` finds the pictures of the question, `settings` are what every question carries and nobody wrote
    for this one: penalties and standard feedback, which the report tells once a file.
    """

    kind: str
    name: str
    where: str
    prompt: str
    idnumber: str = ""
    explanation: str = ""
    hints: tuple[str, ...] = ()
    points: Fraction = ONE
    answers: tuple[Answer, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    is_single: bool = True
    shuffles: bool = True
    unit: str = ""
    grader: str = ""
    notes: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    settings: list[tuple[str, str]] = field(default_factory=list)
    addresses: Addresses | None = None

    def note(self, code: str, **facts: str) -> None:
        """Note something that has words in it, and only then."""
        if all(value.strip() for value in facts.values()):
            self.notes.append((code, facts))


@dataclass(slots=True)
class Told:
    """Turns the HTML of one question into words of ours, and gathers what was lost on the way."""

    addresses: Addresses | None
    lost: dict[str, None] = field(default_factory=dict)
    undescribed: dict[str, None] = field(default_factory=dict)

    def block(self, html: str) -> str:
        return self._told(markdown_of(html, top=0, addresses=self.addresses))

    def line(self, html: str) -> str:
        return self._told(line_of(html, addresses=self.addresses))

    def _told(self, converted: Converted) -> str:
        self.lost.update(dict.fromkeys(converted.lost))
        return _UNDESCRIBED.sub(self._described, converted.text)

    def _described(self, match: re.Match[str]) -> str:
        """A picture without a description: no question can hold one, so its name stands there until somebody says it."""
        name = match[2].replace("-", " ")
        self.undescribed[name] = None
        return f"![{name}]({match[1]})"

    def plain(self, html: str) -> str:
        return words_of(html)


def html_of(text: str, form: str) -> str:
    """A text of any of Moodle's formats as HTML."""
    form = form.strip()
    if form in _PLAIN or (form in _AUTO and not _TAGS.search(text)):
        inner = escape(text, quote=False) if form in _PLAIN else text
        parts = (part.strip().replace("\n", "<br>") for part in re.split(r"\n\s*\n", inner.strip()))
        return "".join(f"<p>{part}</p>" for part in parts if part)
    if form in _MARKDOWN:
        return str(_MARKDOWN_READER.render(text[:256_000]))
    return text


def share_of(text: str, whole: int = 100) -> Fraction:
    """A fraction as Moodle writes it: per cent in question files, of one in backups."""
    value = number_of(text)
    return ZERO if value is None else value / whole


def number_of(text: str) -> Fraction | None:
    """A decimal number with point or comma, an exponent allowed; None for anything else."""
    match = _NUMBER.match(text.replace("−", "-").replace("\u00a0", ""))
    if match is None:
        return None
    return Fraction(match[1].replace(",", ".")) * Fraction(10) ** int(match[2] or 0)


def pictured(
    names: Mapping[str, str], prefix: str = "@@PLUGINFILE@@"
) -> Callable[[str], str | None]:
    """Where the files of a text stand: `names` gives the path in the module by the path below the prefix."""

    def find(address: str) -> str | None:
        path = address.partition("?")[0]
        return names.get(unquote(path.removeprefix(prefix))) if path.startswith(prefix) else None

    return find
