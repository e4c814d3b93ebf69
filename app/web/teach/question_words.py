"""Figures about questions and their options as the pages write them: shares, intervals, times, names."""

from flask_babel import format_decimal, gettext

from app.core.courses.content import Question, QuestionType
from app.core.courses.markdown import parser, plain_text
from app.core.quizzes.statistics.estimates import Estimate
from app.core.quizzes.statistics.options import TRUE
from app.web.languages import first_large, language_in

SPACE = "\u00a0"
LONGEST_ASK = 90


def language(code: str | None) -> str:
    """A language by name, as a heading writes it; None is all of them."""
    return gettext("All languages") if code is None else first_large(language_in(code))


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
