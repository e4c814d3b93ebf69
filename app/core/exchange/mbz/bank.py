"""The question bank of a backup, as Moodle 2 and 3 write it and as Moodle 4 does, with the order that quizzes ask for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from app.core.exchange.html_text import words_of
from app.core.exchange.mbz.backup import Members
from app.core.exchange.mbz.stored import Files
from app.core.exchange.moodle_xml.asked import ONE, Answer, Asked, html_of, number_of, share_of
from app.core.exchange.reports import Item
from app.core.exchange.xml_trees import text_in, text_of, whole_in

MEMBER = "questions.xml"
_DRAG_GROUP = re.compile(r'"draggroup";(?:i:|s:[0-9]+:")([0-9]+)')
_FEEDBACK = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


@dataclass(slots=True)
class Bank:
    """`questions` by their ids, in the bank's order; `entries` leads from an entry of Moodle 4 to its question.

    `embedded` are the parts of questions with gaps, by their ids; `categories` the questions of each category.
    """

    questions: dict[str, Element] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    embedded: dict[str, Element] = field(default_factory=dict)
    notes: list[Item] = field(default_factory=list)


def read_bank(members: Members) -> Bank:
    bank = Bank()
    tree = members.tree(MEMBER)
    for category in tree.iterfind("question_category") if tree is not None else ():
        name = words_of(text_in(category, "name"))
        found = False
        for element, entry, is_hidden in _in_category(category):
            found = True
            _add(bank, element, entry, is_hidden=is_hidden)
        if found:
            bank.notes.append(Item("left-out", "category", MEMBER, name))
    return bank


def _add(bank: Bank, element: Element, entry: str, *, is_hidden: bool) -> None:
    id_ = element.get("id", "")
    if text_in(element, "parent").strip() not in ("", "0"):
        bank.embedded[id_] = element
    elif is_hidden:
        what = words_of(text_in(element, "name"))
        bank.notes.append(Item("left-out", "question-hidden", MEMBER, what))
    elif text_in(element, "qtype").strip() != "random":
        bank.questions[id_] = element
        if entry:
            bank.entries[entry] = id_


def _in_category(category: Element) -> Iterator[tuple[Element, str, bool]]:
    """The questions of a category: of each entry of Moodle 4 the latest version."""
    for element in category.iterfind("questions/question"):
        yield element, "", text_in(element, "hidden").strip() == "1"
    for entry in category.iterfind("question_bank_entries/question_bank_entry"):
        versions = [
            (whole_in(version, "version") or 0, text_in(version, "status").strip(), element)
            for version in entry.iterfind("question_version/question_versions")
            for element in version.iterfind("questions/question")
        ]
        if not versions:
            continue
        _, status, element = max(versions, key=lambda version: version[0])
        yield element, entry.get("id", ""), status == "hidden"


def asked_of(bank: Bank, id_: str, files: Files) -> Asked:
    """A question of the bank, as the question files would hold it."""
    element = bank.questions[id_]
    kind = text_in(element, "qtype").strip()
    own = element.find(f"plugin_qtype_{kind}_question")
    asked = Asked(
        kind=kind,
        name=words_of(text_in(element, "name")),
        where=MEMBER,
        prompt=_html(element, "questiontext"),
        idnumber=text_in(element, "idnumber").strip()[:200],
        explanation=_html(element, "generalfeedback"),
        hints=tuple(_html(one, "hint") for one in element.iterfind("question_hints/question_hint")),
        points=number_of(text_in(element, "defaultmark")) or ONE,
    )
    if kind == "multianswer" and own is not None:
        _embed(asked, own, bank)
    elif own is not None:
        _read_own(asked, own)
    items = {id_, *(one.get("id", "") for one in element.iter("answer"))}
    items |= {one.get("id", "") for one in element.iter("question_hint")}
    items |= {one.get("id", "") for one in element.iter("match")}
    places = files.places("question", items) + files.places(f"qtype_{kind}", items)
    asked.addresses = files.addresses(*places)
    _note(element, own, asked)
    return asked


def _html(element: Element, tag: str) -> str:
    return html_of(text_in(element, tag), text_in(element, f"{tag}format") or "1")


def _embed(asked: Asked, own: Element, bank: Bank) -> None:
    """Each `{#1}` stands for a part that is kept as a question of its own, its text being the gap as written."""
    sequence = text_in(own, "multianswer/sequence").split(",")
    for place, id_ in enumerate(sequence, 1):
        part, sign = bank.embedded.get(id_.strip()), f"{{#{place}}}"
        if part is None:
            asked.note("elements", names=sign)
        else:
            asked.prompt = asked.prompt.replace(sign, text_in(part, "questiontext"))


def _read_own(asked: Asked, own: Element) -> None:
    """What a type keeps for itself."""
    asked.answers = tuple(_answers(own))
    asked.is_single = _is(own, "multichoice/single")
    shuffles = ("multichoice/shuffleanswers", "matchoptions/shuffleanswers", "match/shuffleanswers")
    choices = ("ddwtos/shuffleanswers", "gapselect/shuffleanswers")
    asked.shuffles = all(_is(own, path) for path in (*shuffles, *choices))
    asked.pairs = tuple(
        (_html(one, "questiontext"), text_in(one, "answertext"))
        for one in own.iterfind("matches/match")
    )
    units = [
        text_in(one, "unit")
        for one in own.iterfind("numerical_units/numerical_unit")
        if number_of(text_in(one, "multiplier")) in (ONE, None)
    ]
    asked.unit = units[0] if units else ""
    asked.grader = html_of(
        text_in(own, "essay/graderinfo"), text_in(own, "essay/graderinfoformat") or "1"
    )
    if (right := own.find("truefalse/trueanswer")) is not None:
        by_id = {
            one.get("id", ""): answer
            for one, answer in zip(own.iter("answer"), asked.answers, strict=False)
        }
        first = by_id.pop(text_of(right).strip(), None)
        asked.answers = (first, *by_id.values()) if first is not None else ()


def _answers(own: Element) -> Iterable[Answer]:
    """The answers; numbers have their tolerance, and words of gaps their group, in a place apart."""
    tolerances = {
        text_in(one, "answer").strip(): abs(number_of(text_in(one, "tolerance")) or Fraction(0))
        for one in own.iterfind("numerical_records/numerical_record")
    }
    for one in own.iterfind("answers/answer"):
        text = html_of(text_in(one, "answertext"), text_in(one, "answerformat") or "1")
        answer = Answer(
            text=text,
            share=share_of(text_in(one, "fraction"), 1),
            feedback=_html(one, "feedback"),
            tolerance=tolerances.get(one.get("id", ""), Fraction(0)),
        )
        if own.tag in ("plugin_qtype_ddwtos_question", "plugin_qtype_gapselect_question"):
            answer = replace(answer, group=_group(text_in(one, "feedback")), feedback="")
        yield answer


def _group(kept: str) -> str:
    """The group of a word: a number, or in a list of settings as PHP writes it."""
    match = _DRAG_GROUP.search(kept)
    return match[1] if match else kept.strip()


def _is(element: Element, path: str) -> bool:
    found = element.find(path)
    return found is None or text_of(found).strip() != "0"


def _note(element: Element, own: Element | None, asked: Asked) -> None:
    for one in element.iterfind("tags/tag"):
        asked.note("tag", tag=words_of(text_in(one, "name") or text_in(one, "rawname")))
    if penalty := text_in(element, "penalty").strip():
        asked.settings.append(("penalty", penalty))
    if own is None:
        return
    asked.note("response-template", text=words_of(text_in(own, "essay/responsetemplate")))
    for tag in _FEEDBACK:
        for one in own.iter(tag):
            if words := words_of(text_of(one)):
                asked.settings.append(("overall-feedback", words))
    if text_in(own, "shortanswer/usecase").strip() == "1":
        asked.settings.append(("case", "1"))


def slots_of(quiz: Element) -> list[str]:
    """What a quiz asks for, in order: ids of questions, or with a `+` before them ids of entries of Moodle 4.

    A slot that draws by chance is "".
    """
    listed = [one.strip() for one in text_in(quiz, "questions").split(",")]
    if any(one not in ("", "0") for one in listed):
        return [one for one in listed if one not in ("", "0")]
    slots: list[tuple[int, str]] = []
    for place, one in enumerate(quiz.iterfind("question_instances/question_instance"), 1):
        entry = text_in(one, "question_reference/questionbankentryid").strip()
        number = whole_in(one, "slot")
        id_ = f"+{entry}" if entry else text_in(one, "questionid").strip()
        slots.append((place if number is None else number, id_))
    return [id_ for _, id_ in sorted(slots, key=lambda slot: slot[0])]
