"""A lesson: the text, the practice questions, the mark that it is read."""

from collections.abc import Hashable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.courses.content import Lesson
from app.core.errors import ModuleWithdrawn, NotAllowed
from app.services import enrolments, lessons
from app.services.catalogue import TrackName, find_track
from app.services.lessons import Reading
from app.services.practice import Practised
from app.web import labels, languages, rendered
from app.web.identity import visitor
from app.web.learn.conversation import conversation, everything, may_ask
from app.web.learn.kept import kept
from app.web.practised import shown_questions

bp = Blueprint("learn_lessons", __name__)
# Course text in templates: {{ text|inline(language) }}.
bp.add_app_template_filter(rendered.inline, "inline")
bp.add_app_template_filter(rendered.block, "block")
bp.add_app_template_filter(rendered.plain, "plain")
bp.add_app_template_filter(rendered.ask, "ask")


@bp.get("/modules/<module>/<lesson>")
def show(module: str, lesson: str) -> Response | str:
    reading = lessons.open_module(module, visitor())
    if not reading.may_read:
        return turn_away(reading)
    page = lesson_page(reading, lesson, {})
    if reading.enrolment_id and reading.last_lesson != lesson:
        enrolments.note_place(
            enrolment_id=reading.enrolment_id, lesson_id=lesson, now=datetime.now(UTC)
        )
    return page


@bp.get("/modules/<module>/<lesson>/answers")
def answers(module: str, lesson: str) -> Response | str:
    """All questions with their answers, where there are more than stand under the lesson."""
    reading = lessons.open_module(module, visitor())
    if not reading.may_read:
        return turn_away(reading)
    found = reading.lesson(lesson)
    shown_in, text = lessons.text_for(found, reading.module, languages.language())
    return render_template(
        "learn/lessons/answers.html",
        module=reading.module,
        module_text=reading.module.texts[shown_in],
        lesson=found,
        text=text,
        shown_in=shown_in,
        everything=everything(reading, lesson),
        may_ask=may_ask(reading),
    )


@bp.post("/modules/<module>/<lesson>/read")
def mark_read(module: str, lesson: str) -> Response:
    who = visitor()
    if who is None:
        return to_sign_in(url_for(".show", module=module, lesson=lesson))
    enrolments.mark_read(who=who, module_id=module, lesson_id=lesson, now=datetime.now(UTC))
    following = lessons.next_unread(lessons.open_module(module, who), lesson)
    if following is None:
        return redirect(url_for("learn_quizzes.show", module=module), 303)
    return redirect(url_for(".show", module=module, lesson=following), 303)


def turn_away(reading: Reading) -> Response:
    """For a lesson that is closed to the reader: sign in first, or learn that the right is missing."""
    if reading.is_closed:
        raise ModuleWithdrawn(reading.module.id)
    if visitor() is None:
        return to_sign_in(request.full_path.rstrip("?"))
    raise NotAllowed(Right.READ_RESTRICTED)


def to_sign_in(wanted: str) -> Response:
    """Lead to the sign-in page and back to where the visitor wanted to be."""
    return redirect(url_for("account_session.new", next=wanted), 303)


def lesson_page(reading: Reading, lesson_id: str, practised: Mapping[str, Practised]) -> str:
    """The page of a lesson; `practised` holds the questions that were just answered."""
    lang = languages.language()
    rendered.within(reading.revision_id)
    lesson = reading.lesson(lesson_id)
    shown_in, text = lessons.text_for(lesson, reading.module, lang)
    track = find_track(reading.module.id)
    who = visitor()
    may_mark = who is not None and who.may(Right.ENROL)
    talk = conversation(reading, lesson_id)

    def render() -> str:
        facts = _facts(reading, lesson, lang, track, may_mark)
        facts["talk"] = talk
        questions = shown_questions(lesson, shown_in, practised)
        return render_template("learn/lessons/content.html", **facts, questions=questions)

    key = (*_state(reading, lesson, lang, track, may_mark), talk)
    return render_template(
        "learn/lessons/show.html",
        lesson=lesson,
        text=text,
        module_text=reading.module.texts[shown_in],
        content=Markup(render()) if practised else kept(key, render),  # noqa: S704 -- our own template
    )


def _state(
    reading: Reading, lesson: Lesson, lang: str, track: TrackName | None, may_mark: bool
) -> tuple[Hashable, ...]:
    """All that the content of the page depends on: equal states have equal pages."""
    return (
        reading.revision_id,
        lesson.id,
        lang,
        reading.read,
        reading.enrolment_id is not None,
        reading.is_current,
        may_mark,
        visitor() is None,
        track and (track.id, track.number, languages.words(track.titles)),
    )


def _facts(
    reading: Reading, lesson: Lesson, lang: str, track: TrackName | None, may_mark: bool
) -> dict[str, Any]:
    module = reading.module
    shown_in, text = lessons.text_for(lesson, module, lang)
    place = module.lessons.index(lesson)
    return {
        "labels": labels,
        "reading": reading,
        "module": module,
        "lesson": lesson,
        "text": text,
        "module_text": module.texts[shown_in],
        "shown_in": shown_in,
        "number": place + 1,
        "previous": module.lessons[place - 1] if place else None,
        "following": module.lessons[place + 1] if place + 1 < len(module.lessons) else None,
        "read_count": sum(1 for one in module.lessons if one.id in reading.read),
        "body": rendered.lesson(reading, lesson, lang),
        "track": track,
        "older": lessons.older_translation(reading.revision_id, module, lesson, shown_in),
        "may_mark": may_mark,
    }
