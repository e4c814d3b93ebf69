"""The form by which an administrator makes a module somebody's."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField
from wtforms.validators import DataRequired


class TrainerForm(FlaskForm):
    """Whose module it shall be, by address."""

    address = EmailField(
        _l("E-mail address of the trainer"),
        [DataRequired(_l("Enter the e-mail address"))],
        filters=[lambda text: (text or "").strip()],
        render_kw={"autocomplete": "off", "maxlength": 254, "spellcheck": "false"},
    )
