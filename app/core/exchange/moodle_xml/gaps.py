"""Moodle's gaps: embedded answers (`{1:SHORTANSWER:=word}`) and words to choose or drag (`[[1]]`)."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from app.core.courses.content import Question, QuestionType
from app.core.courses.keys import GapKey, GapsKey
from app.core.courses.questions.gaps import PLACE
from app.core.exchange.making import BLANK, Making, Offered
from app.core.exchange.making_answers import Span, gap_to_fill, number
from app.core.exchange.making_choices import fits_gap, gap_to_choose
from app.core.exchange.moodle_xml.asked import ONE, ZERO, Asked, Told, number_of, share_of

# Where a gap stands while its text is turned from HTML into Markdown: signs that no font and no text has.
_HERE, _THERE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_HERE}([0-9]+){_THERE}")
_EMBEDDED = re.compile(
    r"\{([0-9]{0,6}):(SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|NUMERICAL|NM"
    r"|MULTI(?:CHOICE|RESPONSE)(?:_[VHS]{1,2})?|M[CR][VHS]{0,2}):((?:\\.|[^\\}])*+)\}",
    re.DOTALL,
)
_ANSWER = re.compile(
    r"(=|%(-?[0-9]{1,3}(?:\.[0-9]{1,8})?)%)?((?:\\.|[^\\~#])*+)(?:#((?:\\.|[^\\~])*+))?(?:~|\Z)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NUMBERED = re.compile(r"\[\[([0-9]{1,3})\]\]")
_MOST_GAPS = 100


@dataclass(frozen=True, slots=True)
class _Embedded:
    """One embedded answer; `kind` is fill, number, choose or several."""

    weight: int
    kind: str
    shuffles: bool
    offered: tuple[Offered, ...]


def cloze(asked: Asked, making: Making, told: Told) -> Question | None:
    """Embedded answers become gaps; one alone may also be a question of another type."""
    gaps: list[_Embedded] = []

    def mark(match: re.Match[str]) -> str:
        gaps.append(_embedded(match, told))
        return f"{_HERE}{len(gaps) - 1}{_THERE}"

    html = _EMBEDDED.sub(mark, _unmarked(asked.prompt))
    text, places = _placed(html, told)
    gaps = [gaps[place] for place in places]
    making.prompt = text
    choosing = [gap for gap in gaps if gap.kind == "choose"]
    making.shuffle = not choosing or any(gap.shuffles for gap in choosing)
    if not gaps or len(gaps) > _MOST_GAPS:
        return _refused(making, "gaps-count", count=str(len(gaps)))
    if any(gap.kind == "several" for gap in gaps):
        return _refused(making, "gap-several")
    if len({gap.weight for gap in gaps}) > 1:
        making.guess("gap-weights", weights=", ".join(str(gap.weight) for gap in gaps))
    return _alone(gaps[0], making) if len(gaps) == 1 else _all(gaps, making)


def _unmarked(html: str) -> str:
    return html.replace(_HERE, "").replace(_THERE, "")


def _placed(html: str, told: Told) -> tuple[str, list[int]]:
    """The text with a sign where each gap stands, and which gap stands at which of them."""
    text = told.block(html)
    return _MARKED.sub(PLACE, text), [int(match[1]) for match in _MARKED.finditer(text)]


def _embedded(match: re.Match[str], told: Told) -> _Embedded:
    name = match[2]
    kind = {"S": "fill", "N": "number"}.get(name[0], "fill" if name in ("MW", "MWC") else "choose")
    if name.startswith(("MULTIRESPONSE", "MR")):
        kind = "several"
    is_shuffled = kind != "choose" or name.removeprefix("MC").removeprefix("MULTICHOICE").endswith(
        "S"
    )
    offered = []
    for answer in _ANSWER.finditer(match[3]):
        if not answer[0]:
            continue
        share = ONE if answer[1] == "=" else share_of(answer[2] or "0")
        text = told.plain(_ESCAPED.sub(r"\1", answer[3]))
        offered.append(Offered(text, share, told.block(_ESCAPED.sub(r"\1", answer[4] or ""))))
    return _Embedded(int(match[1] or 1), kind, is_shuffled, tuple(offered))


def _refused(making: Making, code: str, **facts: str) -> Question | None:
    """Leave the question out; its text shows where the gaps were."""
    making.prompt = making.prompt.replace(PLACE, BLANK)
    making.refuse(code, **facts)
    return None


def _alone(gap: _Embedded, making: Making) -> Question | None:
    if gap.kind == "choose":
        return gap_to_choose(making, gap.offered)
    if gap.kind == "fill":
        return gap_to_fill(making, gap.offered)
    making.prompt = making.prompt.replace(PLACE, BLANK)
    spans = [span for one in gap.offered if (span := _span(one)) is not None]
    return number(making, spans)


def _span(one: Offered) -> Span | None:
    value, tolerance = _value(one.text)
    if value is None:
        return None
    return Span(value - tolerance, value + tolerance, one.share, one.feedback)


def _value(text: str) -> tuple[Fraction | None, Fraction]:
    words, _, tolerance = text.partition(":")
    return number_of(words), abs(number_of(tolerance) or ZERO)


def _all(gaps: list[_Embedded], making: Making) -> Question | None:
    keys: list[GapKey] = []
    words: list[tuple[str, ...]] = []
    for gap in gaps:
        right = [one for one in gap.offered if one.share == ONE]
        offered = list(dict.fromkeys(one.text for one in gap.offered if one.text))
        if gap.kind == "choose":
            fits = len(right) == 1 and len(offered) > 1
            chosen = tuple(offered)
            keys.append(GapKey(offered.index(right[0].text) if fits else None))
        else:
            chosen = tuple(dict.fromkeys(_accepted(one, gap, making) for one in right))
            fits = bool(chosen)
            keys.append(GapKey(None))
        if not fits or not all(fits_gap(word) for word in chosen):
            return _refused(making, "gap-words", words="; ".join(offered))
        words.append(chosen)
        _note(gap, making)
    return making.question(QuestionType.GAPS, GapsKey(tuple(keys)), gaps=words)


def _accepted(one: Offered, gap: _Embedded, making: Making) -> str:
    """The word of a gap to fill; a number stands without its tolerance."""
    if gap.kind != "number":
        return one.text
    words, colon, _ = one.text.partition(":")
    if colon:
        making.guess("gap-number", number=one.text, accepted=words.strip())
    return words.strip()


def _note(gap: _Embedded, making: Making) -> None:
    for one in gap.offered:
        if one.feedback:
            making.lose("feedback", feedback=one.feedback)
        if one.share not in (ZERO, ONE) or (
            gap.kind != "choose" and one.share != ONE and not one.feedback
        ):
            making.lose(
                "answer",
                answer=one.text,
                share=f"{float(one.share * 100):.7g}",
                feedback=one.feedback,
            )


def words_to_choose(asked: Asked, making: Making, told: Told) -> Question | None:
    """`[[2]]` takes the second of all words; a gap offers the words of its group."""
    numbers: list[int] = []

    def mark(match: re.Match[str]) -> str:
        numbers.append(int(match[1]) - 1)
        return f"{_HERE}{len(numbers) - 1}{_THERE}"

    text, places = _placed(_NUMBERED.sub(mark, _unmarked(asked.prompt)), told)
    making.prompt = text
    answers = [replace(one, text=told.plain(one.text)) for one in asked.answers]
    numbers = [numbers[place] for place in places]
    if not numbers or len(numbers) > _MOST_GAPS or max(numbers) >= len(answers) or min(numbers) < 0:
        return _refused(making, "gaps-count", count=str(len(numbers)))
    keys, words = [], []
    for place in numbers:
        right = answers[place]
        offered = tuple(dict.fromkeys(one.text for one in answers if one.group == right.group))
        if not all(fits_gap(word) for word in offered):
            return _refused(making, "gap-words", words="; ".join(offered))
        if len(offered) < 2:
            making.guess("gap-one-word", word=right.text)
        keys.append(GapKey(offered.index(right.text) if len(offered) > 1 else None))
        words.append(offered)
    return making.question(QuestionType.GAPS, GapsKey(tuple(keys)), gaps=words)
