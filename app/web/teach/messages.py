"""Messages to learners: one to a group or to one person, in their own languages, looked at before it leaves."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import NobodyToWriteTo, TooManyTries, WordsMissing
from app.core.progress.groups import Group
from app.core.progress.messages import MOST_TO_GROUPS, ONE, most_within_period
from app.services import learners, trainer_messages
from app.services.trainer_messages import Readers
from app.web.doors import needs
from app.web.identity import person
from app.web.teach import message_words
from app.web.teach.forms.messages import MessageForm, form_for

bp = Blueprint("teach_messages", __name__)


@bp.get("/<module>/messages")
@needs(Right.TEACH)
def index(module: str) -> str:
    taught, sent = trainer_messages.messages(module_id=module, who=person())
    return render_template(
        "teach/messages/index.html",
        taught=taught,
        sent=sent,
        counts=learners.group_counts(module_id=module, who=person(), now=datetime.now(UTC)),
        most=MOST_TO_GROUPS,
        say=message_words,
    )


@bp.get("/<module>/messages/<uuid:message>")
@needs(Right.TEACH)
def show(module: str, message: UUID) -> str:
    taught, sent, delivery = trainer_messages.find_message(
        module_id=module, message_id=message, who=person()
    )
    return render_template(
        "teach/messages/show.html", taught=taught, sent=sent, delivery=delivery, say=message_words
    )


@bp.get("/<module>/messages/new")
@needs(Right.TEACH)
def new(module: str) -> str:
    return _page(_readers(module), form_for(_languages()))


def _languages() -> Sequence[str]:
    languages: Sequence[str] = current_app.config["SETTINGS"].languages
    return languages


def _readers(module: str) -> Readers:
    """Whom the address names: a learner by id, or a group; everybody where it names neither."""
    named = request.args.get("group", "")
    return trainer_messages.readers(
        module_id=module,
        who=person(),
        group=Group(named) if named in tuple(Group) else None,
        person_id=request.args.get("learner", type=UUID),
        languages=_languages(),
        now=datetime.now(UTC),
    )


def _page(to: Readers, form: MessageForm) -> str:
    return render_template(
        "teach/messages/new.html",
        taught=to.taught,
        to=to,
        form=form,
        say=message_words,
        address=_address(".create", to),
    )


def _address(endpoint: str, to: Readers) -> str:
    if to.group == ONE:
        return url_for(endpoint, module=to.taught.module_id, learner=to.person_id)
    return url_for(endpoint, module=to.taught.module_id, group=to.group)


@bp.post("/<module>/messages/new")
@needs(Right.TEACH)
def create(module: str) -> Response | str | tuple[str, int]:
    """First the mail is shown as it will be read; the button below it sends it, another leads back."""
    to, form = _readers(module), form_for(_languages())
    step = request.form.get("step", "look")
    if step == "write" or not form.is_whole(to.by_language):
        return _page(to, form), 200 if step == "write" else 422
    if step == "send":
        return _send(to, form)
    if step != "look":
        raise BadRequest
    return render_template(
        "teach/messages/preview.html",
        taught=to.taught,
        to=to,
        form=form,
        message=uuid4(),
        mails=message_words.mails(to, form.words()),
        say=message_words,
        address=_address(".create", to),
    )


def _send(to: Readers, form: MessageForm) -> Response | tuple[str, int]:
    try:
        trainer_messages.send(
            message_id=_id(form),
            to=to,
            who=person(),
            words=form.words(),
            now=datetime.now(UTC),
        )
    except TooManyTries:
        return _refused(to, form, _too_many(to)), 429
    except NobodyToWriteTo:
        return _refused(to, form, _("Nobody is in this group any more.")), 409
    except WordsMissing as missing:
        for code in missing.languages:
            form.ask_for(code)
        return _page(to, form), 422
    flash(_("The message is on its way."), "ok")
    return redirect(url_for(".show", module=to.taught.module_id, message=_id(form)), 303)


def _id(form: MessageForm) -> UUID:
    """The id that the preview gave it, so that a second click sends nothing twice."""
    try:
        return UUID(form.message.data)
    except (ValueError, TypeError, AttributeError):
        raise BadRequest from None


def _refused(to: Readers, form: MessageForm, why: str) -> str:
    form.form_errors.append(why)
    return _page(to, form)


def _too_many(to: Readers) -> str:
    most = most_within_period(to.group)
    if to.group == ONE:
        return ngettext(
            "From this module %(num)d message has been sent to single learners within a day: write again tomorrow.",
            "From this module %(num)d messages have been sent to single learners within a day: write again tomorrow.",
            most,
        )
    return ngettext(
        "From this module %(num)d message has been sent to groups within a day: write again tomorrow.",
        "From this module %(num)d messages have been sent to groups within a day: write again tomorrow.",
        most,
    )
