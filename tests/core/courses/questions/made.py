"""Questions of every type with any texts, made by Hypothesis, and those that trainers wrote by hand."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from app.core.courses.content import OptionText, Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import (
    ChoiceKey,
    GapKey,
    GapsKey,
    Key,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.courses.problems import Findings
from app.core.courses.questions.gaps import PLACE
from app.core.courses.reading import read_library

ROOT = Path(__file__).parents[4]

STARTS = (
    "- (x) ", "- [ ] ", "- ", "-", "* ", "+ ", "= ", "=", "==", "=>", "=> ", "::: ", ":::", "::: question a",
    "::note", "> ", ">", "?? ", "??", "? ", "!! ", "!!", "! ", "1. ", "1) ", "12. ", "[[", "]]", "[[a|b]]",
    "[[1]](01-one.md)", "[x] ", "( ) ", "(x) ", "()", "[]", "(x)", "|", "| a | b |", "____", "___ ", "- - -",
    "    ", "  ", "\t", "\\", "\\\\", "**", "_", "`", "•( ) ", "– [x] ", "(х) ", "\u00a0", "=\\>", "|\\",
)  # fmt: skip
WORDS = (
    "Who may listen?", "Что вы делаете?", "სად არის", "Ով է", "a|b", "a \\| b", "x => y", "[[gap]]", "don't",
    "47", "true", "false", "3 km", "1..2", "«ёлка»", "日本語", "a\\", "2 < 3", "**bold**", "`code | x`", "$x$",
)  # fmt: skip
PARAGRAPHS = (
    "| a | b |\n|---|---|\n| 1 | 2 |", "* one\n* two", "- one\n- two\n  - three", "1. one\n2. two",
    "```\n- (x) code\n::: question a\n\n    more\n```", "> quoted\n> more", "    indented = code", "***",
    "a line  \nand the next", "- - -", "one\n- (x) two", "one\n= two", "one\n:::\nthree",
)  # fmt: skip

_pieces = st.builds("".join, st.tuples(st.sampled_from(("", *STARTS)), st.sampled_from(WORDS)))
_wild = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffc\u2028\u2029"),
    min_size=1,
    max_size=25,
)
lines = st.one_of(_pieces, _pieces, st.sampled_from(STARTS), _wild)
inline = st.builds("\n".join, st.lists(lines, min_size=1, max_size=2))
blocks = st.builds(
    "\n\n".join, st.lists(st.one_of(inline, st.sampled_from(PARAGRAPHS)), min_size=1, max_size=3)
)
after = st.one_of(st.none(), blocks)
points = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 2), Fraction(5, 4), Fraction(100)])
decimals = st.decimals(-10000, 10000, places=3).map(Fraction)


def _options(amount: int) -> st.SearchStrategy[tuple[OptionText, ...]]:
    """Options that differ from each other in their last word."""
    one = st.tuples(inline, after)
    return st.lists(one, min_size=amount, max_size=amount).map(
        lambda found: tuple(
            OptionText(f"{text} n{place}", feedback) for place, (text, feedback) in enumerate(found)
        )
    )


@st.composite
def _answers(draw: st.DrawFn, kind: QuestionType) -> tuple[Key, dict[str, object]]:
    amount = draw(st.integers(2, 4))
    if kind is QuestionType.SINGLE:
        return ChoiceKey(frozenset({draw(st.integers(0, amount - 1))})), {
            "options": draw(_options(amount))
        }
    if kind is QuestionType.MULTIPLE:
        right = draw(st.sets(st.integers(0, amount - 1), min_size=1, max_size=amount - 1))
        return ChoiceKey(frozenset(right)), {"options": draw(_options(amount))}
    if kind is QuestionType.TRUE_FALSE:
        return TrueFalseKey(draw(st.booleans())), {}
    if kind is QuestionType.NUMBER:
        low = draw(decimals)
        high = low + draw(st.sampled_from([Fraction(0), Fraction(1, 100), Fraction(7)]))
        return NumberKey(low, high, draw(st.sampled_from(["", "km", "%", "чел."]))), {}
    if kind is QuestionType.SHORT_TEXT:
        return TextKey(), {
            "accepted": tuple(draw(st.lists(lines, min_size=1, max_size=3, unique=True)))
        }
    if kind is QuestionType.MATCHING:
        extra = draw(st.integers(0, 2))
        rights = tuple(OptionText(option.text) for option in draw(_options(amount + extra)))
        lefts = tuple(option.text for option in draw(_options(amount)))
        return MatchingKey(amount, amount + extra), {"options": rights, "lefts": lefts}
    if kind is QuestionType.ORDER:
        return OrderKey(amount), {
            "options": tuple(OptionText(o.text) for o in draw(_options(amount)))
        }
    if kind is QuestionType.GAPS:
        gaps = tuple(
            tuple(f"{word} {n}" for n, word in enumerate(found))
            for found in draw(
                st.lists(
                    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3), min_size=1, max_size=3
                )
            )
        )
        keys = tuple(GapKey(draw(st.sampled_from([None, 0, 1]))) for _ in gaps)
        return GapsKey(keys), {"gaps": gaps}
    shares = tuple(draw(st.lists(points, min_size=1, max_size=3)))
    return OpenKey(shares), {"criteria": tuple(draw(lines) for _ in shares)}


@st.composite
def questions(draw: st.DrawFn, kind: QuestionType) -> Question:
    """A question of a type in one language, "en"."""
    key, words = draw(_answers(kind))
    prompt = draw(blocks)
    if isinstance(key, GapsKey):
        prompt += "".join(
            f" {PLACE}{draw(st.sampled_from(('', ' a', '(b)', ']')))}" for _ in key.gaps
        )
    worth = sum(key.points, Fraction(0)) if isinstance(key, OpenKey) else draw(points)
    takes_shuffle = kind in (
        QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.MATCHING, QuestionType.GAPS
    )  # fmt: skip
    text = QuestionText(prompt=prompt, hint=draw(after), explanation=draw(after))
    return Question(
        id=draw(st.sampled_from(("a", "who-listens", "q-7"))),
        type=kind,
        points=worth,
        outcomes=draw(st.sampled_from(((), ("one",), ("one", "two")))),
        rule=draw(st.sampled_from(Rule)) if kind is QuestionType.MULTIPLE else Rule.BALANCED,
        shuffle=draw(st.booleans()) if takes_shuffle else True,
        key=key,
        texts={"en": replace(text, **words)},  # type: ignore[arg-type]
    )


def by_hand() -> list[tuple[Question, str]]:
    """Every question of the modules that ship, with its source language."""
    files = {
        str(path.relative_to(ROOT / "courses")): path.read_bytes()
        for path in (ROOT / "courses").rglob("*")
        if path.is_file()
    }
    modules = [
        manuscript.module
        for manuscript in read_library(files, Findings()).manuscripts.values()
        if manuscript.module
    ]
    return [
        (question, module.source)
        for module in modules
        for question in (
            *module.questions,
            *(q for lesson in module.lessons for q in lesson.practice),
        )
    ]
