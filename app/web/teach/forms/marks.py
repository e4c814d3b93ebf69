"""The form by which an open answer is graded: a number for each line of its rubric, and words to the learner."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import StopValidation

from app.core.courses.keys import OpenKey
from app.core.quizzes.marking import (
    LONGEST_COMMENT,
    STEP,
    PointsProblem,
    PointsRead,
    read_line,
    read_points,
)
from app.web.texts import long_text

LONGEST_REASON = 1_000
LONGEST_NUMBER = 12


class RubricForm(FlaskForm):
    """What every rubric's form can do; `form_for` adds the fields."""

    key: OpenKey

    @property
    def lines(self) -> list[Field]:
        """The fields of the rubric, in its order."""
        return [self[_name(number)] for number in range(len(self.key.points))]

    def read(self) -> PointsRead:
        """The points of every line, or what is wrong with them."""
        return read_points([line.data or "" for line in self.lines], self.key)


def form_for(
    key: OpenKey, *, raising: bool, points: tuple[Fraction, ...] = (), comment: str = ""
) -> RubricForm:
    """The form for this rubric, filled with what was given; raised marks need a reason."""
    fields: dict[str, Any] = {"key": key}
    for number, most in enumerate(key.points):
        fields[_name(number)] = _line(number, most)
    fields["comment"] = long_text(
        _l("Comment to the learner"),
        longest=LONGEST_COMMENT,
        description=_l("The learner reads it with the points, once answers are shown."),
    )
    if raising:
        fields["reason"] = long_text(
            _l("Why the points are raised"),
            longest=LONGEST_REASON,
            required=_l("Give a reason: it is kept with the change"),
            description=_l("It is kept with the change of the grade."),
        )
    values = {_name(number): _written(given) for number, given in enumerate(points)}
    made: RubricForm = type("Rubric", (RubricForm,), fields)(**values, comment=comment)
    return made


def _name(number: int) -> str:
    return f"points-{number}"


def _line(number: int, most: Fraction) -> StringField:
    keywords = {
        "type": "number",
        "min": "0",
        "max": _written(most),
        "step": "any" if most % STEP else _written(STEP),
        "inputmode": "decimal",
        "autocomplete": "off",
        "class": "gap",
    }
    label = _l("Line %(number)s", number=number + 1)
    return StringField(label, [_checked(number, most)], render_kw=keywords)


def _checked(number: int, most: Fraction) -> Callable[[FlaskForm, Field], None]:
    def check(_form: FlaskForm, field: Field) -> None:
        problem = read_line((field.data or "")[: LONGEST_NUMBER + 1], most)
        if isinstance(problem, PointsProblem):
            raise StopValidation(
                _("Line %(number)s: %(words)s", number=number + 1, words=_words(problem, most))
            )

    return check


def _words(problem: PointsProblem, most: Fraction) -> str:
    if problem is PointsProblem.MISSING:
        return _("give points, 0 where nothing is earned")
    if problem is PointsProblem.NOT_A_NUMBER:
        return _("write a number, for example %(example)s", example=format_decimal(1.5))
    if problem is PointsProblem.TOO_FINE:
        return _("give whole points, halves or quarters")
    return _("give from 0 to %(most)s", most=format_decimal(float(most)))


def _written(number: Fraction) -> str:
    """As a number field holds it, whatever the language."""
    return f"{float(number):g}"
