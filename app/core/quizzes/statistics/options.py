"""Who chooses which option: the places of a question where one can choose, and the figures of each option."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.courses.content import Question, QuestionType
from app.core.courses.keys import ChoiceKey, GapsKey, TrueFalseKey
from app.core.quizzes.answers import Value
from app.core.quizzes.statistics.discrimination import correlation
from app.core.quizzes.statistics.estimates import Estimate
from app.core.quizzes.statistics.proportions import proportion

Pick = tuple[int, int]
"""A place of the question and the option chosen there."""

TRUE, FALSE = 0, 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where one chooses: the whole question, or one of its gaps. Options count from 0 as written.

    For true or false the options are TRUE and FALSE; `number` is the gap, or 0; where `several` may be
    ticked, each is a choice of its own.
    """

    number: int
    options: int
    right: frozenset[int]
    several: bool = False


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """One option: the share of all who had the question that chose it, and how that goes with the rest.

    `discrimination` is the correlation of choosing it (1 or 0) with the share of all other points: a right
    option should lie above 0 and a wrong one below; None where nobody or everybody chose it.
    """

    place: int
    option: int
    is_right: bool
    chosen: Estimate
    discrimination: Estimate | None


def places(question: Question) -> tuple[Place, ...]:
    """Where a person chooses among options; nothing for what is typed, matched or put in order."""
    words = next(iter(question.texts.values()))
    match question.key:
        case ChoiceKey(right=right):
            several = question.type is QuestionType.MULTIPLE
            return (Place(0, len(words.options), right, several),)
        case TrueFalseKey(right=right):
            return (Place(0, 2, frozenset({TRUE if right else FALSE})),)
        case GapsKey(gaps=gaps):
            return tuple(
                Place(number, len(offered), frozenset({gap.right}))
                for number, (gap, offered) in enumerate(zip(gaps, words.gaps, strict=True))
                if gap.right is not None
            )
        case _:
            return ()


def picks(question: Question, value: Value) -> frozenset[Pick]:
    """What an answer chose, place by place; a blank chose nothing."""
    return frozenset(
        (place.number, option)
        for place in places(question)
        for option in _chosen(question, place, value)
        if 0 <= option < place.options
    )


def _chosen(question: Question, place: Place, value: Value) -> Iterator[int]:
    if isinstance(question.key, TrueFalseKey):
        if isinstance(value, bool):
            yield TRUE if value else FALSE
    elif isinstance(value, bool) or value is None or isinstance(value, str):
        return
    elif isinstance(value, int):
        yield value
    else:
        entries = (
            value[place.number : place.number + 1] if question.type is QuestionType.GAPS else value
        )
        yield from (
            entry for entry in entries if isinstance(entry, int) and not isinstance(entry, bool)
        )


def option_figures(
    question: Question, chosen: Sequence[frozenset[Pick]], rest: Sequence[float | None]
) -> tuple[OptionFigures, ...]:
    """The figures of every option, place by place.

    Shape: per attempt what was chosen, and the share of all other points of its paper (None where there are
    no others). Sources: `proportion` and `correlation`; one option against the rest as in Haladyna and
    Rodriguez, Developing and Validating Test Items (2013), chapter 17.
    """
    known = [(taken, value) for taken, value in zip(chosen, rest, strict=True) if value is not None]
    others = [value for _, value in known]
    return tuple(
        OptionFigures(
            place=place.number,
            option=option,
            is_right=option in place.right,
            chosen=proportion(sum((place.number, option) in one for one in chosen), len(chosen)),
            discrimination=correlation(
                [float((place.number, option) in one) for one, _ in known], others
            ),
        )
        for place in places(question)
        for option in range(place.options)
    )
