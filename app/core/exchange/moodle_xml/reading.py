"""Reads a file of questions in Moodle XML into questions of ours and a report of what became of each."""

import base64
import binascii
from collections.abc import Iterable
from fractions import Fraction
from xml.etree.ElementTree import Element

from app.core.courses.content import Question
from app.core.errors import ExchangeRefused
from app.core.exchange.html_text import words_of
from app.core.exchange.moodle_xml.asked import (
    ONE,
    Answer,
    Asked,
    html_of,
    number_of,
    pictured,
    share_of,
)
from app.core.exchange.moodle_xml.pictures import Pictures
from app.core.exchange.moodle_xml.questions import question_of
from app.core.exchange.moodle_xml.settings import settings_items
from app.core.exchange.reports import Imported, Item, Report
from app.core.exchange.xml_trees import text_in, text_of, tree_of

FORMAT = "moodle-xml"
LARGEST_FILE = 20 * 1024 * 1024

_FEEDBACK = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_CHOSEN = ("dragbox", "selectoption")
# What a question has beside its words; nothing of it says what a learner is asked.
_SILENT = frozenset(
    ("name", "questiontext", "generalfeedback", "defaultgrade", "hidden", "idnumber", "answer")
    + ("single", "shuffleanswers", "answernumbering", "showstandardinstruction", "hint", "tags")
    + ("shownumcorrect", "usecase", "units", "graderinfo", "subquestion", "responseformat")
    + ("responserequired", "responsefieldlines", "responsetemplate", "penalty", "unitgradingtype")
    + ("unitpenalty", "showunits", "unitsleft", "minwordlimit", "maxwordlimit", "attachments")
    + ("attachmentsrequired", "maxbytes", "filetypeslist", "image", "image_base64", "layouttype")
    + ("selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", "file", "instructions")
    + _FEEDBACK + _CHOSEN
)  # fmt: skip


def read_moodle_xml(content: bytes) -> Imported:
    """Every question of the file; raises ExchangeRefused, with the line, for a file that cannot be read."""
    if len(content) > LARGEST_FILE:
        raise ExchangeRefused("too-large", limit=str(LARGEST_FILE // (1024 * 1024)))
    root = tree_of(content)
    if root.tag != "quiz":
        raise ExchangeRefused("no-questions")
    pictures = Pictures()
    items: list[Item] = []
    questions: dict[str, Question] = {}
    taken: set[str] = set()
    settings: list[tuple[str, str]] = []
    for place, element in enumerate(root.iterfind("question"), 1):
        kind = element.get("type", "").strip()
        if kind == "category":
            items.append(Item("left-out", "category", str(place), _name_in(element, "category")))
            continue
        asked = _asked(element, kind, place, pictures)
        question, notes = question_of(asked, taken)
        items += notes
        items += pictures.items_of(str(place), asked.name)
        if question is not None:
            questions[question.id] = question
            settings += asked.settings
    if not items:
        raise ExchangeRefused("no-questions")
    items += settings_items(settings)
    return Imported(tuple(questions.values()), Report(FORMAT, tuple(items)), pictures.media)


def _name_in(element: Element, tag: str) -> str:
    return words_of(text_in(element, f"{tag}/text"))


def _asked(element: Element, kind: str, place: int, pictures: Pictures) -> Asked:
    answers = tuple(_answer(one) for one in element.iterfind("answer"))
    if chosen := [one for tag in _CHOSEN for one in element.iterfind(tag)]:
        answers = tuple(Answer(_html(one), group=text_in(one, "group").strip()) for one in chosen)
    if kind == "truefalse":
        answers = tuple(sorted(answers, key=lambda one: one.text.strip().casefold() != "true"))
    asked = Asked(
        kind=kind,
        name=_name_in(element, "name"),
        where=str(place),
        prompt=_html(element.find("questiontext")),
        idnumber=text_in(element, "idnumber").strip(),
        explanation=_html(element.find("generalfeedback")),
        hints=tuple(_html(one) for one in element.iterfind("hint")),
        points=_points(element, kind),
        answers=answers,
        pairs=tuple(
            (_html(one), text_in(one, "answer/text")) for one in element.iterfind("subquestion")
        ),
        is_single=_is(element, "single"),
        shuffles=_is(element, "shuffleanswers"),
        unit=_unit(element),
        grader=_html(element.find("graderinfo")),
    )
    names = {path: pictures.take(name, body) for path, name, body in _files(element)}
    asked.addresses = pictured({path: name for path, name in names.items() if name})
    _note(element, asked)
    return asked


def _html(element: Element | None) -> str:
    """A text of any format as HTML."""
    if element is None:
        return ""
    text = text_of(element.find("text")) if element.find("text") is not None else text_of(element)
    return html_of(text, element.get("format", "html"))


def _answer(element: Element) -> Answer:
    return Answer(
        text=_html(element),
        share=share_of(element.get("fraction", "0")),
        feedback=_html(element.find("feedback")),
        tolerance=number_of(text_in(element, "tolerance")) or Fraction(0),
    )


def _points(element: Element, kind: str) -> Fraction:
    """The default mark; without one a question of gaps has the sum of their weights."""
    written = number_of(text_in(element, "defaultgrade"))
    return ONE if written is None or (kind == "cloze" and not written) else written


def _is(element: Element, tag: str) -> bool:
    """Whether a setting is on; it is, where nothing is said. An element without words in it means yes."""
    found = element.find(tag)
    return found is None or text_of(found).strip().casefold() in ("true", "1", "yes", "")


def _unit(element: Element) -> str:
    units = list(element.iterfind("units/unit"))
    plain = [one for one in units if number_of(text_in(one, "multiplier")) in (ONE, None)]
    return text_in(plain[0], "unit_name") if plain else ""


def _files(element: Element) -> Iterable[tuple[str, str, bytes]]:
    """The files in a question: the path that its texts name, the file's name, its bytes."""
    for one in element.iter("file"):
        name = one.get("name", "")
        if not name or one.get("encoding", "base64") != "base64":
            continue
        try:
            body = base64.b64decode("".join((one.text or "").split()), validate=True)
        except (binascii.Error, ValueError):
            body = b""
        yield f"{one.get('path', '/') or '/'}{name}", name, body


def _note(element: Element, asked: Asked) -> None:
    """What the file says of this question and we have no place for."""
    for one in element.iterfind("tags/tag"):
        asked.note("tag", tag=words_of(text_in(one, "text")))
    asked.note("response-template", text=words_of(_html(element.find("responsetemplate"))))
    units = [text_in(one, "unit_name") for one in element.iterfind("units/unit")]
    asked.note("units", units="; ".join(name for name in units if name != asked.unit))
    if asked.idnumber:
        asked.idnumber = asked.idnumber[:200]
    for tag in _FEEDBACK:
        if words := words_of(_html(element.find(tag))):
            asked.settings.append(("overall-feedback", words))
    if penalty := text_in(element, "penalty").strip():
        asked.settings.append(("penalty", penalty))
    if text_in(element, "usecase").strip() in ("1", "true"):
        asked.settings.append(("case", "1"))
    strange = sorted({one.tag for one in element if one.tag not in _SILENT})
    asked.note("elements", names=", ".join(strange)[:300])
