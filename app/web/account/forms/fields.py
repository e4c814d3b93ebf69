"""Fields and checks that several account forms share: lines, names, addresses, passwords, choices."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, StopValidation

from app.core.access.addresses import AddressProblem, AddressRefused, parse_address
from app.core.access.names import (
    LONGEST_NAME,
    NameProblem,
    clean_line,
    hides_something,
    name_problem,
    strangers_in,
)
from app.core.access.passwords import SHORTEST_PASSWORD, PasswordProblem, password_problem
from app.web.words import listed

LONGEST_LINE = 200
Check = Callable[[FlaskForm, Field], None]


def _clean(text: str | None) -> str:
    return clean_line(text or "")


def line(label: Any, *checks: Any, autocomplete: str = "off", **more: Any) -> StringField:
    """A field for one line of text."""
    keywords = {"autocomplete": autocomplete, "maxlength": LONGEST_LINE}
    return StringField(label, [*checks, is_a_line], filters=[_clean], render_kw=keywords, **more)


def is_a_line(_form: FlaskForm, field: Field) -> None:
    if len(field.data) > LONGEST_LINE:
        raise StopValidation(_("Shorten this to %(most)s characters", most=LONGEST_LINE))
    if hides_something(field.data):
        raise StopValidation(
            _("This text has an invisible character in it: type it instead of pasting it")
        )


def name(label: Any, *, latin: bool, autocomplete: str, description: Any = "") -> StringField:
    """A field for one part of a name."""

    def is_a_name(_form: FlaskForm, field: Field) -> None:
        problem = name_problem(field.data, latin=latin)
        if problem is not None:
            raise StopValidation(_name_words(problem, field.data))

    keywords = {"autocomplete": autocomplete, "maxlength": LONGEST_NAME, "spellcheck": "false"}
    return StringField(
        label, [is_a_name], filters=[_clean], description=description, render_kw=keywords
    )


def _name_words(problem: NameProblem, text: str) -> str:
    if problem == NameProblem.TOO_LONG:
        return _("Shorten this part of the name to %(most)s characters", most=LONGEST_NAME)
    if problem == NameProblem.INVISIBLE:
        return _("The name has an invisible character in it: type it instead of pasting it")
    if problem == NameProblem.NOT_LATIN:
        return _("Write this part of the name in Latin letters, as in your passport")
    if problem == NameProblem.LOOKS_LIKE_A_LINK:
        return _("Put a space after the full stop in the name")
    strangers = strangers_in(text)
    if strangers:
        return _("Take out of the name: %(characters)s", characters=listed(strangers))
    return _("Write the name with letters")


def address(label: Any, *, autocomplete: str = "email", description: Any = "") -> EmailField:
    """A field for a mail address; `parse_address` reads what was entered."""
    return EmailField(
        label,
        [DataRequired(_l("Enter the e-mail address")), is_an_address],
        filters=[lambda text: (text or "").strip()],
        description=description,
        render_kw={
            "autocomplete": autocomplete,
            "maxlength": 254,
            "spellcheck": "false",
            "autocapitalize": "none",
        },
    )


def is_an_address(_form: FlaskForm, field: Field) -> None:
    try:
        parse_address(field.data)
    except AddressRefused as refused:
        if refused.problem == AddressProblem.TOO_LONG:
            raise StopValidation(_("This address is too long; check it")) from None
        raise StopValidation(
            _("Enter the e-mail address in full, for example name@ministry.example")
        ) from None


def new_password(label: Any) -> PasswordField:
    """A field for a password to be set; any signs, as long as one likes, pasting welcome."""
    return PasswordField(
        label,
        [DataRequired(_l("Choose a password"))],
        description=_l(
            "At least %(least)s characters. Three or four unrelated words are easy to remember and hard to guess; spaces and letters of any alphabet count.",
            least=SHORTEST_PASSWORD,
        ),
        render_kw={"autocomplete": "new-password"},
    )


def own_password(label: Any) -> PasswordField:
    """A field for the password that one has."""
    return PasswordField(
        label,
        [DataRequired(_l("Enter your password"))],
        render_kw={"autocomplete": "current-password"},
    )


def check_new_password(field: Field, own: Iterable[str]) -> None:
    """Refuse a password that is too short or easy to guess; called from a form's `validate_…`."""
    problem = password_problem(field.data, own)
    if problem is not None:
        raise StopValidation(_password_words(problem))


def _password_words(problem: PasswordProblem) -> str:
    if problem == PasswordProblem.TOO_SHORT:
        return _(
            "Make the password at least %(least)s characters long, for example by adding a word",
            least=SHORTEST_PASSWORD,
        )
    if problem == PasswordProblem.TOO_LONG:
        return _("Shorten the password: it is longer than can be kept")
    if problem == PasswordProblem.REPEATED:
        return _("Choose a password that does not repeat the same characters")
    if problem == PasswordProblem.OWN:
        return _("Choose a password that is not made of your own name or address")
    return _("Many people use a password like this one; choose three or four unrelated words")


class Choice(SelectField):
    """A select whose refusal is worded by us: what the form does not offer is not accepted."""

    def __init__(self, label: Any, refusal: Any, **more: Any) -> None:
        super().__init__(label, validate_choice=False, default="", **more)
        self.refusal = refusal

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.iter_choices()}:
            raise StopValidation(str(self.refusal))
