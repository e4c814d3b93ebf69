"""Writes questions in GIFT, the text format of Moodle, with a report of what that format cannot hold."""

import re
from collections.abc import Sequence
from fractions import Fraction

from app.core.courses.content import Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import ChoiceKey, GapsKey, MatchingKey, NumberKey, OpenKey, TrueFalseKey
from app.core.courses.questions.gaps import PLACE
from app.core.exchange.gift import FORMAT
from app.core.exchange.leaving import Leaving
from app.core.exchange.making import BLANK
from app.core.exchange.plain_words import marked_line, shown_words, unmarked
from app.core.exchange.reports import Exported, Report

_SIGNS = re.compile(r"[\\~=#{}:]")
_FORMAT = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]")
MOST_SHARES = 10
"""Moodle knows the shares of up to ten answers; others it rounds to one that it knows."""


def gift(questions: Sequence[Question], language: str) -> Exported:
    """The questions in one language as a GIFT file. Every text is Markdown there, as it is here."""
    leaving = Leaving(language)
    written = []
    for question in questions:
        body = _written(question, question.texts[language], leaving)
        if body:
            leaving.take(question)
            written.append(f"::{question.id}::[markdown]{body}\n")
    return Exported("\n".join(written).encode(), Report(FORMAT, tuple(leaving.items)))


def _written(question: Question, text: QuestionText, leaving: Leaving) -> str:
    leaving.begin(question)
    key = question.key
    after = f"####{_words(text.explanation)}" if text.explanation else ""
    if isinstance(key, GapsKey):
        return _gaps(key, text, after, leaving)
    prompt = _words(text.prompt)
    if isinstance(key, ChoiceKey):
        return f"{prompt}{{{_choices(question, key, text, leaving)}{after}\n}}"
    if isinstance(key, TrueFalseKey):
        return f"{prompt}{{{'TRUE' if key.right else 'FALSE'}{after}}}"
    if isinstance(key, NumberKey):
        return f"{prompt}{{#{_number(key, leaving)}{after}}}"
    if isinstance(key, OpenKey):
        lines = zip(text.criteria, key.points, strict=True)
        leaving.lose("rubric", rubric="; ".join(f"{words} ({points})" for words, points in lines))
        return f"{prompt}{{{after}}}"
    if question.type is QuestionType.SHORT_TEXT:
        accepted = _accepted(text.accepted, leaving)
        return f"{prompt}{{{accepted}{after}\n}}" if accepted else ""
    return f"{prompt}{{{_pairs(question, text, leaving)}{after}\n}}"


def _words(text: str | None) -> str:
    """A text with the signs of GIFT escaped; a line break is written `\\n`, since blank lines end a question."""
    words = (text or "").strip()
    if _FORMAT.match(words):
        words = f"[markdown]{words}"
    return _SIGNS.sub(r"\\\g<0>", words).replace("\n", "\\n")


def _option(text: str) -> str:
    """An option; one that begins like a share gets a backslash that Markdown does not show."""
    return _words(f"\\{text}" if text.startswith("%") else text)


def _feedback(text: str | None) -> str:
    return f"#{_words(text)}" if text else ""


def _choices(question: Question, key: ChoiceKey, text: QuestionText, leaving: Leaving) -> str:
    several = question.type is QuestionType.MULTIPLE
    right, wrong = len(key.right), len(text.options) - len(key.right)
    if several and max(right, wrong) > MOST_SHARES:
        leaving.guess("shares", count=str(max(right, wrong)))
    if question.rule is Rule.ALL:
        leaving.guess("rule")
    lines = []
    for place, option in enumerate(text.options):
        sign = "=" if place in key.right else "~"
        if several:
            share = Fraction(100, right) if place in key.right else Fraction(-100, wrong)
            sign = f"~%{f'{float(share):.5f}'.rstrip('0').rstrip('.')}%"
        lines.append(f"\n\t{sign}{_option(option.text)}{_feedback(option.feedback)}")
    return "".join(lines)


def _number(key: NumberKey, leaving: Leaving) -> str:
    if key.unit:
        leaving.lose("unit", unit=key.unit)
    low, high = _decimal(key.low), _decimal(key.high)
    return low if low == high else f"{low}..{high}"


def _decimal(value: Fraction) -> str:
    """A number of at most fifteen digits behind the point, exactly."""
    whole, rest = divmod(abs(value) * 10**15, 10**15)
    digits = f"{int(rest):015d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{int(whole)}{'.' + digits if digits else ''}"


def _accepted(words: Sequence[str], leaving: Leaving) -> str:
    """The wordings that are accepted; an arrow among them would make pairs of them, and a star anything."""
    kept = []
    for word in words:
        if "->" in word or "*" in word:
            leaving.lose("accepted", answer=word)
        else:
            kept.append(f"\n\t=%100%{_plain(word)}")
    if not kept:
        leaving.refuse("short-text")
    return "".join(kept)


def _plain(word: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", f"[plain]{word}" if _FORMAT.match(word) else word)


def _pairs(question: Question, text: QuestionText, leaving: Leaving) -> str:
    if isinstance(question.key, MatchingKey):
        lefts = [*text.lefts, *[""] * (len(text.options) - len(text.lefts))]
        rights = [_right(option.text, leaving) for option in text.options]
    else:
        leaving.guess("order-as-matching")
        lefts = [option.text for option in text.options]
        rights = [str(place) for place in range(1, len(lefts) + 1)]
    return "".join(
        f"\n\t={_words(left.replace('->', '-' + chr(92) + '>'))} -> {right}"
        for left, right in zip(lefts, rights, strict=True)
    )


def _right(markdown: str, leaving: Leaving) -> str:
    """A right side, which Moodle shows as plain words."""
    plain = unmarked(markdown, leaving.language)
    if plain is None:
        plain = shown_words(markdown, leaving.language)
        leaving.guess("plain-right-side", right=markdown)
    return _SIGNS.sub(r"\\\g<0>", plain)


def _gaps(key: GapsKey, text: QuestionText, after: str, leaving: Leaving) -> str:
    """One gap within a sentence is a missing word there; at its end it is asked for below a line to fill."""
    if len(key.gaps) != 1:
        leaving.refuse("several-gaps")
        return ""
    stem, _, tail = text.prompt.partition(PLACE)
    right, words = key.gaps[0].right, text.gaps[0]
    if right is None:
        answers = _accepted(words, leaving)
        if not answers:
            return ""
    else:
        answers = "".join(
            f"\n\t{'=' if place == right else '~'}{_option(marked_line(word))}"
            for place, word in enumerate(words)
        )
    answers = f"{{{answers}{after}\n}}"
    if tail.strip():
        return f"{_inner(stem)}{answers}{_inner(tail)}"
    leaving.guess("gap-at-end")
    return f"{_words(stem + BLANK)}{answers}"


def _inner(text: str) -> str:
    """Words beside a gap keep the spaces at the gap."""
    return _SIGNS.sub(r"\\\g<0>", text).replace("\n", "\\n")
