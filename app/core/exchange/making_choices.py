"""Questions with options to tick, from answers that each earn a share of the points."""

from collections.abc import Sequence
from fractions import Fraction

from app.core.courses.content import OptionText, Question, QuestionType, Rule
from app.core.courses.keys import ChoiceKey, GapKey, GapsKey
from app.core.courses.questions.gaps import PLACE
from app.core.exchange.making import BLANK, ONE, Making, Offered, percent
from app.core.exchange.plain_words import unmarked

NEARLY = Fraction(1, 10_000)
"""Other formats round shares: three right answers have 33.33333 per cent each."""
_LONGEST_WORD = 100


def one_of(making: Making, offered: Sequence[Offered]) -> Question | None:
    """One answer is right, the others are not; shares in between become wrong, which the report says."""
    options = _distinct(making, offered)
    right = [place for place, one in enumerate(options) if _is(one.share, ONE)]
    if len(options) < 2:
        making.refuse("too-few-options")
        return None
    if not right:
        making.refuse("no-right-option", shares=_told(options))
        return None
    if len(right) > 1:
        if len(right) == len(options):
            making.refuse("no-wrong-option")
            return None
        making.guess("several-right", answers="; ".join(options[place].text for place in right))
        _note_parts(making, options)
        return _several(making, options, frozenset(right), Rule.BALANCED)
    _note_parts(making, options)
    key = ChoiceKey(frozenset(right))
    return making.question(QuestionType.SINGLE, key, options=_texts(options))


def several_of(
    making: Making, offered: Sequence[Offered], rule: Rule | None = None
) -> Question | None:
    """Several answers are right: those that earn something. Where ours grades in another way, the report says it."""
    options = _distinct(making, offered)
    right = frozenset(place for place, one in enumerate(options) if one.share > 0)
    if len(options) < 2:
        making.refuse("too-few-options")
        return None
    if not right:
        making.refuse("no-right-option", shares=_told(options))
        return None
    if len(right) == len(options):
        making.refuse("no-wrong-option")
        return None
    if rule is None and not _is_balanced(options, right):
        making.guess("weights", shares=_told(options))
    return _several(making, options, right, rule or Rule.BALANCED)


def gap_to_choose(making: Making, offered: Sequence[Offered]) -> Question | None:
    """A missing word to choose from a list: the prompt holds U+FFFC where it is missing.

    Words of a gap have neither marks nor feedback; where these have, it becomes a question with options.
    """
    words = [unmarked(one.text) or "" for one in offered]
    fits = all(map(fits_gap, words)) and not any(one.feedback for one in offered)
    shares = [one.share for one in offered]
    if (
        fits
        and len(words) > 1
        and len(set(words)) == len(words)
        and sorted(shares) == [0] * (len(words) - 1) + [1]
    ):
        key = GapsKey((GapKey(shares.index(ONE)),))
        return making.question(QuestionType.GAPS, key, gaps=[tuple(words)])
    making.prompt = making.prompt.replace(PLACE, BLANK)
    making.guess("gap-as-options")
    return one_of(making, offered)


def fits_gap(word: str) -> bool:
    """Whether a word can stand between the brackets of a gap as it is."""
    bare = word.strip()
    in_parentheses = bare.startswith("(") and bare.endswith(")")
    return (
        bool(bare)
        and not in_parentheses
        and not any(sign in word for sign in "[]\n")
        and len(word) <= _LONGEST_WORD
    )


def _several(
    making: Making, options: Sequence[Offered], right: frozenset[int], rule: Rule
) -> Question | None:
    return making.question(
        QuestionType.MULTIPLE, ChoiceKey(right), rule=rule, options=_texts(options)
    )


def _distinct(making: Making, offered: Sequence[Offered]) -> list[Offered]:
    """The answers that say something, each once; the same one twice counts as the first says."""
    kept: dict[str, Offered] = {}
    for one in offered:
        plain = " ".join(one.text.casefold().split())
        if not plain:
            making.lose("empty-option", share=percent(one.share), feedback=one.feedback)
        elif plain in kept:
            making.lose(
                "option-twice", option=one.text, share=percent(one.share), feedback=one.feedback
            )
        else:
            kept[plain] = one
    return list(kept.values())


def _note_parts(making: Making, options: Sequence[Offered]) -> None:
    """Shares that one right answer cannot keep."""
    parts = [one for one in options if not _is(one.share, ONE) and one.share != 0]
    if parts:
        making.guess("partial", shares=_told(parts))


def _is_balanced(options: Sequence[Offered], right: frozenset[int]) -> bool:
    """Whether each right answer earns the same part of all, and each wrong one costs the same part of all."""
    wrong = len(options) - len(right)
    return all(
        _is(one.share, Fraction(1, len(right)) if place in right else Fraction(-1, wrong))
        for place, one in enumerate(options)
    )


def _is(share: Fraction, other: Fraction) -> bool:
    return abs(share - other) <= NEARLY


def _told(options: Sequence[Offered]) -> str:
    return "; ".join(f"{one.text} ({percent(one.share)} %)" for one in options)


def _texts(options: Sequence[Offered]) -> list[OptionText]:
    return [OptionText(one.text, one.feedback or None) for one in options]
