"""Questions that are answered in writing, by pairs, or with true and false, from what other formats say."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.core.courses.content import OptionText, Question, QuestionType
from app.core.courses.fields import HTML
from app.core.courses.keys import (
    GapKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    TextKey,
    TrueFalseKey,
)
from app.core.courses.questions.escaping import one_line
from app.core.courses.questions.gaps import PLACE
from app.core.exchange.making import BLANK, ONE, Making, Offered, percent
from app.core.exchange.making_choices import fits_gap

MOST_DIGITS = 10**15


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, the share that they earn, and their feedback."""

    low: Fraction
    high: Fraction
    share: Fraction = ONE
    feedback: str = ""
    unit: str = ""


def true_false(making: Making, right: bool, when_right: str, when_wrong: str) -> Question | None:
    """True or false; what is said to either answer becomes the explanation, as far as there is room."""
    making.explain([when_right, when_wrong])
    return making.question(QuestionType.TRUE_FALSE, TrueFalseKey(right))


def short_text(making: Making, offered: Sequence[Offered], *, wild: bool = True) -> Question | None:
    """Every wording that earns all points is accepted; others and their feedback are named in the report.

    `wild` says that a star stands for any letters, as in Moodle.
    """
    accepted = _accepted(making, offered, wild=wild)
    if not accepted:
        making.refuse("no-accepted")
        return None
    return making.question(QuestionType.SHORT_TEXT, TextKey(), accepted=accepted)


def gap_to_fill(making: Making, offered: Sequence[Offered]) -> Question | None:
    """A missing word to write; the prompt holds U+FFFC where it is missing."""
    accepted = _accepted(making, offered)
    if accepted and all(fits_gap(word) for word in accepted):
        key = GapsKey((GapKey(None),))
        return making.question(QuestionType.GAPS, key, gaps=[tuple(accepted)])
    making.prompt = making.prompt.replace(PLACE, BLANK)
    if not accepted:
        making.refuse("no-accepted")
        return None
    making.guess("gap-as-text")
    return making.question(QuestionType.SHORT_TEXT, TextKey(), accepted=accepted)


def _accepted(making: Making, offered: Sequence[Offered], *, wild: bool = True) -> list[str]:
    accepted: dict[str, None] = {}
    said: list[str] = []
    for one in offered:
        words = one_line(one.text)
        plain = words.replace("*", " ").strip() if wild and "*" in words else words
        if one.share != ONE or not plain or HTML.search(plain):
            making.lose("answer", answer=words, share=percent(one.share), feedback=one.feedback)
            continue
        if plain != words:
            plain = " ".join(plain.split())
            making.guess("wildcard", answer=words, accepted=plain)
        accepted[plain] = None
        said.append(one.feedback)
    making.explain(said)
    return list(accepted)


def number(making: Making, spans: Sequence[Span]) -> Question | None:
    """The first span that earns all points is the key; the others are named in the report."""
    whole = next((span for span in spans if span.share == ONE), None)
    if whole is None:
        making.refuse("no-number")
        return None
    if not _is_writable(whole.low) or not _is_writable(whole.high):
        making.refuse("number-too-long", number=_told(whole))
        return None
    for span in spans:
        if span is not whole:
            making.lose(
                "number", number=_told(span), share=percent(span.share), feedback=span.feedback
            )
    making.explain([whole.feedback])
    return making.question(QuestionType.NUMBER, NumberKey(whole.low, whole.high, whole.unit))


def _is_writable(value: Fraction) -> bool:
    """Whether the course format can write it: at most fifteen digits before the point and behind it."""
    return abs(value) < MOST_DIGITS and (value * MOST_DIGITS).denominator == 1


def _told(span: Span) -> str:
    low, high = (f"{float(value):.15g}" for value in (span.low, span.high))
    return low if span.low == span.high else f"{low}..{high}"


def matching(
    making: Making, pairs: Sequence[tuple[str, str]], extras: Sequence[str] = ()
) -> Question | None:
    """Pairs of sides, and right sides that belong to none. Where two share a right side, it becomes gaps to choose."""
    pairs = [(left, right) for left, right in pairs if left and right]
    rights = [right for _left, right in pairs]
    extras = [right for right in dict.fromkeys(extras) if right and right not in rights]
    if len(pairs) < 2:
        making.refuse("too-few-pairs")
        return None
    lefts = [left for left, _right in pairs]
    if len({left.casefold() for left in lefts}) < len(lefts):
        making.refuse("pair-twice", lefts="; ".join(lefts))
        return None
    if len({right.casefold() for right in [*rights, *extras]}) < len(rights) + len(extras):
        return _as_gaps(making, lefts, rights, extras)
    return making.question(
        QuestionType.MATCHING,
        MatchingKey(len(pairs), len(rights) + len(extras)),
        lefts=lefts,
        options=[OptionText(right) for right in [*rights, *extras]],
    )


def _as_gaps(
    making: Making, lefts: Sequence[str], rights: Sequence[str], extras: Sequence[str]
) -> Question | None:
    words = list(dict.fromkeys([*rights, *extras]))
    if len(words) < 2 or not all(fits_gap(word) for word in words):
        making.refuse("same-right-side", rights="; ".join(rights))
        return None
    making.guess("matching-as-gaps")
    lines = "\n\n".join(f"{left}: {PLACE}" for left in lefts)
    making.prompt = f"{making.prompt}\n\n{lines}".strip()
    keys = tuple(GapKey(words.index(right)) for right in rights)
    return making.question(QuestionType.GAPS, GapsKey(keys), gaps=[tuple(words)] * len(rights))


def open_answer(making: Making) -> Question | None:
    """An answer that a trainer reads; without a rubric it gets one line for all points, worded where it is placed."""
    making.guess("rubric", points=str(making.points))
    return making.question(QuestionType.OPEN, OpenKey((making.points,)), criteria=("",))
