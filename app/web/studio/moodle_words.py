"""How far a course from Moodle is, and why it was not taken, in words."""

from flask_babel import gettext as _

from app.core.errors import (
    BadModuleId,
    ExchangeRefused,
    ModuleExists,
    NotAllowed,
    NotFound,
    Refusal,
)
from app.core.exchange.import_states import ImportState
from app.core.exchange.refusals import ContainerRefused
from app.services.import_jobs import Followed
from app.web.studio.container_words import container_refused
from app.web.studio.report_page import why_not_read


def address_taken() -> str:
    return _("There is a module at this address, or there was one; choose another address")


def why_not_taken(refused: Refusal) -> str:
    """In one sentence or two, with what to do about it."""
    if isinstance(refused, ContainerRefused):
        return container_refused(refused)
    if isinstance(refused, ExchangeRefused):
        return why_not_read(refused)
    if isinstance(refused, ModuleExists | BadModuleId):
        return address_taken() + "."
    if isinstance(refused, NotAllowed):
        return _("You are not a trainer any more, so no module was made.")
    if isinstance(refused, NotFound):
        return _("The backup is not kept any more. Send it again.")
    return _(
        "The work on it broke down three times. Make the backup again, with fewer or smaller pictures, or write to the Secretariat."
    )


def state_words(job: Followed) -> str:
    """One sentence for the page and for its script."""
    match job.state:
        case ImportState.WAITING:
            return _("The course waits for its turn. It begins within a minute.")
        case ImportState.WORKING if job.done < job.total:
            return _("Pictures and documents are being made ready.")
        case ImportState.WORKING:
            return _("Everything is ready; the module is being put together.")
        case ImportState.STOPPED:
            return _("Stopped. What is ready is kept for a week; you can go on from here.")
        case ImportState.DONE:
            return _("The course is a module of your own now.")
        case ImportState.REFUSED:
            return _("The course did not become a module.")


def count_words(job: Followed) -> str:
    return _("%(done)d of %(total)d", done=job.done, total=job.total)


def state_name(job: Followed) -> str:
    """A word or two for a list."""
    match job.state:
        case ImportState.WAITING:
            return _("waits")
        case ImportState.WORKING:
            return _("under way, %(count)s", count=count_words(job))
        case ImportState.STOPPED:
            return _("stopped at %(count)s", count=count_words(job))
        case ImportState.DONE:
            return _("done")
        case ImportState.REFUSED:
            return _("not taken")
