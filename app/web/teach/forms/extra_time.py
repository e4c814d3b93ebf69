"""The form that sets extra time: a few usual amounts, another per cent, no limit, or none."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from app.services.extra_time import LEAST_PERCENT, MOST_PERCENT, Allowed

NONE, OTHER, UNTIMED = "none", "other", "untimed"
USUAL = ("25", "50", "100")


class ExtraTimeForm(FlaskForm):
    """How much more time; `percent` counts where another per cent is chosen."""

    amount = RadioField(
        _l("Extra time"),
        choices=[
            SelectChoice(NONE, _l("None: the module's own time limit")),
            SelectChoice("25", _l("25 per cent more")),
            SelectChoice("50", _l("50 per cent more")),
            SelectChoice("100", _l("100 per cent more: double time")),
            SelectChoice(OTHER, _l("Another per cent, written below")),
            SelectChoice(UNTIMED, _l("No time limit")),
        ],
        validators=[InputRequired(_l("Choose how much extra time it is"))],
        validate_choice=False,
    )
    percent = StringField(
        _l("Another per cent"),
        filters=[lambda text: (text or "").strip()],
        description=_l(
            "A whole number from %(least)s to %(most)s; read only where “Another per cent” is chosen.",
            least=LEAST_PERCENT,
            most=MOST_PERCENT,
        ),
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 3, "size": 4},
    )

    def validate_amount(self, field: Field) -> None:
        if field.data not in (NONE, *USUAL, OTHER, UNTIMED):
            raise StopValidation(_("Choose how much extra time it is"))

    def validate_percent(self, field: Field) -> None:
        if self.amount.data == OTHER and _whole(field.data) is None:
            raise StopValidation(
                _(
                    "Write a whole number from %(least)s to %(most)s",
                    least=LEAST_PERCENT,
                    most=MOST_PERCENT,
                )
            )

    @classmethod
    def showing(cls, extra: Allowed | None) -> "ExtraTimeForm":
        """The form filled with what holds now."""
        if extra is None:
            return cls(amount=NONE)
        if extra.percent is None:
            return cls(amount=UNTIMED)
        usual = str(extra.percent)
        return cls(amount=usual) if usual in USUAL else cls(amount=OTHER, percent=usual)

    def extra(self) -> Allowed | None:
        """What a form without errors says."""
        amount: Any = self.amount.data
        if amount == NONE:
            return None
        if amount == UNTIMED:
            return Allowed(None)
        return Allowed(_whole(self.percent.data if amount == OTHER else amount))


def _whole(text: str) -> int | None:
    """The whole number within the limits, or None."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PERCENT))):
        return None
    number = int(text)
    return number if LEAST_PERCENT <= number <= MOST_PERCENT else None
