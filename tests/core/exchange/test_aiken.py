"""Aiken is read in Latin and Russian letters, and a broken form is refused with its line."""

import pytest

from app.core.courses.keys import ChoiceKey
from app.core.errors import ExchangeRefused
from app.core.exchange.aiken import read_aiken
from app.core.exchange.reports import UNSAID


@pytest.mark.parametrize("mark", [".", ")"])
@pytest.mark.parametrize(
    ("letters", "answer", "word"),
    [("ABC", "B", "ANSWER"), ("АБВ", "Б", "ОТВЕТ"), ("АВС", "В", "ANSWER"), ("ABC", "В", "ANSWER")],
)
def test_the_letter_says_which_option_is_right(letters, answer, word, mark):
    options = "\n".join(f"{letter}{mark} option {letter}" for letter in letters)

    imported = read_aiken(f"Who\nlistens?\n{options}\n{word}: {answer}\n".encode())

    (question,) = imported.questions
    assert question.key == ChoiceKey(frozenset({1}))
    assert question.texts[UNSAID].prompt == "Who\nlistens?"
    assert len(question.texts[UNSAID].options) == 3


def test_signs_of_markdown_are_words():
    (question,) = read_aiken(b"A *star*?\nA. _x_\nB. [y]\nANSWER: A").questions

    assert question.texts[UNSAID].prompt == "A \\*star\\*?"
    assert question.texts[UNSAID].options[0].text == "\\_x\\_"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Q\nA. x\nB. y\n", "answer-missing", "1"),
        ("Q\nA. x\nC. y\nANSWER: A", "letters", "3"),
        ("Q\nA. x\nB. y\nANSWER: C", "answer-letter", "4"),
        ("Q\nA. x\nB. y\nAnswer: A", "answer-form", "4"),
        ("Q\nA. x\nmore\nANSWER: A", "letter-missing", "3"),
        ("A. x\nB. y\nANSWER: A", "option-without-question", "1"),
        ("\n", "no-questions", ""),
    ],
)
def test_a_broken_form_is_refused_with_its_line(text, code, line):
    with pytest.raises(ExchangeRefused) as refused:
        read_aiken(text.encode())

    assert (refused.value.code, refused.value.where) == (code, line)
