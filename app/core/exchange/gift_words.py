"""The words of one GIFT question: each piece in the format that it names, or in that of the question."""

import re

from app.core.courses.fields import HTML
from app.core.courses.questions.escaping import one_line
from app.core.courses.questions.gaps import PLACE
from app.core.exchange.gift_syntax import format_of, shown
from app.core.exchange.html_text import line_of, markdown_of
from app.core.exchange.making import Making
from app.core.exchange.plain_words import has_tags, marked, marked_line

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_MARKS = re.compile(r"[\\*_`~#>\[\]]+")
_LONGEST_NAME = 60


class Words:
    """Turns pieces of one question into Markdown; `rest` is the stem without the format that it names.

    Moodle's own format is HTML where tags stand in it, and else plain words.
    """

    def __init__(self, stem: str) -> None:
        self.format, self.rest = format_of(stem, "moodle")
        self._lost: dict[str, None] = {}

    def block(self, text: str) -> str:
        """Words that may have paragraphs."""
        format_, words = self._known(text)
        if format_ == "html":
            converted = markdown_of(words, top=0)
            self._lost.update(dict.fromkeys(converted.lost))
            return converted.text
        return self._tagless(words) if format_ == "markdown" else marked(words)

    def line(self, text: str) -> str:
        """Words of one line: an option, or the left side of a pair."""
        format_, words = self._known(text)
        if format_ == "html":
            converted = line_of(words)
            self._lost.update(dict.fromkeys(converted.lost))
            return converted.text
        return self._tagless(words) if format_ == "markdown" else marked_line(words)

    def plain(self, text: str) -> str:
        """Words that are compared and not shown: an answer that is accepted."""
        return one_line(shown(format_of(text, "plain")[1]))

    def plain_line(self, text: str) -> str:
        """The right side of a pair, which Moodle shows as it is."""
        return marked_line(shown(text))

    def _known(self, text: str) -> tuple[str, str]:
        format_, words = format_of(text, self.format)
        words = shown(words).strip()
        if format_ == "moodle":
            format_ = "html" if HTML.search(words) or _ENTITY.search(words) else "plain"
        return format_, words

    def _tagless(self, words: str) -> str:
        """Markdown without tags, which our format refuses: their signs are shown."""
        if not HTML.search(words) or not has_tags(words):
            return words
        self._lost["tags"] = None
        return _TAG_OPENS.sub(r"\\<", words)

    def note_losses(self, making: Making) -> None:
        """Name in the report what could not be told in Markdown."""
        for code in self._lost:
            making.lose(f"html-{code}")

    @staticmethod
    def first_words(prompt: str) -> str:
        """What a question without a title is called."""
        words = " ".join(_MARKS.sub("", prompt.replace(PLACE, "…")).split())
        if len(words) <= _LONGEST_NAME:
            return words
        return words[:_LONGEST_NAME].rpartition(" ")[0] or words[:_LONGEST_NAME]
