"""The forms by which a draft is moved on, and a module or an edition is withdrawn."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField

from app.services.comments import LONGEST_COMMENT
from app.services.reviewing import LONGEST_REASON
from app.web.texts import long_text


class StepForm(FlaskForm):
    """`seen` names the text that the page showed."""

    seen = HiddenField()
    reason = long_text(_l("Note"), longest=LONGEST_REASON)


class SendBackForm(FlaskForm):
    """Back to the authors, who are told why."""

    seen = HiddenField()
    reason = long_text(
        _l("Reason"),
        longest=LONGEST_REASON,
        required=_l("Say why, so that the authors know what to do"),
    )


class ExceptionForm(FlaskForm):
    """An administrator approves a text that they have changed themselves."""

    seen = HiddenField()
    reason = long_text(
        _l("Reason"),
        longest=LONGEST_REASON,
        required=_l("Say why nobody else approves it: the reason is kept and shown"),
    )


class PublishForm(FlaskForm):
    """`seen` names the text and `base` the edition that it was compared with."""

    seen = HiddenField()
    base = HiddenField()
    means_the_same = BooleanField(
        _l("The reworded questions still ask the same: give them to everyone inside at once")
    )
    reason = long_text(_l("Reason"), longest=LONGEST_REASON)


class WithdrawForm(FlaskForm):
    """Nobody new begins; why is kept and shown to those who write."""

    reason = long_text(_l("Reason"), longest=LONGEST_REASON, required=_l("Say why it is withdrawn"))


class CommentForm(FlaskForm):
    """A remark on a block, or a reply to one."""

    words = long_text(
        _l("Comment"), longest=LONGEST_COMMENT, required=_l("Write what you have to say")
    )
