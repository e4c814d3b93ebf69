"""What a person tells about themselves: the fields that registering and changing the profile share."""

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, StopValidation

from app.core.access.names import whole_name
from app.core.certificates.names import Complaint, NameProblem, check_name
from app.services import states
from app.services.profiles import Details
from app.services.states import Affiliation
from app.web.account.forms import fields
from app.web.languages import own_name, spoken, words
from app.web.words import alphabetical, listed

OTHER = "other"
CHOOSE = _l("Choose…")


class DetailsForm(FlaskForm):
    """Names as in the passport, affiliation, institution, function, language; gender only if one likes."""

    given_name = fields.name(
        _l("Given names"),
        latin=True,
        autocomplete="given-name",
        description=_l("In Latin letters, as in your passport"),
    )
    family_name = fields.name(
        _l("Family name"),
        latin=True,
        autocomplete="family-name",
        description=_l(
            "In Latin letters, as in your passport. If you have one name only, fill in one of the two fields."
        ),
    )
    own_given_name = fields.name(
        _l("Given names in your own script"),
        latin=False,
        autocomplete="off",
        description=_l(
            "If your name is not written in Latin letters at home. Certificates show both."
        ),
    )
    own_family_name = fields.name(
        _l("Family name in your own script"), latin=False, autocomplete="off"
    )
    affiliation = fields.Choice(
        _l("State or organisation you work for"),
        refusal=_l("Choose a state or an organisation from the list"),
        validators=[DataRequired(_l("Choose the state or organisation you work for"))],
    )
    institution = fields.Choice(
        _l("Institution"),
        refusal=_l("Choose an institution from the list"),
        description=_l("If you work for an organisation, leave this open."),
    )
    institution_other = fields.line(
        _l("Full name of the institution"),
        autocomplete="organization",
        description=_l("As it is called officially. Needed if you chose “Other”."),
    )
    position = fields.line(
        _l("Position"),
        DataRequired(_l("Enter your position, for example “senior inspector”")),
        autocomplete="organization-title",
    )
    gender = fields.Choice(
        _l("Gender"),
        refusal=_l("Choose an answer from the list"),
        description=_l("For statistics only; nobody sees it beside your name."),
    )
    language = RadioField(
        _l("Language of e-mails"),
        validators=[DataRequired(_l("Choose the language of e-mails"))],
        validate_choice=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {entry.key: entry for entry in states.affiliations(today=today)}
        self._institutions = {str(entry.id): entry for entry in states.institutions()}
        self.affiliation.choices = self._affiliations()
        self.affiliation.description = " ".join(
            f"* {words(dict(entry.footnote))}" for entry in self._offered.values() if entry.footnote
        )
        self.institution.choices = self._institution_choices()
        self.gender.choices = [
            SelectChoice("", _("No answer")),
            SelectChoice("female", _("Woman")),
            SelectChoice("male", _("Man")),
            SelectChoice("other", _("Another")),
            SelectChoice("undisclosed", _("I prefer not to say")),
        ]
        self.language.choices = [SelectChoice(code, own_name(code)) for code in spoken()]

    def _affiliations(self) -> list[SelectChoice]:
        of_states: list[tuple[str, Affiliation]] = []
        of_organisations: list[tuple[str, Affiliation]] = []
        for entry in self._offered.values():
            name = words(dict(entry.names)) + ("*" if entry.footnote else "")
            (of_states if entry.state_code else of_organisations).append((name, entry))
        choices = [SelectChoice("", str(CHOOSE))]
        for group, named in ((_("States"), of_states), (_("Organisations"), of_organisations)):
            # "Other organisation" closes the list, wherever its name would sort.
            named.sort(key=lambda pair: (pair[1].organisation_id == OTHER, alphabetical(pair[0])))
            choices += [SelectChoice(entry.key, name, optgroup=group) for name, entry in named]
        return choices

    def _institution_choices(self) -> list[SelectChoice]:
        choices = [SelectChoice("", str(CHOOSE))]
        entries = sorted(self._institutions.items(), key=lambda pair: pair[1].state_code or "")
        for key, entry in entries:
            affiliation = self._offered.get(f"state:{entry.state_code}")
            if entry.state_code is None:
                choices.append(SelectChoice(key, words(dict(entry.names))))
            elif affiliation is not None:
                group = words(dict(affiliation.names))
                choices.append(SelectChoice(key, words(dict(entry.names)), optgroup=group))
        return choices

    def validate_given_name(self, field: Any) -> None:
        if not field.data and not self.family_name.data:
            raise StopValidation(_("Enter your name as in your passport"))

    def validate_family_name(self, field: Any) -> None:
        latin = whole_name(self.given_name.data, field.data)
        if latin and not self.given_name.errors:
            refuse_unprintable(check_name(latin, None))

    def validate_own_family_name(self, field: Any) -> None:
        own = whole_name(self.own_given_name.data, field.data)
        if own and not self.own_given_name.errors:
            # Only what is said of the own form: the Latin one has been looked at above.
            refuse_unprintable(one for one in check_name("A", own) if one.field == "own")

    def validate_institution(self, field: Any) -> None:
        entry = self._institutions.get(field.data)
        if entry is None and (self.affiliation.data or "").startswith("state:"):
            raise StopValidation(_("Choose your institution, or “Other institution”"))
        if entry is None or entry.state_code is None:
            return
        if self.affiliation.data != f"state:{entry.state_code}":
            raise StopValidation(_("Choose an institution of the state that you work for"))

    def validate_institution_other(self, field: Any) -> None:
        entry = self._institutions.get(self.institution.data)
        chose_other = entry is not None and entry.slug == OTHER
        if (chose_other or self.affiliation.data == f"org:{OTHER}") and not field.data:
            raise StopValidation(_("Enter the full name of the institution"))

    def validate_language(self, field: Any) -> None:
        if field.data not in spoken():
            raise StopValidation(_("Choose the language of e-mails"))

    def details(self) -> Details:
        """What was entered, as services take it: named field by field, so that nothing else gets in."""
        affiliation = self._offered[self.affiliation.data]
        return Details(
            given_name=self.given_name.data,
            family_name=self.family_name.data,
            own_given_name=self.own_given_name.data,
            own_family_name=self.own_family_name.data,
            state_code=affiliation.state_code,
            organisation_id=affiliation.organisation_id,
            institution_id=UUID(self.institution.data) if self.institution.data else None,
            institution_other=self.institution_other.data,
            position=self.position.data,
            gender=self.gender.data or None,
            language=self.language.data,
        )


def refuse_unprintable(problems: Any) -> None:
    """Say what a certificate could not print, and name the letters."""
    for problem in problems:
        raise StopValidation(_printing_words(problem))


def _printing_words(problem: NameProblem) -> str:
    if problem.complaint == Complaint.NO_GLYPH:
        return _(
            "Certificates cannot print these letters of the name: %(characters)s. Write the name without them.",
            characters=listed(problem.characters),
        )
    if problem.complaint == Complaint.FORBIDDEN:
        return _("Take out of the name: %(characters)s", characters=listed(problem.characters))
    if problem.complaint in (Complaint.TOO_LONG, Complaint.DOES_NOT_FIT):
        return _("The whole name is too long for a certificate: shorten it as your passport does")
    return _("Write the name with letters")
