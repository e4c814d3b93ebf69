"""Strategies for corrected keys that fit a question, and for the corrections of a whole module."""

from fractions import Fraction

from hypothesis import strategies as st

from app.core.courses.content import Question, QuestionType
from app.core.courses.keys import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.quizzes.corrected_keys import AcceptedWords, CorrectedKey, Everyone, FilledGaps
from app.core.quizzes.corrections import Correction, fingerprint

TYPED = ("safety", "act", "sérénité", "действие", "0")


@st.composite
def any_words(draw: st.DrawFn, asked: Question) -> dict[str, tuple[str, ...]]:
    some = st.lists(st.sampled_from(TYPED), min_size=1, max_size=3, unique=True).map(tuple)
    return {code: draw(some) for code in asked.texts}


@st.composite
def any_key(draw: st.DrawFn, asked: Question) -> CorrectedKey:
    """A corrected key that fits the question."""
    if asked.type is QuestionType.OPEN or draw(st.integers(0, 9)) == 0:
        return Everyone()
    count = len(asked.texts["en"].options)
    match asked.key:
        case ChoiceKey():
            return ChoiceKey(draw(st.frozensets(st.integers(0, count - 1), min_size=1)))
        case TrueFalseKey():
            return TrueFalseKey(draw(st.booleans()))
        case NumberKey(unit=unit):
            low = draw(st.integers(-1000, 1000))
            return NumberKey(Fraction(low), Fraction(low + draw(st.integers(0, 99))), unit)
        case MatchingKey(pairs=pairs, rights=rights):
            right = draw(st.permutations(range(rights)))
            return MatchingKey(pairs, rights, tuple(right[:pairs]))
        case OrderKey(items=items):
            return OrderKey(items, tuple(draw(st.permutations(range(items)))))
        case TextKey():
            return AcceptedWords(draw(any_words(asked)))
        case GapsKey(gaps=gaps):
            return FilledGaps(
                tuple(
                    draw(any_words(asked) if gap.right is None else st.integers(0, 2))
                    for gap in gaps
                )
            )
    raise AssertionError(asked.key)


@st.composite
def any_corrections(draw: st.DrawFn, pool: list[Question], most: int = 4) -> list[Correction]:
    """Confirmed one after the other, each for a question of the pool; some for another state of it."""
    return [
        Correction(
            number,
            asked.id,
            fingerprint(asked, "en") if draw(st.integers(0, 5)) else "0" * 64,
            draw(any_key(asked)),
        )
        for number, asked in enumerate(draw(st.lists(st.sampled_from(pool), max_size=most)), 1)
    ]
