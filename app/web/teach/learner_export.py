"""The list of learners as a table that a spreadsheet opens: the columns of the page, and nothing more."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from app.core.reports.cells import text_cell
from app.services.learners import Learner
from app.web import languages
from app.web.teach import learner_words
from app.web.teach.question_export import BOM, delimiter


def to_csv(found: Iterable[Learner], now: datetime) -> str:
    """One row a learner; every text is safe against formulas (T38), and days are written as ISO 8601 has them."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter(), quoting=csv.QUOTE_ALL)
    writer.writerow([text_cell(words) for words in _head()])
    writer.writerows(_row(one, now) for one in found)
    return BOM + stream.getvalue()


def _head() -> tuple[str, ...]:
    return (
        _("Name"),
        _("State or organisation"),
        _("Lessons read"),
        _("Lessons"),
        _("Last here"),
        _("Attempts"),
        _("Quiz"),
        _("Where they are"),
    )


def _row(one: Learner, now: datetime) -> list[str]:
    far = one.progress
    return [
        text_cell(one.name),
        text_cell(languages.words(dict(one.affiliation))),
        str(far.read),
        str(far.lessons),
        f"{far.last_at:%Y-%m-%d}",
        str(far.attempts),
        text_cell(learner_words.result(far)),
        text_cell(learner_words.standing(one, now)),
    ]
