"""The quizzes of a backup become one pool: what they ask in their order, then whatever else is in the bank."""

from dataclasses import dataclass

from app.core.courses.content import Question
from app.core.exchange.html_text import words_of
from app.core.exchange.mbz.activities import Reading, found_of
from app.core.exchange.mbz.backup import Activity
from app.core.exchange.mbz.bank import Bank, asked_of, read_bank, slots_of
from app.core.exchange.moodle_xml.questions import question_of
from app.core.exchange.moodle_xml.settings import settings_items
from app.core.exchange.reports import Imported, Item, Report
from app.core.exchange.xml_trees import text_in

FORMAT = "mbz"


@dataclass(frozen=True, slots=True)
class Pool:
    """`imported` has the questions and their report; `drawn` is how many the longest quiz asks, None for all."""

    imported: Imported
    drawn: int | None


def read_pool(quizzes: list[Activity], reading: Reading) -> Pool:
    bank = read_bank(reading.members)
    order: dict[str, None] = {}
    longest = 0
    for activity in quizzes:
        found = found_of(activity, reading)
        if found is None:
            reading.note("left-out", "activity-damaged", activity, type="quiz")
            continue
        slots = slots_of(found.element)
        longest = max(longest, len(slots))
        named = [bank.entries.get(one[1:], "") if one.startswith("+") else one for one in slots]
        order.update(dict.fromkeys(one for one in named if one in bank.questions))
        random = sum(one not in bank.questions for one in named)
        reading.note("taken", "quiz", activity, questions=str(len(slots) - random))
        if random:
            reading.note("guessed", "slots-by-chance", activity, count=str(random))
        if intro := words_of(text_in(found.element, "intro")):
            reading.note("left-out", "quiz-intro", activity, text=intro)
    rest = [one for one in bank.questions if one not in order]
    reading.items += bank.notes
    imported = _imported([*order, *rest], bank, reading)
    total = len(imported.questions)
    return Pool(imported, longest if 0 < longest < total else None)


def _imported(order: list[str], bank: Bank, reading: Reading) -> Imported:
    """The questions in this order, each with its report."""
    items: list[Item] = []
    questions: dict[str, Question] = {}
    settings: list[tuple[str, str]] = []
    taken: set[str] = set()
    pictures = reading.files.pictures
    for id_ in order:
        asked = asked_of(bank, id_, reading.files)
        question, notes = question_of(asked, taken)
        items += notes
        items += pictures.items_of(asked.where, asked.name)
        if question is not None:
            questions[question.id] = question
            settings += asked.settings
    items += settings_items(settings)
    return Imported(tuple(questions.values()), Report(FORMAT, tuple(items)))
