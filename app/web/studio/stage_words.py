"""Stages and steps of a draft in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.stages import Stage, Step
from app.services.authorship import Authored
from app.services.module_overview import as_listed
from app.services.review_line import Line
from app.web.languages import language

STAGES: dict[Stage, LazyString] = {
    Stage.DRAFT: _l("Writing"),
    Stage.REVIEW: _l("Review"),
    Stage.LANGUAGE_CHECK: _l("Language check"),
    Stage.APPROVAL: _l("Approval"),
    Stage.APPROVED: _l("Publication"),
    Stage.PUBLISHED: _l("Published"),
}
_STEPS: dict[Step, LazyString] = {
    Step.SUBMIT: _l("Submit for review"),
    Step.PASS_REVIEW: _l("Pass the review"),
    Step.PASS_LANGUAGE: _l("Pass the language check"),
    Step.APPROVE: _l("Approve"),
    Step.PUBLISH: _l("Look at the consequences and publish"),
    Step.SEND_BACK: _l("Send back"),
}
_DONE: dict[Step, LazyString] = {
    Step.SUBMIT: _l("Submitted. The text stands still now; those who review it are told by mail."),
    Step.PASS_REVIEW: _l("The review is passed. Those whose turn it is are told by mail."),
    Step.PASS_LANGUAGE: _l(
        "The language check is passed. Those whose turn it is are told by mail."
    ),
    Step.APPROVE: _l("Approved. It can be published now."),
    Step.SEND_BACK: _l("Sent back. The authors are told by mail and can write on."),
}


def step_words(step: Step) -> str:
    """What the button says."""
    return str(_STEPS[step])


def done_words(step: Step) -> str:
    """What has happened once the button was pressed."""
    return str(_DONE[step])


def waits_for(line: Line) -> str:
    """Whom a draft waits for, where it is not the reader's turn."""
    match line.stage:
        case Stage.DRAFT:
            return _("Its authors are writing.")
        case Stage.REVIEW | Stage.LANGUAGE_CHECK:
            return _("It waits for a reviewer of this module.")
        case Stage.APPROVAL:
            return _("It waits for approval by somebody who has not changed it.")
        case Stage.APPROVED:
            return _("It waits for an owner of this module, who publishes it.")
    return ""


def title_of(found: Authored) -> tuple[str, str]:
    """The module's title as it stands in the draft, and the language it is in where that is not the page's."""
    named = as_listed(found)
    shown = named.title_language(language())
    return named.title(language()), "" if shown == language() else shown
