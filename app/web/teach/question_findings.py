"""Findings about questions in words: what a trainer is told first, the figures behind it, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.content import Question, QuestionType
from app.core.quizzes.statistics.differential import Category, Difference
from app.core.quizzes.statistics.flags import Code, Flag
from app.web.languages import language_in
from app.web.teach.question_words import correlation, decimal, option_name, percent, share

HEADLINES: dict[Code, LazyString] = {
    Code.WRONG_BEATS_KEY: _l("A wrong answer is chosen more often than the right one"),
    Code.WRONG_ATTRACTS_STRONG: _l("A wrong answer attracts those who do well otherwise"),
    Code.NEGATIVE: _l("Those who do well otherwise do worse here"),
    Code.HARD: _l("Hardly anybody gets it right"),
    Code.WEAK: _l("It hardly tells those who know from those who do not"),
    Code.EASY: _l("Nearly everybody gets it right"),
}
SEVERAL: LazyString = _l("A wrong answer is ticked more often than a right one")
HARDER: dict[str, LazyString] = {
    "en": _l("This question is harder in English"),
    "ru": _l("This question is harder in Russian"),
}
ADVICE: dict[Code, LazyString] = {
    Code.WRONG_BEATS_KEY: _l("Is the key right? Can the wrong answer be defended?"),
    Code.WRONG_ATTRACTS_STRONG: _l("It may be right as well, or the question is read in two ways."),
    Code.NEGATIVE: _l("Most often the key is wrong, or the question misleads those who know more."),
    Code.HARDER: _l(
        "Read both languages side by side: a word may mean more or less in one of them."
    ),
    Code.HARD: _l("Is it taught in a lesson? Is the wording clear?"),
    Code.WEAK: _l("It costs time and says little: make it clearer or replace it."),
    Code.EASY: _l(
        "It says little about who knows what. That is fine for a rule that all must know."
    ),
    Code.UNUSED: _l(
        "Nobody takes such an answer for possible: write one that somebody might believe."
    ),
}
CATEGORIES: dict[Category, LazyString] = {
    Category.A: _l("no difference that matters"),
    Category.B: _l("a moderate difference"),
    Category.C: _l("a large difference"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words: what it is, the figures behind it, and what to do."""

    headline: str
    figures: str
    advice: str


def findings(flags: Sequence[Flag], question: Question) -> list[Told]:
    """Every kind of finding once, in the order given, with the figures of each option that shows it."""
    grouped = [list(group) for _, group in groupby(flags, key=lambda flag: flag.code)]
    return [
        Told(
            _headline(group[0], question, len(group)),
            " ".join(_figures(flag, question) for flag in group),
            str(ADVICE[group[0].code]),
        )
        for group in grouped
    ]


def _headline(flag: Flag, question: Question, times: int) -> str:
    """The finding in one plain sentence, without figures and without a full stop."""
    if flag.code is Code.UNUSED:
        return ngettext(
            "%(num)d answer is chosen by nobody", "%(num)d answers are chosen by nobody", times
        )
    if flag.difference is not None:
        where = flag.difference.harder_in
        other = gettext(
            "This question is harder in this language: %(language)s", language=language_in(where)
        )
        return str(HARDER.get(where, other))
    if flag.code is Code.WRONG_BEATS_KEY and question.type is QuestionType.MULTIPLE:
        return str(SEVERAL)
    return str(HEADLINES[flag.code])


def _figures(flag: Flag, question: Question) -> str:
    if flag.difference is not None:
        return compared(flag.difference)
    if flag.figure is None:
        return ""
    if flag.option is None:
        if flag.code in (Code.NEGATIVE, Code.WEAK):
            return gettext("Discrimination: %(figure)s.", figure=correlation(flag.figure))
        return gettext("Share right: %(figure)s.", figure=share(flag.figure))
    option = option_name(question, flag.place, flag.option)
    if flag.against is not None:
        shares = (percent(flag.figure.value), percent(flag.against.value))
        return _against_key(option, *shares, several=question.type is QuestionType.MULTIPLE)
    if flag.code is Code.UNUSED:
        return ngettext(
            "%(option)s: none of %(num)d.",
            "%(option)s: none of %(num)d.",
            flag.figure.n,
            option=option,
        )
    return gettext(
        "%(option)s, discrimination: %(figure)s.", option=option, figure=correlation(flag.figure)
    )


def _against_key(option: str, wrong: str, right: str, *, several: bool) -> str:
    if several:
        return gettext(
            "%(option)s is wrong and has %(share)s, a right one %(right)s.",
            option=option,
            share=wrong,
            right=right,
        )
    return gettext(
        "%(option)s is wrong and has %(share)s, the right one %(right)s.",
        option=option,
        share=wrong,
        right=right,
    )


def compared(difference: Difference) -> str:
    """How much harder a question is in one language than in the other, in words and figures."""
    return gettext(
        "Among people with the same result otherwise: %(size)s (%(figure)s on the ETS scale, %(low)s to "
        "%(high)s, class %(category)s).",
        # What is reported is large by its size, whether or not class C is sure already.
        size=CATEGORIES[Category.C if difference.is_reported else difference.category],
        figure=decimal(difference.delta),
        low=decimal(difference.low),
        high=decimal(difference.high),
        category=difference.category.value,
    )
