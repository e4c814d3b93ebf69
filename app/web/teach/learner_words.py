"""Learners in words: the groups, what somebody is stuck on, how the quiz went."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.core.progress.groups import Group, Progress, Stuck
from app.services.learners import Learner

GROUPS: dict[Group, LazyString] = {
    Group.EVERYBODY: _l("Everybody"),
    Group.INSIDE: _l("Inside"),
    Group.STUCK: _l("Stuck"),
    Group.FINISHED: _l("Finished"),
}
SORTS: dict[str, LazyString] = {
    "name": _l("by name"),
    "idle": _l("who has been away longest"),
    "progress": _l("who has got furthest"),
}
EMPTY: dict[Group, LazyString] = {
    Group.EVERYBODY: _l("Nobody has begun this module yet."),
    Group.INSIDE: _l("Nobody is inside: everybody who began has finished."),
    Group.STUCK: _l("Nobody is stuck."),
    Group.FINISHED: _l("Nobody has finished yet."),
}


def standing(learner: Learner, now: datetime) -> str:
    """Where the learner stands: finished, inside, or stuck and on what."""
    if learner.progress.is_finished:
        return _("Finished")
    if learner.stuck_on:
        reasons = ", ".join(_reason(one, learner.progress, now) for one in learner.stuck_on)
        return _("Stuck: %(reasons)s", reasons=reasons)
    return _("Inside")


def _reason(stuck: Stuck, progress: Progress, now: datetime) -> str:
    if stuck is Stuck.FAILED:
        number = progress.failed
        return ngettext("not passed in %(num)d attempt", "not passed in %(num)d attempts", number)
    days = (now - progress.last_at).days
    return ngettext("not here for %(num)d day", "not here for %(num)d days", days)


def result(progress: Progress) -> str:
    """How the quiz went, without any figure."""
    if progress.is_passed:
        return _("passed")
    if progress.is_being_graded:
        return _("being graded")
    if progress.failed:
        return _("not passed")
    return _("in an attempt") if progress.attempts else "–"


def lessons(progress: Progress) -> str:
    """Lessons read of how many."""
    return _("%(read)s of %(all)s", read=progress.read, all=progress.lessons)
