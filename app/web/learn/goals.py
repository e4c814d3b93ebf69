"""The next step of a person in a module, in words and as an address: one for every page that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.services.enrolments import Standing


@dataclass(frozen=True, slots=True)
class Goal:
    """`words` go on the button, `about` into the sentence above it; the counts feed a progress line."""

    address: str
    words: str
    about: str
    module: str
    lessons: int
    read: int


def goal_in(own: Standing, lang: str) -> Goal:
    """What comes next in this module: a lesson, then the quiz, then the certificate."""
    title = own.facts.title(lang)
    if own.certificate_id is not None:
        address = url_for("learn_certificates.show", certificate=own.certificate_id)
        about = _("You hold the certificate of “%(module)s”.", module=title)
        return _goal(own, title, address, _("Open the certificate"), about)
    lesson_id = own.next_lesson
    if lesson_id is not None:
        return _lesson(own, title, lesson_id, lang)
    if own.is_passed:
        address = url_for("learn_certificates.new", module=own.module_id)
        about = _("You have read and passed “%(module)s”.", module=title)
        return _goal(own, title, address, _("Receive the certificate"), about)
    address = url_for("learn_quizzes.show", module=own.module_id)
    about = _("You have read every lesson of “%(module)s”.", module=title)
    return _goal(own, title, address, _("Go to the quiz"), about)


def _lesson(own: Standing, title: str, lesson_id: str, lang: str) -> Goal:
    lessons = own.facts.lessons
    number = [lesson.id for lesson in lessons].index(lesson_id) + 1
    about = _(
        "%(module)s, lesson %(number)s: %(lesson)s",
        module=title,
        number=number,
        lesson=lessons[number - 1].titles[own.facts.language_for(lang)],
    )
    address = url_for("learn_lessons.show", module=own.module_id, lesson=lesson_id)
    if own.read or own.last_lesson:
        words = _("Continue with lesson %(number)s", number=number)
    else:
        words = _("Read lesson %(number)s", number=number)
    return _goal(own, title, address, words, about)


def _goal(own: Standing, title: str, address: str, words: str, about: str) -> Goal:
    return Goal(address, words, about, title, len(own.facts.lessons), own.lessons_read)


def next_of(own: Iterable[Standing], lang: str) -> Goal | None:
    """The next step in the module that was visited last and still lacks its certificate, if there is one."""
    waiting = [standing for standing in own if standing.certificate_id is None]
    if not waiting:
        return None
    return goal_in(max(waiting, key=lambda standing: standing.last_at), lang)
