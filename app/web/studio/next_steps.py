"""The one next step of a module in the studio: where it leads, the words of its button, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.access.authorship import Doing
from app.core.courses.problems import Problem
from app.core.courses.stages import Stage
from app.services.authorship import Authored


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `about` says why it comes next."""

    address: str
    words: str
    about: str


def next_step_in(own: Authored, today: date, problems: Collection[Problem] | None = None) -> Step:
    """What somebody with this part does next, where its draft stands as it does."""
    module = own.module_id
    review = url_for("studio_review.show", module=module)
    if not own.may(Doing.COMMENT):
        return Step(
            url_for("studio_modules.copy", module=module),
            _("Copy this module"),
            _("You may read this module. To change its text, make a copy of your own."),
        )
    match own.stage:
        case Stage.REVIEW | Stage.LANGUAGE_CHECK | Stage.APPROVAL:
            return Step(
                review,
                _("See how the review stands"),
                _("The text stands still while it is read."),
            )
        case Stage.APPROVED:
            return _publish(own, review)
    if not own.may(Doing.WRITE):
        return Step(
            url_for("studio_comments.index", module=module),
            _("Read the comments"),
            _("The authors are writing. You can read along and comment."),
        )
    return _write(own, review, today, problems)


def _publish(own: Authored, review: str) -> Step:
    if own.may(Doing.PUBLISH):
        address = url_for("studio_publication.show", module=own.module_id)
        return Step(address, _("Look at the consequences and publish"), _("The text is approved."))
    return Step(
        review,
        _("See how the review stands"),
        _("The text is approved. An owner of the module publishes it."),
    )


def _write(own: Authored, review: str, today: date, problems: Collection[Problem] | None) -> Step:
    lessons = url_for("studio_files.lessons", module=own.module_id)
    errors = sum(problem.is_error for problem in problems or ())
    if errors:
        about = ngettext(
            "%(num)d error stops publication.", "%(num)d errors stop publication.", errors
        )
        return Step("#problems", _("Go to the errors"), about)
    if own.stage is Stage.DRAFT and problems is not None:
        return Step(
            review,
            _("Submit for review"),
            _(
                "The checker finds no errors. When the text says what it should, let others read it."
            ),
        )
    if own.stage is Stage.DRAFT:
        return Step(lessons, _("Write on"), _("The text is in writing."))
    if own.is_overdue(today):
        return Step(
            lessons,
            _("Check that it is still true"),
            _(
                "Its last check is too long ago. Read it, mend what no longer holds, enter the new date in the settings and publish."
            ),
        )
    return Step(
        lessons,
        _("Change the text"),
        _("This module is published. A change begins a new draft; learners keep what they have."),
    )
