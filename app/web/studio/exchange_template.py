"""The table that trainers fill with questions: an example of each type, and a sheet that explains the columns."""

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import gettext as _

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
from app.core.courses.questions.gaps import PLACE
from app.core.exchange.sheet_columns import Column, head
from app.core.exchange.sheet_writing import Guide, sheet_csv, sheet_xlsx
from app.services.question_export import Format

WORDS = "und"


def template(format_: Format, heads: str) -> bytes:
    """The table as a file, with heads and examples in the language of the page."""
    questions = _examples()
    if format_ is Format.CSV:
        return sheet_csv(questions, WORDS, heads).content
    guide = Guide(_("How to fill it in"), _guide(heads))
    return sheet_xlsx(questions, WORDS, heads, sheet_name(), guide).content


def sheet_name() -> str:
    return _("Questions")


def _examples() -> list[Question]:
    return [
        _choice(),
        _example("example-2", QuestionType.MULTIPLE, ChoiceKey(frozenset({0, 2})), _several()),
        _example("example-3", QuestionType.TRUE_FALSE, TrueFalseKey(False), _true_false()),
        _example("example-4", QuestionType.SHORT_TEXT, TextKey(), _short_text()),
        _example(
            "example-5", QuestionType.NUMBER, NumberKey(Fraction(28), Fraction(28)), _number()
        ),
        _example("example-6", QuestionType.MATCHING, MatchingKey(2, 3), _matching()),
        _example("example-7", QuestionType.ORDER, OrderKey(3), _order()),
        _example("example-8", QuestionType.GAPS, GapsKey((GapKey(1),)), _gaps()),
        _example("example-9", QuestionType.OPEN, OpenKey((Fraction(2), Fraction(1))), _open()),
    ]


def _example(name: str, kind: QuestionType, key: Key, text: QuestionText) -> Question:
    points = sum(key.points, Fraction(0)) if isinstance(key, OpenKey) else Fraction(1)
    return Question(name, kind, points, (), Rule.BALANCED, True, key, {WORDS: text})


def _choice() -> Question:
    text = QuestionText(
        prompt=_("Who may be in the room during the first talk?"),
        options=(
            OptionText(_("An interpreter who knows neither family nor employer")),
            OptionText(
                _("The cousin who speaks both languages"),
                _("A relative may be part of the pressure."),
            ),
        ),
        hint=_("Who could gain from what is said?"),
        explanation=_("Privacy is the condition for everything that follows."),
    )
    return _example("example-1", QuestionType.SINGLE, ChoiceKey(frozenset({0})), text)


def _several() -> QuestionText:
    return QuestionText(
        _("Which of these belong into the file?"),
        options=(
            OptionText(_("The time of the talk")),
            OptionText(_("What you think of the person")),
            OptionText(_("The language of the interpreter")),
        ),
    )


def _true_false() -> QuestionText:
    return QuestionText(
        _("A person without documents may be sent back without a talk."),
        explanation=_("Nobody is sent back before it is known whether they need protection."),
    )


def _short_text() -> QuestionText:
    return QuestionText(
        _("What is the principle called that forbids to send a person back into danger?"),
        accepted=(_("non-refoulement"), _("the principle of non-refoulement")),
    )


def _number() -> QuestionText:
    return QuestionText(_("How many days has February in 2027?"))


def _matching() -> QuestionText:
    return QuestionText(
        _("What belongs together?"),
        lefts=(_("Smuggling"), _("Trafficking")),
        options=(
            OptionText(_("crosses a border")),
            OptionText(_("exploits a person")),
            OptionText(_("forges a stamp")),
        ),
    )


def _order() -> QuestionText:
    steps = (_("Make the person safe"), _("Talk in private"), _("Refer"))
    return QuestionText(_("In which order?"), options=tuple(map(OptionText, steps)))


def _gaps() -> QuestionText:
    sentence = _("A copy of the passport %(gap)s be kept in the file.", gap=PLACE)
    return QuestionText(sentence, gaps=((_("may"), _("must")),))


def _open() -> QuestionText:
    return QuestionText(
        _("Describe how you would begin the talk."),
        criteria=(_("Says who is in the room and why"), _("Asks which language is best")),
    )


def _guide(heads: str) -> Sequence[tuple[str, str]]:
    about = {
        Column.TYPE: _("Choose it from the list. Left empty, it is guessed from the answers."),
        Column.QUESTION: _(
            "What is asked. A question begins on the row where this is filled in; rows below it with nothing here give its further answers. For gaps, put the words into the text: [[word|other word]] to fill, [[ may | (must) ]] to choose, with the right word in parentheses."
        ),
        Column.ANSWER: _(
            "One answer a row. True or false: one of these words. A number: 47, or 40..50, or 1.41 +- 0.01; a unit may follow. Matching: the left side; left empty, the right side belongs to nothing. Order: the steps in the right order. Open answer: a criterion by which a trainer grades."
        ),
        Column.RIGHT: _(
            "“yes” beside each right answer of a question with one or several answers."
        ),
        Column.MATCH: _("Matching: what belongs to the answer on this row."),
        Column.FEEDBACK: _("What a learner reads who has chosen this answer."),
        Column.POINTS: _("1 where nothing is said. Open answer: the points of each criterion."),
        Column.HINT: _("Shown when the learner asks for it."),
        Column.EXPLANATION: _("Shown after grading."),
        Column.ID: _("Left empty, it is made from the question."),
        Column.OUTCOMES: _("Ids of outcomes of the module, with commas between them."),
        Column.GRADING: _(
            "Several answers: “all or nothing”, or left empty for a share of the points."
        ),
        Column.SHUFFLE: _("“no” keeps the answers in this order."),
    }
    general = _(
        "Replace the examples with your own questions. Keep the first row as it is; columns that you do not need may be removed. **Bold** and *italic* are written as in Markdown. Formulas and dates are not read: format all cells as text."
    )
    return [
        (_("To begin with"), general),
        *((head(column, heads), about[column]) for column in Column),
    ]
