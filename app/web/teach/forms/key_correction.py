"""The form of a corrected key: the question answered as it should be right, or points for everyone, and the reason."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, StopValidation
from wtforms.widgets import CheckboxInput

from app.core.courses.content import Question
from app.core.courses.keys import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.quizzes.corrected_keys import CorrectedKey, Everyone
from app.services.corrections import LONGEST_REASON
from app.web.languages import own_name
from app.web.teach.forms.key_values import (
    key_said,
    length_of,
    number_said,
    shown_values,
    words_said,
)
from app.web.teach.question_words import plain
from app.web.texts import long_text

KEY, EVERYONE = "key", "everyone"
LONGEST_NUMBER = 64
MOST_WORDS = 4_000


class CorrectionForm(FlaskForm):
    """What every type of question shares; `form_for` adds the fields of the key."""

    question: Question
    what = RadioField(
        _l("What should count"),
        validators=[DataRequired(_l("Choose what should count"))],
        choices=[
            SelectChoice(KEY, _l("Another key")),
            SelectChoice(EVERYONE, _l("Everyone gets the points")),
        ],
        validate_choice=False,
    )
    reason = long_text(
        _l("Reason"),
        longest=LONGEST_REASON,
        required=_l("Give a reason: it is kept with every grade that changes"),
        description=_l("Kept with every grade that changes; other trainers read it."),
    )

    def validate_what(self, field: Field) -> None:
        if field.data not in (KEY, EVERYONE):
            raise StopValidation(_("Choose what should count"))

    @property
    def parts(self) -> list[Field]:
        """The fields of the key, in the order of the question."""
        return [field for field in self if field.name.startswith("key-")]

    def key(self) -> CorrectedKey:
        """What a form without errors says."""
        if self.what.data == EVERYONE:
            return Everyone()
        return key_said(self.question, {field.name: field.data for field in self.parts})


def form_for(question: Question, in_force: Question, language: str) -> CorrectionForm:
    """The form for this question, filled with the key that counts so far."""
    fields: dict[str, Any] = {"question": question, **_parts(question, language)}
    values: dict[str, Any] = shown_values(in_force, language)
    made: CorrectionForm = type("KeyCorrection", (CorrectionForm,), fields)(data=values)
    return made


def _parts(question: Question, language: str) -> dict[str, Any]:
    text = question.texts[language]
    options = [option.text for option in text.options]
    match question.key:
        case ChoiceKey():
            return {"key-options": _boxes(options)}
        case TrueFalseKey():
            return {
                "key-truth": RadioField(
                    _l("Right answer"),
                    [_IfKey(_is_in("true", "false"), required=True)],
                    choices=[SelectChoice("true", _l("True")), SelectChoice("false", _l("False"))],
                    validate_choice=False,
                )
            }
        case NumberKey():
            return {
                "key-low": _number(_l("Smallest right number"), question.key),
                "key-high": _number(_l("Largest right number"), question.key),
            }
        case MatchingKey():
            sides = [(str(at), plain(side, language)) for at, side in enumerate(options)]
            return {
                f"key-{left}": _select(label, sides, _("Use each right side once"))
                for left, label in enumerate(text.lefts)
            }
        case OrderKey():
            places = [(str(place), str(place + 1)) for place in range(len(options))]
            return {
                f"key-{item}": _select(label, places, _("Give each place once"))
                for item, label in enumerate(options)
            }
        case TextKey():
            return {f"key-{code}": _words(own_name(code)) for code in question.texts}
        case GapsKey():
            return _gaps(question, language)
        case _:
            return {}


def _gaps(question: Question, language: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    gaps = question.key.gaps if isinstance(question.key, GapsKey) else ()
    for place, gap in enumerate(gaps):
        name = _("Gap %(number)s", number=place + 1)
        if gap.right is None:
            for code in question.texts:
                fields[f"key-{place}-{code}"] = _words(f"{name}, {own_name(code)}")
        else:
            offered = enumerate(question.texts[language].gaps[place])
            fields[f"key-{place}"] = _select(name, [(str(at), word) for at, word in offered])
    return fields


class _IfKey:
    """A part of the key is looked at only where another key is wanted."""

    def __init__(self, check: Any, **flags: bool) -> None:
        self.check = check
        self.field_flags = flags

    def __call__(self, form: CorrectionForm, field: Field) -> None:
        if form.what.data != KEY:
            raise StopValidation
        self.check(form, field)


def _is_in(*allowed: str) -> Any:
    def check(_form: CorrectionForm, field: Field) -> None:
        if field.data not in allowed:
            raise StopValidation(_("Choose what is right"))

    return check


def _boxes(options: list[str]) -> SelectMultipleField:
    def check(_form: CorrectionForm, field: Field) -> None:
        if not field.data or not {*field.data} <= {str(place) for place in range(len(options))}:
            raise StopValidation(_("Tick every option that is right, at least one"))

    return SelectMultipleField(
        _l("Right options"),
        [_IfKey(check)],
        choices=[SelectChoice(str(place), option) for place, option in enumerate(options)],
        option_widget=CheckboxInput(),
        validate_choice=False,
    )


def _select(label: str, choices: list[tuple[str, str]], once: str = "") -> SelectField:
    """With `once`, what to say where another part of the key has the same."""

    def check(form: CorrectionForm, field: Field) -> None:
        _is_in(*(value for value, _words in choices))(form, field)
        if once and sum(other.data == field.data for other in form.parts) > 1:
            raise StopValidation(once)

    return SelectField(
        label,
        [_IfKey(check)],
        choices=[SelectChoice(*one) for one in choices],
        validate_choice=False,
    )


def _number(label: Any, key: NumberKey) -> StringField:
    def check(form: CorrectionForm, field: Field) -> None:
        number = number_said(field.data or "", key.unit)
        if number is None:
            raise StopValidation(_("Write a number"))
        low = number_said(form["key-low"].data or "", key.unit)
        if field.name == "key-high" and low is not None and number < low:
            raise StopValidation(_("The range ends before it begins"))

    return StringField(
        label,
        [_IfKey(check)],
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": LONGEST_NUMBER},
    )


def _words(label: str) -> TextAreaField:
    def check(_form: CorrectionForm, field: Field) -> None:
        if not words_said(field.data or ""):
            raise StopValidation(_("Write at least one accepted word (%(where)s)", where=label))
        if length_of(field.data) > MOST_WORDS or "\0" in field.data:
            raise StopValidation(_("Shorten this to %(most)s characters", most=MOST_WORDS))

    return TextAreaField(
        label,
        [_IfKey(check)],
        description=_l("One word or phrase on a line."),
        render_kw={"rows": 4},
    )
