"""The form to sign in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField
from wtforms.validators import DataRequired

from app.web.account.forms import fields


class SignInForm(FlaskForm):
    """Address and password; `next` is where the person wanted to be."""

    address = EmailField(
        _l("Work e-mail address"),
        [DataRequired(_l("Enter your e-mail address"))],
        render_kw={
            "autocomplete": "username",
            "maxlength": 254,
            "spellcheck": "false",
            "autocapitalize": "none",
        },
    )
    password = fields.own_password(_l("Password"))
    next = HiddenField()
