"""The form by which a trainer answers a question about a lesson, or changes the answer."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.services.conversations import LONGEST_ANSWER
from app.web.texts import long_text

READERS = {"public": True, "private": False}
"""Who reads the answer: which it is, the pressed button says."""


class AnswerForm(FlaskForm):
    """The words of the answer."""

    words = long_text(
        _l("Your answer"),
        longest=LONGEST_ANSWER,
        required=_l("Write the answer"),
        description=_l(
            "Plain text of up to %(most)s characters, in the language of the question.",
            most=LONGEST_ANSWER,
        ),
    )
