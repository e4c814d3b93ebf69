"""The form by which a trainer decides about another attempt."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.web.texts import long_text

LONGEST_REASON = 1_000
DECISIONS = {"grant": True, "refuse": False}


class DecisionForm(FlaskForm):
    """The reason; which decision it is, the pressed button says."""

    reason = long_text(
        _l("Your reason"),
        longest=LONGEST_REASON,
        required=_l("Give a reason: the learner reads it"),
        description=_l("The learner reads it, whatever you decide."),
    )
