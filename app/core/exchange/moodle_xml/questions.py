"""From what Moodle asks to questions of ours, with every item of the report; the types that have gaps stand in gaps.py."""

from collections.abc import Callable
from fractions import Fraction

from app.core.courses.content import OptionText, Question, QuestionType, Rule
from app.core.courses.fields import ID, LONGEST_ID
from app.core.courses.keys import OpenKey, OrderKey
from app.core.courses.questions.headers import MOST_POINTS
from app.core.courses.questions.written import number_key
from app.core.exchange.html_text import KEPT_AS_SIGNS, escaped
from app.core.exchange.making import Making, Offered
from app.core.exchange.making_answers import Span, matching, number, short_text, true_false
from app.core.exchange.making_choices import one_of, several_of
from app.core.exchange.moodle_xml.asked import ONE, ZERO, Asked, Told, number_of
from app.core.exchange.moodle_xml.gaps import cloze, words_to_choose
from app.core.exchange.naming import free_id
from app.core.exchange.reports import Item

_LONGEST_CRITERION = 300
_SHORTEST_NAME = 60


def question_of(asked: Asked, taken: set[str]) -> tuple[Question | None, list[Item]]:
    """The question, if it can be one of ours, and the report of it; its id is added to those that are taken."""
    told = Told(asked.addresses)
    if asked.kind not in _MAKERS:
        making = Making(asked.where, asked.name, "", told.block(asked.prompt))
        code = "description" if asked.kind == "description" else "type-foreign"
        making.refuse(code, type=asked.kind)
        return None, making.items
    making = _making(asked, told, taken)
    question = _MAKERS[asked.kind](asked, making, told)
    if question is not None:
        taken.add(question.id)
        _note_rest(asked, making, told)
    return question, making.items


def _making(asked: Asked, told: Told, taken: set[str]) -> Making:
    number_is_id = ID.match(asked.idnumber) and len(asked.idnumber) <= LONGEST_ID
    name = asked.name or told.plain(asked.prompt)[:_SHORTEST_NAME]
    making = Making(
        where=asked.where,
        what=name,
        id=free_id(asked.idnumber if number_is_id else name, taken),
        prompt=told.block(asked.prompt) if asked.kind not in _GAPPED else asked.prompt,
        explanation=told.block(asked.explanation),
        shuffle=asked.shuffles,
    )
    if not making.prompt.strip() and asked.kind in ("matching", "match"):
        # Where the sides say it all, the name is what people read above them.
        making.prompt = escaped(name)
        making.guess("prompt-from-name")
    hints = [text for text in map(told.block, asked.hints) if text]
    making.hint = "\n\n".join(hints)
    if len(hints) > 1:
        making.guess("hints-joined", count=str(len(hints)))
    making.points = _points(asked.points, making)
    return making


def _points(points: Fraction, making: Making) -> Fraction:
    """Points as the course format writes them: above 0, up to 100, two decimals."""
    fitting = min(max(Fraction(round(points * 100), 100), ZERO), Fraction(MOST_POINTS)) or ONE
    if fitting != points:
        making.guess("points", found=f"{float(points):.7g}", points=f"{float(fitting):.7g}")
    return fitting


def _note_rest(asked: Asked, making: Making, told: Told) -> None:
    for code, facts in asked.notes:
        making.lose(code, **facts)
    for name in told.undescribed:
        making.guess("alt-from-name", alt=name)
    for code in told.lost:
        note = making.guess if code in KEPT_AS_SIGNS else making.lose
        note(f"html-{code}")


def _offered(asked: Asked, told: Told) -> list[Offered]:
    return [
        Offered(told.line(one.text), one.share, told.block(one.feedback)) for one in asked.answers
    ]


def _choice(asked: Asked, making: Making, told: Told) -> Question | None:
    if asked.is_single:
        return one_of(making, _offered(asked, told))
    return several_of(making, _offered(asked, told))


def _set(asked: Asked, making: Making, told: Told) -> Question | None:
    return several_of(making, _offered(asked, told), Rule.ALL)


def _true_false(asked: Asked, making: Making, told: Told) -> Question | None:
    making.shuffle = True
    if len(asked.answers) != 2:
        making.refuse("no-right-option", shares="")
        return None
    first, second = asked.answers
    is_true = first.share > second.share
    feedbacks = [told.block(first.feedback), told.block(second.feedback)]
    right, wrong = feedbacks if is_true else feedbacks[::-1]
    return true_false(making, is_true, right, wrong)


def _short(asked: Asked, making: Making, told: Told) -> Question | None:
    making.shuffle = True
    offered = [
        Offered(told.plain(one.text).replace("\\*", "*"), one.share, told.block(one.feedback))
        for one in asked.answers
    ]
    return short_text(making, offered)


def _number(asked: Asked, making: Making, told: Told) -> Question | None:
    making.shuffle = True
    unit = told.plain(asked.unit)
    key = number_key(f"1 {unit}")
    if unit and (key is None or key.unit != unit or key.low != key.high):
        making.lose("units", units=unit)
        unit = ""
    spans = []
    for one in asked.answers:
        value = number_of(told.plain(one.text))
        feedback = told.block(one.feedback)
        if value is None:
            making.lose(
                "answer", answer=told.plain(one.text), share=_percent(one.share), feedback=feedback
            )
        else:
            far = abs(one.tolerance)
            spans.append(Span(value - far, value + far, one.share, feedback, unit))
    return number(making, spans)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.7g}"


def _matching(asked: Asked, making: Making, told: Told) -> Question | None:
    sides = [
        (told.line(left), escaped(told.plain(right), is_line=True)) for left, right in asked.pairs
    ]
    return matching(making, sides, [right for left, right in sides if not left])


def _order(asked: Asked, making: Making, told: Told) -> Question | None:
    making.shuffle = True
    items = [told.line(one.text) for one in asked.answers]
    items = [text for text in items if text]
    if len(items) < 2 or len({text.casefold() for text in items}) < len(items):
        making.refuse("order-items", items="; ".join(items))
        return None
    options = [OptionText(text) for text in items]
    return making.question(QuestionType.ORDER, OrderKey(len(items)), options=options)


def _open(asked: Asked, making: Making, told: Told) -> Question | None:
    making.shuffle = True
    notes = told.line(asked.grader)
    is_criterion = bool(notes) and len(notes) <= _LONGEST_CRITERION
    if notes and not is_criterion:
        making.lose("grader-notes", notes=told.block(asked.grader))
    making.guess("rubric", points=str(making.points))
    return making.question(
        QuestionType.OPEN,
        OpenKey((making.points,)),
        criteria=(notes if is_criterion else "",),
    )


_MAKERS: dict[str, Callable[[Asked, Making, Told], Question | None]] = {
    "multichoice": _choice,
    "multichoiceset": _set,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _matching,
    "match": _matching,
    "ordering": _order,
    "essay": _open,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": words_to_choose,
    "ddwtos": words_to_choose,
}
_GAPPED = ("cloze", "multianswer", "gapselect", "ddwtos")
