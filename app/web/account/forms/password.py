"""The forms about passwords: forgotten, reset, changed."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.web.account.forms import fields


class ForgottenForm(FlaskForm):
    """To which address the link goes."""

    address = fields.address(_l("Work e-mail address"), autocomplete="username")


class NewPasswordForm(FlaskForm):
    """A password to be set; `own_words` are what it must not be made of."""

    password = fields.new_password(_l("New password"))

    def __init__(self, *args: Any, own_words: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own_words = tuple(own_words)

    def validate_password(self, field: Any) -> None:
        fields.check_new_password(field, self._own_words)


class PasswordChangeForm(NewPasswordForm):
    """The same for somebody who is signed in and gives the current password first."""

    current = fields.own_password(_l("Current password"))
    password = fields.new_password(_l("New password"))  # again, to stand after the current one
