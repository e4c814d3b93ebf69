"""The form to change the mail address."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.web.account.forms import fields


class AddressChangeForm(FlaskForm):
    """The new address, and the password that shows who asks."""

    address = fields.address(_l("New work e-mail address"))
    password = fields.own_password(_l("Your password"))
