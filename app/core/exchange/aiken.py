"""Reads questions in Aiken, the plainest of formats: a question, options with letters, and the letter that is right."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from app.core.courses.content import Question
from app.core.errors import ExchangeRefused
from app.core.exchange.decoding import decoded
from app.core.exchange.making import Making, Offered
from app.core.exchange.making_choices import one_of
from app.core.exchange.naming import free_id
from app.core.exchange.plain_words import marked, marked_line
from app.core.exchange.reports import Imported, Item, Report

FORMAT = "aiken"

# Letters go in the order of the Latin or of the Russian alphabet; Cyrillic ones may also stand for the Latin ones
# that they look like, since keyboards are switched in mid-line.
_OPTION = re.compile(r"[ \t]*([A-ZА-Я])[.)][ \t]+(.*\S)[ \t]*\Z")
_ANSWER = re.compile(r"[ \t]*(?:ANSWER|ОТВЕТ)[ \t]*:[ \t]*([A-ZА-Я]?)[ \t]*\Z")
_RUSSIAN = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
_NOT_QUITE_ANSWER = re.compile(r"[ \t]*(?:answer|ответ)[ \t]*:", re.IGNORECASE)
_LATIN = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_LONGEST_NAME = 60


@dataclass(slots=True)
class _Block:
    line: int = 0
    prompt: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def read_aiken(content: bytes) -> Imported:
    """Every question of an Aiken file; raises ExchangeRefused, with the line, where the form is broken."""
    text = decoded(content)
    items: list[Item] = list(text.notes)
    questions: dict[str, Question] = {}
    block = _Block()
    for number, line in enumerate(text.text.split("\n"), 1):
        if match := _ANSWER.match(line):
            making = _making(block, questions)
            making.check_number(questions)
            question = one_of(making, _offered(block, match[1], number))
            items += making.items
            if question:
                questions[question.id] = question
            block = _Block()
        elif _NOT_QUITE_ANSWER.match(line):
            raise ExchangeRefused("answer-form", str(number))
        elif match := _OPTION.match(line):
            _take_option(block, match, number)
        elif line.strip():
            _take_words(block, line, number)
    if block.prompt or block.options:
        raise ExchangeRefused("answer-missing", str(block.line))
    if not questions and not any(item.kind == "left-out" for item in items):
        raise ExchangeRefused("no-questions")
    return Imported(tuple(questions.values()), Report(FORMAT, tuple(items)))


def _take_option(block: _Block, match: re.Match[str], number: int) -> None:
    if not block.prompt:
        raise ExchangeRefused("option-without-question", str(number))
    letter, place = match[1], len(block.letters)
    if letter.translate(_LATIN) != chr(ord("A") + place) and letter != _RUSSIAN[place : place + 1]:
        raise ExchangeRefused("letters", str(number), found=letter)
    block.letters.append(letter)
    block.options.append(match[2])


def _take_words(block: _Block, line: str, number: int) -> None:
    """Words of the question; behind an option they can only be a line that has no letter, or no answer before it."""
    if block.options:
        raise ExchangeRefused("letter-missing", str(number))
    if not block.prompt:
        block.line = number
    block.prompt.append(line.strip())


def _making(block: _Block, taken: dict[str, Question]) -> Making:
    words = " ".join(block.prompt)
    name = words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME].rpartition(" ")[0]
    prompt = marked("\n".join(block.prompt))
    return Making(where=str(block.line), what=name, id=free_id(name, taken), prompt=prompt)


def _offered(block: _Block, answer: str, number: int) -> list[Offered]:
    letters = block.letters
    if answer not in letters:
        answer, letters = answer.translate(_LATIN), [one.translate(_LATIN) for one in letters]
    if answer not in letters:
        raise ExchangeRefused("answer-letter", str(number), found=answer)
    right = letters.index(answer)
    return [
        Offered(marked_line(words), Fraction(int(place == right)))
        for place, words in enumerate(block.options)
    ]
