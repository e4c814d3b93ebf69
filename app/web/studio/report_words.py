"""What became of each thing in an exchange, in words: for every code of a report a sentence that says it whole."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.content import QuestionType
from app.core.courses.questions.settling import Unwritable
from app.core.exchange.reports import Item
from app.web import languages
from app.web.studio.archive_words import WORDS as ARCHIVES
from app.web.studio.question_words import KINDS, message
from app.web.studio.report_words_moodle import WORDS as MOODLE
from app.web.studio.report_words_out import WORDS as OUT
from app.web.studio.report_words_tables import WORDS as TABLES
from app.web.studio.report_words_translations import WORDS as TRANSLATIONS

WORDS: dict[str, LazyString] = {
    "question": _l("Taken as “%(kind)s”."),
    "encoding": _l(
        "The file does not say how its letters are written. It was read as %(encoding)s: look whether the words are right."
    ),
    "control-characters": _l("Characters that cannot be seen were left out: %(count)s."),
    "category": _l("Categories do not exist here; its questions came without it."),
    "comment": _l("A comment: “%(text)s”."),
    "tag": _l("The tag “%(tag)s”: questions have no tags here."),
    "outcome": _l("The outcome “%(outcome)s”: this module has none with this id."),
    "translation": _l(
        "The words in %(language_name)s are still to be written: until then the checker reports the questions as missing there."
    ),
    "feedback-to-explanation": _l(
        "Feedback on an answer became the explanation, since this type has no feedback on single answers: “%(feedback)s”"
    ),
    "feedback": _l("Feedback that has no place here: “%(feedback)s”"),
    "partial": _l(
        "Only one answer counts as right here. These earned, or cost, a part of the points and are wrong now: %(shares)s."
    ),
    "several-right": _l(
        "More than one answer earned all points, and any of them was enough. Now all of them must be ticked: %(answers)s."
    ),
    "weights": _l(
        "The shares of the answers cannot be kept. Here each right answer earns the same, and each wrong one costs the same. They were: %(shares)s."
    ),
    "empty-option": _l("An answer without words (%(share)s %%). Its feedback: “%(feedback)s”"),
    "option-twice": _l(
        "The answer “%(option)s” (%(share)s %%) stands there twice; the first one counts. Feedback of the second: “%(feedback)s”"
    ),
    "gap-as-options": _l(
        "The answers of this gap have feedback or marks, so it became a question with options and a line where the gap was."
    ),
    "gap-as-text": _l("The gap became a line, and the word is asked for below it."),
    "answer": _l(
        "The answer “%(answer)s” with %(share)s %% of the points: here an answer is accepted whole or not at all. Its feedback: “%(feedback)s”"
    ),
    "wildcard": _l(
        "The answer “%(answer)s” stood for many words. Only “%(accepted)s” is accepted now; add others that you expect."
    ),
    "number": _l(
        "The number %(number)s with %(share)s %% of the points: a question has one right number or range. Its feedback: “%(feedback)s”"
    ),
    "any-number": _l("What any other number earned (%(share)s %%). Its feedback: “%(feedback)s”"),
    "true-false": _l("“%(answer)s” was read as an answer of true or false."),
    "matching-as-gaps": _l(
        "Several left sides belong to the same right side, so it became a text with gaps to choose from."
    ),
    "rubric": _l(
        "It came without criteria. It has one line for all points now (%(points)s); write your own criteria."
    ),
    "type": _l("The type was not given; by its answers it is “%(kind)s”."),
    "unwritable": _l("The question cannot be kept. %(why)s Its words: “%(prompt)s”"),
    "description": _l("A text without a question: “%(prompt)s”"),
    "question-too-long": _l("A question of more than 20,000 characters: “%(prompt)s…”"),
    "too-many-answers": _l("A question with more than 200 answers: “%(prompt)s…”"),
    "no-prompt": _l("A question without words."),
    "too-few-options": _l("A question with fewer than two answers: “%(prompt)s”"),
    "no-right-option": _l("No answer is right: “%(prompt)s” Answers: %(shares)s."),
    "no-wrong-option": _l("Every answer is right: “%(prompt)s”"),
    "no-accepted": _l("No answer earns all points: “%(prompt)s”"),
    "no-number": _l("No number earns all points: “%(prompt)s”"),
    "not-a-number": _l("“%(number)s” is not a number: “%(prompt)s”"),
    "number-too-long": _l("The number %(number)s has too many digits: “%(prompt)s”"),
    "too-few-pairs": _l("Fewer than two pairs: “%(prompt)s”"),
    "pair-twice": _l("Two left sides are the same: %(lefts)s. “%(prompt)s”"),
    "pair-without-arrow": _l("“%(pair)s” is not a pair: the arrow -> is missing. “%(prompt)s”"),
    "same-right-side": _l("Several left sides share a right side: %(rights)s. “%(prompt)s”"),
    "html-script": _l("A script in the text."),
    "html-style": _l("Colours, sizes or fonts in the text."),
    "html-frame": _l("Another page shown inside the text."),
    "html-object": _l("An embedded object in the text."),
    "html-form": _l("A form field in the text."),
    "html-film": _l("A film or a sound in the text."),
    "html-drawing": _l("A drawing in the text."),
    "html-formula": _l("A formula: it stands as plain characters now."),
    "html-image": _l("A picture in the text. Add it under “Pictures and files”."),
    "html-link": _l("A link that leads nowhere from here; its words were kept."),
    "html-heading": _l("A heading inside the question became bold words."),
    "html-table": _l("A table that could not be kept; its words were."),
    "html-table-header": _l("A table without a first line of names; it got an empty one."),
    "html-block": _l("The layout of a block; its words were kept."),
    "html-languages": _l("The same text in several languages, of which one was kept."),
    "html-too-deep": _l("Text nested too deep; its words were kept without the layout."),
    "html-too-long": _l("The end of a text that is far too long."),
    "html-tags": _l("HTML inside Markdown: its signs are shown as they are."),
    **ARCHIVES,
    **MOODLE,
    **TABLES,
    **OUT,
    **TRANSLATIONS,
}


def sentence(item: Item) -> str:
    """What became of this item; a code that nobody has worded is shown with its facts, never hidden."""
    words = WORDS.get(item.code)
    if words is None:
        told = ", ".join(f"{name}: {value}" for name, value in item.facts.items())
        return f"{item.code} {told}".strip()
    return str(words) % _Facts(item.facts)


class _Facts(dict[str, str]):
    """The facts of an item, and those that are told in the reader's language."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        super().__init__(facts)
        if facts.get("type") in set(QuestionType):
            self["kind"] = str(KINDS[QuestionType(facts["type"])].name)
        if "language" in facts:
            self["language_name"] = languages.language_in(facts["language"])
        if "problem" in facts:
            self["why"] = message(Unwritable(facts.get("field", ""), facts["problem"]))

    def __missing__(self, _name: str) -> str:
        return ""


def place(item: Item, format_: str) -> str:
    """Where the item stands in its file, as that kind of file is counted."""
    if not item.where:
        return ""
    if format_ in ("xlsx", "csv"):
        if column := item.facts.get("column"):
            return _("Row %(row)s, column %(column)s", row=item.where, column=column)
        return _("Row %(row)s", row=item.where)
    if format_ in ("gift", "aiken"):
        return _("Line %(line)s", line=item.where)
    if format_ == "moodle-xml":
        return _("Question %(number)s", number=item.where)
    return item.where
