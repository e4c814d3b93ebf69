"""The form by which a learner asks the trainers about a lesson."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField

from app.services.lesson_questions import LONGEST_QUESTION
from app.web.texts import long_text


class QuestionForm(FlaskForm):
    """The words, and the language in which they are; who fills it in sets the languages to choose from."""

    words = long_text(
        _l("Your question"),
        longest=LONGEST_QUESTION,
        required=_l("Write your question"),
        description=_l(
            "Up to %(most)s characters. Name nobody: others may read it.", most=LONGEST_QUESTION
        ),
    )
    language = SelectField(_l("Language of your question"))
