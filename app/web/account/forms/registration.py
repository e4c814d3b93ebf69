"""The registration form."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired

from app.core.access.addresses import parse_address
from app.core.access.notice import NOTICE_VERSION
from app.services.registration import Application
from app.web.account.forms import fields
from app.web.account.forms.details import DetailsForm


class RegistrationForm(DetailsForm):
    """The details, and what an account needs besides: address, password, consent."""

    address = fields.address(
        _l("Work e-mail address"),
        autocomplete="username",
        description=_l("An address of your ministry or service speeds up the approval."),
    )
    password = fields.new_password(_l("Password"))
    notice = BooleanField(
        _l("I have read how the Academy uses personal data"),
        [DataRequired(_l("Confirm that you have read how personal data are used"))],
    )

    def validate_password(self, field: Any) -> None:
        own = (
            self.given_name.data,
            self.family_name.data,
            self.own_given_name.data,
            self.own_family_name.data,
            self.address.data,
            self.institution_other.data,
        )
        fields.check_new_password(field, own)

    def application(self) -> Application:
        return Application(
            details=self.details(),
            address=parse_address(self.address.data),
            password=self.password.data,
            notice_version=NOTICE_VERSION,
        )
