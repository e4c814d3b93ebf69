"""A module: what it teaches, its lessons, its quiz rules, what is missing; and the click that begins it."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.progress.missing import Kind, missing
from app.services import enrolments, sittings
from app.services.catalogue import read_catalogue
from app.services.enrolments import Standing
from app.services.lessons import Reading, older_introduction, open_module
from app.services.sessions import SignedIn
from app.web import labels, languages, rendered
from app.web.identity import visitor
from app.web.learn import goals

bp = Blueprint("learn_modules", __name__)


@bp.get("/modules/<module>")
def show(module: str) -> str:
    who = visitor()
    reading = open_module(module, who)
    catalogue = read_catalogue(who.person_id if who else None)
    entry = catalogue.entry(module)
    lang = languages.language()
    shown_in = reading.module.language_for(lang)
    own = entry.standing if entry else None
    return render_template(
        "learn/modules/show.html",
        labels=labels,
        reading=reading,
        module=reading.module,
        later=entry is not None and entry.revision_number > reading.revision_number,
        text=reading.module.texts[shown_in],
        shown_in=shown_in,
        number=entry.number if entry else "",
        track=catalogue.shelf_of(module),
        before=[(name, catalogue.entry(name)) for name in reading.module.prerequisites],
        introduction=rendered.introduction(reading, lang) if reading.may_read else "",
        older=older_introduction(reading.revision_id, reading.module, shown_in),
        **_progress(reading, own, who, lang),
    )


def _progress(
    reading: Reading, own: Standing | None, who: SignedIn | None, lang: str
) -> dict[str, Any]:
    """How far the reader is, and what comes next."""
    module = reading.module
    items = missing(
        module,
        own.read if own else (),
        passed=own is not None and own.is_passed,
        name_confirmed=own is not None and own.name_confirmed,
        certificate=own is not None and own.certificate_id is not None,
    )
    to_read = {item.id for item in items if item.kind is Kind.LESSON and not item.done}
    unread = [(place, one) for place, one in enumerate(module.lessons, 1) if one.id in to_read]
    shown_in = module.language_for(lang)
    quiz = None
    if who is not None and own is not None and not own.is_passed:
        now = datetime.now(UTC)
        quiz = sittings.standing(person_id=who.person_id, module_id=module.id, now=now)
    return {
        "own": own,
        "goal": goals.goal_in(own, lang) if own and reading.may_read else None,
        "may_begin": who is not None and who.may(Right.ENROL) and reading.may_read,
        "missing": items,
        "unread": unread,
        "minutes_left": sum(lesson.texts[shown_in].minutes for _, lesson in unread),
        "left": sum(not item.done for item in items),
        "read_count": sum(lesson.id in reading.read for lesson in module.lessons),
        "quiz": quiz,
    }


@bp.post("/modules/<module>/enrol")
def enrol(module: str) -> Response:
    who = visitor()
    if who is None:
        return redirect(url_for("account_session.new", next=url_for(".show", module=module)), 303)
    enrolments.enrol(who=who, module_id=module, now=datetime.now(UTC))
    first = open_module(module, who).module.lessons[0]
    return redirect(url_for("learn_lessons.show", module=module, lesson=first.id), 303)
