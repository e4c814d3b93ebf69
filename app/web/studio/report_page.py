"""A report as its page shows it: what was left out first, then what was guessed, then what was taken."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.errors import ExchangeRefused, TextTooLong
from app.core.exchange.reports import Report
from app.web.studio.report_words import place, sentence
from app.web.studio.report_words_moodle import NOT_READ as NOT_READ_OF_MOODLE
from app.web.studio.report_words_out import NOT_READ, shown_format


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: where it stands, what it is called, and what became of it; `id` is that of its question."""

    where: str
    what: str
    words: str
    id: str


@dataclass(frozen=True, slots=True)
class Told:
    """The lines of a report by what became of them, the sum of each in words, and the name of the format."""

    format: str
    left_out: tuple[Line, ...]
    guessed: tuple[Line, ...]
    taken: tuple[Line, ...]

    @property
    def sums(self) -> tuple[str, str, str]:
        taken, guessed, left = len(self.taken), len(self.guessed), len(self.left_out)
        return (
            ngettext("%(num)d taken", "%(num)d taken", taken),
            ngettext(
                "%(num)d note on what was guessed", "%(num)d notes on what was guessed", guessed
            ),
            ngettext("%(num)d left out", "%(num)d left out", left),
        )


def told(report: Report) -> Told:
    lines = {
        kind: tuple(
            Line(place(item, report.format), item.what, sentence(item), item.facts.get("id", ""))
            for item in report.of(kind)
        )
        for kind in report.counts
    }
    return Told(shown_format(report), lines["left-out"], lines["guessed"], lines["taken"])


def why_not_read(refused: ExchangeRefused | TextTooLong) -> str:
    """Why nothing of a file was taken, with the place in it."""
    if isinstance(refused, TextTooLong):
        return _(
            "The page would have %(size)s KB then, and the studio takes up to %(limit)s KB. Choose another page.",
            size=-(-refused.size // 1024),
            limit=refused.limit // 1024,
        )
    words = NOT_READ.get(refused.code) or NOT_READ_OF_MOODLE.get(refused.code)
    if words is None:
        return _(
            "The file cannot be read. %(where)s", where=f"{refused.where} {refused.code}".strip()
        )
    return str(words) % {"where": refused.where, **refused.facts}
