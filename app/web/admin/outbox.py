"""The outbox as the Secretariat sees it: what waits, what was sent, what failed; in a demonstration also the texts."""

from uuid import UUID

from flask import Blueprint, current_app, render_template
from flask_babel import lazy_gettext as _l

from app.core.access.rights import Right
from app.core.errors import NotFound
from app.services import outbox
from app.web.doors import needs
from app.web.emails import render_mail

bp = Blueprint("admin_outbox", __name__)
MOST = 100
KINDS = {
    "confirm": _l("Confirm the address"),
    "change-address": _l("Confirm the new address"),
    "address-changing": _l("The address is about to change"),
    "address-changed": _l("The address was changed"),
    "known-address": _l("There is an account already"),
    "no-account": _l("There is no account"),
    "reset": _l("Set a new password"),
    "password-changed": _l("The password was changed"),
    "waiting": _l("Waiting for approval"),
    "approved": _l("Approved"),
    "rejected": _l("Not approved"),
    "result-ready": _l("The open answers are graded"),
    "attempt-granted": _l("Another attempt is granted"),
    "attempt-refused": _l("Another attempt is refused"),
    "result-raised": _l("Passed after a correction"),
    "trainer-message": _l("A message from trainers"),
    "lesson-questions": _l("Learners have asked something"),
    "question-answered": _l("A question is answered"),
}


@bp.get("/outbox")
@needs(Right.READ_OUTBOX)
def index() -> str:
    return render_template(
        "admin/outbox/index.html",
        mails=outbox.recent(MOST),
        kinds=KINDS,
        is_readable=is_readable(),
        is_sent=current_app.config["SETTINGS"].smtp_url is not None,
    )


@bp.get("/outbox/<uuid:mail>")
@needs(Right.READ_OUTBOX)
def show(mail: UUID) -> str:
    """The text of a mail, links included: for a demonstration without a mail server, and nowhere else."""
    if not is_readable():
        raise NotFound(mail)
    found = outbox.find(mail)
    return render_template("admin/outbox/show.html", mail=found, text=render_mail(found))


def is_readable() -> bool:
    """Links in mails open accounts, so nobody but their owner reads them where people are real."""
    settings = current_app.config["SETTINGS"]
    return settings.mode == "demo" and settings.smtp_url is None
