"""Figures about questions in words: what a trainer is told first, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.content import Question, QuestionType
from app.core.courses.markdown import parser, plain_text
from app.core.quizzes.statistics.differential import Category, Difference
from app.core.quizzes.statistics.estimates import Estimate
from app.core.quizzes.statistics.flags import Code, Flag
from app.core.quizzes.statistics.options import TRUE

SPACE = "\u00a0"
LONGEST_ASK = 90

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
    Code.UNUSED: _l("Nobody takes it for possible: write one that somebody might believe."),
}
CATEGORIES: dict[Category, LazyString] = {
    Category.A: _l("no difference that matters"),
    Category.B: _l("a moderate difference"),
    Category.C: _l("a large difference"),
}
LANGUAGES: dict[str | None, LazyString] = {
    None: _l("All languages"),
    "en": _l("English"),
    "ru": _l("Russian"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words: what it is, the figures behind it, and what to do."""

    headline: str
    figures: str
    advice: str


def language(code: str | None) -> str:
    """A language by name, as a heading writes it; None is all of them."""
    name = str(LANGUAGES.get(code, code))
    return name[:1].upper() + name[1:]


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
        other = gettext("This question is harder in the language “%(code)s”", code=where)
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
        return gettext(
            "%(option)s is wrong and has %(share)s, the right one %(right)s.",
            option=option,
            share=percent(flag.figure.value),
            right=percent(flag.against.value),
        )
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


def compared(difference: Difference) -> str:
    """How much harder a question is in one language than in the other, in words and figures."""
    return gettext(
        "Among people with the same result otherwise: %(size)s (%(figure)s on the ETS scale, %(low)s to "
        "%(high)s, class %(category)s).",
        size=CATEGORIES[difference.category],
        figure=decimal(difference.delta),
        low=decimal(difference.low),
        high=decimal(difference.high),
        category=difference.category.value,
    )


def option_name(question: Question, place: int, option: int) -> str:
    """How the pages call an option: by its number as written, in a gap by both numbers."""
    if question.type is QuestionType.TRUE_FALSE:
        return gettext("“True”") if option == TRUE else gettext("“False”")
    if question.type is QuestionType.GAPS:
        return gettext("Gap %(gap)s, answer %(number)s", gap=place + 1, number=option + 1)
    return gettext("Answer %(number)s", number=option + 1)


def option_label(question: Question, place: int, option: int, is_right: bool) -> str:
    """The name of an option in a chart, with the word “right” where it is."""
    name = option_name(question, place, option)
    return gettext("%(option)s, right", option=name) if is_right else name


def option_text(question: Question, code: str, place: int, option: int) -> str:
    """The words of an option in a language, without marks; empty where its name says all."""
    text = question.texts[code]
    if question.type is QuestionType.TRUE_FALSE:
        return ""
    if question.type is QuestionType.GAPS:
        return text.gaps[place][option]
    return plain(text.options[option].text, code)


def plain(markdown: str, code: str) -> str:
    """The words of a text on one line, without marks."""
    tokens = parser(code).parse(markdown.replace("\ufffc", "…"))
    inline = (token for token in tokens if token.type == "inline")
    return " ".join(" ".join(plain_text([token]) for token in inline).split())


def short(markdown: str, code: str) -> str:
    """The beginning of a text, to know a question by."""
    words = plain(markdown, code)
    if len(words) <= LONGEST_ASK:
        return words
    return f"{words[:LONGEST_ASK].rpartition(' ')[0] or words[:LONGEST_ASK]}…"


def percent(value: float) -> str:
    """A share from 0 to 1 in whole per cent."""
    return f"{round(100 * value)}{SPACE}%"


def decimal(value: float) -> str:
    """Two decimals, with the sign and the comma of the language."""
    return str(format_decimal(value, format="0.00")).replace("-", "\u2212")


def tenths(value: float) -> str:
    """One decimal, also where it is 0: in Russian a broken number takes another form of the noun."""
    return str(format_decimal(value, format="0.0"))


def share(estimate: Estimate) -> str:
    """“45 % (38 to 52)”."""
    return gettext(
        "%(value)s (%(low)s to %(high)s)",
        value=percent(estimate.value),
        low=round(100 * estimate.low),
        high=round(100 * estimate.high),
    )


def correlation(estimate: Estimate | None) -> str:
    """“0.31 (0.12 to 0.48)”; a dash where it cannot be told."""
    if estimate is None:
        return "–"
    return gettext(
        "%(value)s (%(low)s to %(high)s)",
        value=decimal(estimate.value),
        low=decimal(estimate.low),
        high=decimal(estimate.high),
    )


def seconds(value: float) -> str:
    """A time of work: seconds up to two minutes, then minutes."""
    if value < 120:
        return gettext("%(number)s s", number=round(value))
    return gettext("%(number)s min", number=round(value / 60))


def chance(value: float) -> str:
    """How likely a guesser passes: small chances are not told more exactly than anybody needs."""
    least = 0.001
    figure = f"{format_decimal(100 * max(value, least), format='0.0')}{SPACE}%"
    return gettext("less than %(figure)s", figure=figure) if value < least else figure


def dependable(reliability: Estimate) -> str:
    """What alpha means, in one sentence."""
    if reliability.value >= 0.8:
        return gettext("Results are dependable: another quiz of this kind would rank people alike.")
    if reliability.value >= 0.6:
        return gettext(
            "Results are fairly dependable; somebody near the pass mark may owe it to luck."
        )
    return gettext("Results depend much on luck: more or better questions would help.")
