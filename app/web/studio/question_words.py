"""The nine types of question in words, and what to say at a field that cannot be kept as it is."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.content import QuestionType as T
from app.core.courses.questions.settling import Unwritable


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: its name, when to choose it, and what its list of answers is called."""

    name: LazyString
    about: LazyString
    answers: LazyString


KINDS: dict[T, Kind] = {
    T.SINGLE: Kind(
        _l("One right answer"),
        _l("Several options, of which exactly one is right. Good for a decision in a case."),
        _l("Options"),
    ),
    T.MULTIPLE: Kind(
        _l("Several right answers"),
        _l("Several options, of which at least one is right and at least one is wrong."),
        _l("Options"),
    ),
    T.TRUE_FALSE: Kind(
        _l("True or false"),
        _l("One statement. Easy to write, and easy to guess: half of all guesses are right."),
        _l("The right answer"),
    ),
    T.SHORT_TEXT: Kind(
        _l("A few words"),
        _l("The learner types a term; you list every wording that counts as right."),
        _l("Accepted answers"),
    ),
    T.NUMBER: Kind(
        _l("A number"),
        _l("The learner types a number; you say how exact it must be."),
        _l("The right answer"),
    ),
    T.MATCHING: Kind(
        _l("Matching"),
        _l("Two columns: the learner finds for each line on the left what belongs to it."),
        _l("Pairs"),
    ),
    T.ORDER: Kind(
        _l("Putting in order"),
        _l("Steps that have a right order, such as a procedure."),
        _l("Steps in the right order"),
    ),
    T.GAPS: Kind(
        _l("Gaps in a text"),
        _l("A text with words left out, to be typed or chosen from a list."),
        _l("Text with gaps"),
    ),
    T.OPEN: Kind(
        _l("An open answer"),
        _l("The learner writes freely and a trainer grades it by criteria that you set."),
        _l("Criteria"),
    ),
}

_MESSAGES: dict[str, LazyString] = {
    "prompt-empty": _l("Write what is asked."),
    "option-empty": _l("Write this line, or leave all its fields empty."),
    "option-twice": _l("Another line says the same. Write it differently, or remove it."),
    "no-right-option": _l("Mark the right answer."),
    "two-right-options": _l(
        "Only one answer may be right here. Or choose “Several right answers”."
    ),
    "no-wrong-option": _l("Every option is marked as right. Add a wrong one."),
    "too-few-options": _l("Write at least two lines."),
    "too-few-pairs": _l("Write at least two whole pairs."),
    "pair-without-right": _l("Write what belongs to the left side."),
    "word-empty": _l("Write at least one accepted answer."),
    "accepted-missing": _l("Write at least one accepted answer."),
    "no-answer": _l("Write at least one answer."),
    "number-missing": _l("Write the right number, or the range in which it lies."),
    "number-twice": _l("Give either one number or a range, and leave the other empty."),
    "not-a-number": _l("Use digits only, with a comma or point for fractions, such as 2.5."),
    "range-reversed": _l("The range begins with the larger number. Swap the two."),
    "unit-unclear": _l("Use a plain unit such as km or days, without digits."),
    "rubric-line": _l("Write the points of this criterion, such as 1 or 0.5."),
    "rubric-sum": _l("The points of the criteria must add up to the points of the question."),
    "rubric-missing": _l("Write at least one criterion."),
    "attribute-value": _l("Write a number above 0 and up to 100, with at most two decimals."),
    "not-decimal": _l("Write a number with at most two decimals."),
    "outcome-unknown": _l("This outcome is no longer in the module. Choose others."),
    "no-gaps": _l("There is no gap yet. Put the word to be filled in into [[ ]]."),
    "gap-empty": _l("A gap is empty. Write a word between [[ and ]]."),
    "gap-open": _l("A gap is not closed. It begins with [[ and ends with ]]."),
    "gap-no-choice": _l("A gap to choose from needs at least two words."),
    "gap-two-right": _l("Put only one word of a gap into ( )."),
    "gap-without-right": _l("Put the right word of the gap into ( )."),
    "gap-word-twice": _l("A word stands twice in one gap."),
    "gap-brackets": _l("A word in a gap cannot hold square brackets."),
    "gaps-differ": _l("The translation needs as many gaps as the source."),
    "gap-words-differ": _l("A gap to choose from needs as many words as in the source."),
    "gap-right-in-translation": _l("Leave out the ( ) here: the source says which word is right."),
    "raw-html": _l("HTML cannot be used here. Write plain words; for bold use **bold**."),
    "heading-in-question": _l("A question cannot have headings. Write the words in **bold**."),
    "footnote-in-question": _l("Footnotes do not work in a question. Write it into the text."),
    "table-without-header": _l("A table needs a first line with the names of its columns."),
    "image-without-alt": _l("Describe the picture between the square brackets."),
    "control-character": _l("The text holds an invisible character. Type this passage again."),
    "feedback-misplaced": _l("This type of question has no feedback on single lines."),
    "feedback-missing": _l("The source has feedback here. Translate it."),
    "feedback-extra": _l("The source has no feedback here. Leave this empty."),
    "options-missing": _l("Translate every line of the source."),
    "pairs-differ": _l("Translate every pair of the source."),
    "criteria-differ": _l("Translate every criterion of the source."),
    "afterword-missing": _l("The source has text here. Translate it."),
    "afterword-extra": _l("The source has nothing here. Leave this empty."),
    "code-open": _l("The code that begins in this text is never closed."),
    "block-open": _l("The code that begins in this text is never closed."),
}


def message(refused: Unwritable) -> str:
    """What is wrong at the field, and what to do."""
    found = _MESSAGES.get(refused.code)
    if found is not None:
        return str(found)
    return gettext(
        "This cannot be kept as it is written. Use plainer words, without special signs."
    )
