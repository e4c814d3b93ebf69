"""What other systems cannot hold, in words for the report of an export; and why a file is not read at all."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.exchange.reports import Report

WORDS: dict[str, LazyString] = {
    "question-out": _l("Written as “%(kind)s”."),
    "out-hint": _l("The hint: “%(hint)s”"),
    "out-points": _l(
        "The points (%(points)s): each question counts alike there until you change it."
    ),
    "out-outcomes": _l("The outcomes: %(outcomes)s."),
    "out-shuffle": _l("That the answers keep their order: they may be shuffled there."),
    "out-file": _l("The file %(file)s does not go along; add it there."),
    "out-markup": _l(
        "Passages in another language and marks of pictures, which are shown there as signs."
    ),
    "out-indent": _l("Spaces at the beginning of a text."),
    "out-shares": _l(
        "It has %(count)s answers of one kind; shares that small are rounded there, so the points may differ a little."
    ),
    "out-rule": _l("“All or nothing”: there each right answer earns its part."),
    "out-unit": _l("The unit %(unit)s: the answer there is a number alone."),
    "out-rubric": _l("The criteria: %(rubric)s."),
    "out-accepted": _l("The accepted answer “%(answer)s”: its signs mean something else there."),
    "out-plain-right-side": _l("A right side is plain words there: “%(right)s”."),
    "out-order-as-matching": _l(
        "Putting in order does not exist there: each step is matched with its number."
    ),
    "out-gap-at-end": _l("The gap at the end became a line, and its word is asked for below it."),
    "out-apostrophe": _l(
        "An apostrophe before a sign of a formula: brought back from this file, it would be missing."
    ),
    "out-short-text-whole": _l(
        "The whole question: none of its accepted answers can be written there."
    ),
    "out-several-gaps-whole": _l(
        "The whole question: a text has one gap there. Use Moodle XML or a table."
    ),
    "out-cell-too-long-whole": _l("The whole question: one of its texts is too long for a cell."),
    "out-unread-whole": _l("The whole question: it has an error. Mend it first."),
    "out-untranslated-whole": _l("The whole question: it is not there in this language."),
    "out-certainty": _l("That this quiz asks how sure somebody is."),
}
NOT_READ: dict[str, LazyString] = {
    "too-large": _l("The file is larger than %(limit)s MB. Divide it."),
    "not-text": _l("This is not a text file."),
    "no-questions": _l("There is no question in this file."),
    "brace-open": _l(
        "Line %(where)s: a brace { is opened and never closed. Write \\{ for a brace that is meant as a sign."
    ),
    "brace-close": _l(
        "Line %(where)s: a brace } closes nothing. Write \\} for a brace that is meant as a sign."
    ),
    "two-answers": _l(
        "Line %(where)s: a second pair of braces in one question. Leave a blank line between questions."
    ),
    "answer-form": _l(
        "Line %(where)s: the answer is written “ANSWER: B”, in capitals, with one letter."
    ),
    "answer-missing": _l("The question on line %(where)s has no line “ANSWER:”."),
    "answer-letter": _l("Line %(where)s: no option has the letter “%(found)s”."),
    "option-without-question": _l("Line %(where)s: an option without a question above it."),
    "letters": _l("Line %(where)s: the letter “%(found)s” is not the next one."),
    "letter-missing": _l(
        "Line %(where)s: after the options comes “ANSWER:”, or another option with its letter."
    ),
    "heads-missing": _l(
        "The first row does not name the columns. Begin with the template: its names have to stay as they are."
    ),
    "too-many-rows": _l("The table has more than %(limit)s rows. Divide it."),
    "csv": _l("Row %(where)s cannot be read. Save the table again as .xlsx or .csv."),
    "too-many-questions": _l("The file has more than %(limit)s questions. Divide it."),
    "old-workbook": _l("This is an old Excel file. Save it as .xlsx."),
    "not-a-workbook": _l("This is not a table that can be read. Save it as .xlsx or .csv."),
    "container": _l(
        "The file is damaged or dangerous (%(problem)s), and nothing of it was read. %(where)s"
    ),
    "page-open": _l(
        "Something on the page is not closed, so that questions cannot follow. Mend the page first."
    ),
}


def shown_format(report: Report) -> str:
    """What a format is called."""
    return _FORMATS.get(report.format, report.format)


_FORMATS = {
    "gift": "GIFT",
    "aiken": "Aiken",
    "xlsx": "Excel",
    "csv": "CSV",
    "moodle-xml": "Moodle XML",
    "mbz": "Moodle",
    "xliff": "XLIFF",
}
