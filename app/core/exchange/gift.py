"""Reads questions in GIFT, the text format of Moodle, into questions of ours and a report of what became of each."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.core.courses.content import Question
from app.core.courses.questions.gaps import PLACE
from app.core.errors import ExchangeRefused
from app.core.exchange import making_answers, making_choices
from app.core.exchange.decoding import decoded
from app.core.exchange.gift_numbers import spans
from app.core.exchange.gift_syntax import Category, Comment, Entry, cut, entries, shown, weight_of
from app.core.exchange.gift_words import Words
from app.core.exchange.making import BLANK, ONE, Making, Offered
from app.core.exchange.naming import free_id
from app.core.exchange.reports import Imported, Item, Report

FORMAT = "gift"
LONGEST_QUESTION = 20_000
MOST_ANSWERS = 200
_SHOWN = 200
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


def read_gift(content: bytes) -> Imported:
    """Every question of a GIFT file; raises ExchangeRefused, with the line, for a file that cannot be read."""
    text = decoded(content)
    items: list[Item] = list(text.notes)
    questions: dict[str, Question] = {}
    for entry in entries(text.text):
        if isinstance(entry, Category):
            items.append(Item("left-out", "category", str(entry.line), entry.name))
        elif isinstance(entry, Comment):
            items.append(Item("left-out", "comment", str(entry.line), "", {"text": entry.text}))
        else:
            question, notes = _read(entry, questions)
            items += notes
            if question:
                questions[question.id] = question
    if not any(item.code not in ("comment", "encoding") for item in items):
        raise ExchangeRefused("no-questions")
    return Imported(tuple(questions.values()), Report(FORMAT, tuple(items)))


def _read(entry: Entry, taken: Mapping[str, Question]) -> tuple[Question | None, list[Item]]:
    if entry.length > LONGEST_QUESTION or entry.answers > MOST_ANSWERS:
        code = "question-too-long" if entry.length > LONGEST_QUESTION else "too-many-answers"
        first = " ".join(shown(entry.stem[:_SHOWN]).split())
        item = Item("left-out", code, str(entry.line), entry.title, {"prompt": first})
        return None, [item]
    words = Words(entry.stem)
    blank = PLACE if entry.answer is not None and entry.tail.strip() else ""
    prompt = words.block(words.rest + blank + entry.tail)
    name = entry.title or words.first_words(prompt)
    making = Making(
        where=str(entry.line),
        what=name,
        id=free_id(entry.idnumber or name, taken),
        prompt=prompt,
        explanation=words.block(entry.general),
    )
    making.check_number(taken)
    question = _made(making, words, entry.answer)
    if question:
        words.note_losses(making)
    for tag in entry.tags if question else ():
        making.lose("tag", tag=tag)
    return question, making.items


def _made(making: Making, words: Words, answer: str | None) -> Question | None:
    """The question by the kind of its answer, as Moodle tells them apart."""
    if answer is None:
        making.refuse("description")
        return None
    read = _reader(answer)
    if read not in (_choices, _short_text):
        making.prompt = making.prompt.replace(PLACE, BLANK)
    return read(making, words, answer)


_Reader = Callable[[Making, Words, str], Question | None]


def _reader(answer: str) -> _Reader:
    if not answer:
        return _essay
    if answer.startswith("#"):
        return _numbers
    if "~" in answer:
        return _choices
    if "=" in answer and "->" in answer:
        return _pairs
    if answer.partition("#")[0].strip().upper() in (*_TRUE, *_FALSE):
        return _true_false
    return _short_text


def _essay(making: Making, _words: Words, _answer: str) -> Question | None:
    return making_answers.open_answer(making)


def _true_false(making: Making, words: Words, answer: str) -> Question | None:
    right, _, feedback = answer.partition("#")
    wrong, _, when_right = feedback.partition("#")
    is_true = right.strip().upper() in _TRUE
    if right.strip() not in (*_TRUE, *_FALSE):
        making.guess("true-false", answer=right.strip())
    return making_answers.true_false(making, is_true, words.block(when_right), words.block(wrong))


def _choices(making: Making, words: Words, answer: str) -> Question | None:
    pieces = cut(answer, "~=")
    offered = []
    for sign, piece in pieces:
        share, text = weight_of(piece, ONE if sign == "=" else Fraction(0))
        option, _, feedback = text.partition("#")
        offered.append(Offered(words.line(option), share, words.block(feedback)))
    if "=" not in (sign for sign, _piece in pieces):
        making.prompt = making.prompt.replace(PLACE, BLANK)
        return making_choices.several_of(making, offered)
    if PLACE in making.prompt:
        return making_choices.gap_to_choose(making, offered)
    return making_choices.one_of(making, offered)


def _short_text(making: Making, words: Words, answer: str) -> Question | None:
    offered = []
    for _sign, piece in cut(answer, "="):
        share, text = weight_of(piece, ONE)
        accepted, _, feedback = text.partition("#")
        offered.append(Offered(words.plain(accepted), share, words.block(feedback)))
    if PLACE in making.prompt:
        return making_answers.gap_to_fill(making, offered)
    return making_answers.short_text(making, offered)


def _numbers(making: Making, words: Words, answer: str) -> Question | None:
    found = spans(making, words, answer.removeprefix("#"))
    return making_answers.number(making, found) if found is not None else None


def _pairs(making: Making, words: Words, answer: str) -> Question | None:
    pairs, extras = [], []
    for _sign, piece in cut(answer, "="):
        left, arrow, right = piece.partition("->")
        if not arrow:
            making.refuse("pair-without-arrow", pair=shown(piece))
            return None
        if left.strip():
            pairs.append((words.line(left), words.plain_line(right)))
        else:
            extras.append(words.plain_line(right))
    return making_answers.matching(making, pairs, extras)
