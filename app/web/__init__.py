"""The site map: every blueprint, its address and its door; a page that is not listed here does not exist."""

from dataclasses import dataclass

from flask import Blueprint, Flask, request
from werkzeug.wrappers import Response

from app.web import assets, doors
from app.web.account import (
    address,
    confirmation,
    notice,
    password,
    password_change,
    profile,
    registration,
    session,
)
from app.web.account import sessions as account_sessions
from app.web.admin import outbox
from app.web.learn import (
    answers,
    asking,
    attempts,
    catalogue,
    editions,
    home,
    lessons,
    media,
    mine,
    mistakes,
    modules,
    practice,
    quizzes,
    tracks,
)
from app.web.learn import certificates as my_certificates
from app.web.learn import requests as my_requests
from app.web.public import health, pages
from app.web.studio import (
    archives,
    comments,
    exchange,
    files,
    moodle,
    previews,
    publication,
    review,
    settings,
    translations,
)
from app.web.studio import media as studio_media
from app.web.studio import modules as studio_modules
from app.web.studio import questions as studio_questions
from app.web.teach import (
    conversations,
    corrections,
    extra_time,
    learners,
    marking,
    messages,
    questions,
)
from app.web.teach import modules as taught_modules
from app.web.teach import requests as attempt_requests
from app.web.verify import certificates as verification


@dataclass(frozen=True, slots=True)
class Pages:
    """A blueprint, where it stands and who may enter; `in_language` puts `/<lang>` before the address."""

    blueprint: Blueprint
    address: str
    door: doors.Door
    in_language: bool = True


SITE = (
    # pages, address, door
    Pages(assets.bp, "/static", doors.everyone, in_language=False),
    Pages(health.bp, "/health", doors.everyone, in_language=False),
    Pages(media.bp, "/", doors.everyone, in_language=False),
    Pages(home.root, "/", doors.everyone, in_language=False),
    Pages(home.bp, "/", doors.everyone),
    Pages(pages.bp, "/", doors.everyone),
    Pages(verification.bp, "/", doors.everyone),
    Pages(registration.bp, "/", doors.everyone),
    Pages(confirmation.bp, "/", doors.everyone),
    Pages(session.bp, "/", doors.everyone),
    Pages(password.bp, "/", doors.everyone),
    Pages(address.bp, "/", doors.signed_in),
    Pages(password_change.bp, "/", doors.signed_in),
    Pages(notice.bp, "/", doors.signed_in),
    Pages(profile.bp, "/", doors.signed_in),
    Pages(account_sessions.bp, "/", doors.signed_in),
    Pages(catalogue.bp, "/", doors.everyone),
    Pages(tracks.bp, "/", doors.everyone),
    Pages(modules.bp, "/", doors.everyone),
    Pages(quizzes.bp, "/", doors.everyone),
    Pages(lessons.bp, "/", doors.everyone),
    Pages(practice.bp, "/", doors.everyone),
    Pages(attempts.bp, "/", doors.signed_in),
    Pages(answers.bp, "/", doors.everyone),
    Pages(mistakes.bp, "/", doors.signed_in),
    Pages(my_requests.bp, "/", doors.signed_in),
    Pages(mine.bp, "/", doors.signed_in),
    Pages(my_certificates.bp, "/", doors.signed_in),
    Pages(editions.bp, "/", doors.signed_in),
    Pages(asking.bp, "/", doors.signed_in),
    Pages(taught_modules.bp, "/teach", doors.signed_in),
    Pages(questions.bp, "/teach", doors.signed_in),
    Pages(corrections.bp, "/teach", doors.signed_in),
    Pages(marking.bp, "/teach", doors.signed_in),
    Pages(attempt_requests.bp, "/teach", doors.signed_in),
    Pages(extra_time.bp, "/teach", doors.signed_in),
    Pages(learners.bp, "/teach", doors.signed_in),
    Pages(messages.bp, "/teach", doors.signed_in),
    Pages(conversations.bp, "/teach", doors.signed_in),
    Pages(studio_modules.bp, "/studio", doors.signed_in),
    Pages(settings.bp, "/studio", doors.signed_in),
    Pages(files.bp, "/studio", doors.signed_in),
    Pages(previews.bp, "/studio", doors.signed_in),
    Pages(studio_questions.bp, "/studio", doors.signed_in),
    Pages(studio_media.bp, "/studio", doors.signed_in),
    Pages(archives.bp, "/studio", doors.signed_in),
    Pages(exchange.bp, "/studio", doors.signed_in),
    Pages(moodle.bp, "/studio", doors.signed_in),
    Pages(translations.bp, "/studio", doors.signed_in),
    Pages(comments.bp, "/studio", doors.signed_in),
    Pages(review.bp, "/studio", doors.signed_in),
    Pages(publication.bp, "/studio", doors.signed_in),
    Pages(outbox.bp, "/", doors.signed_in),
)
DOORS = {entry.blueprint.name: entry.door for entry in SITE}


class DoorMissing(RuntimeError):
    """An address was added that no entry of SITE guards."""


def stand_at_the_door() -> Response | None:
    """Closed unless said otherwise: a blueprint without a door raises KeyError."""
    return DOORS[request.blueprint]() if request.blueprint else None


def check_doors(app: Flask) -> None:
    """Refuse to start when an address has no door."""
    for rule in app.url_map.iter_rules():
        blueprint, dot, _ = rule.endpoint.rpartition(".")
        if not dot or blueprint not in DOORS:
            raise DoorMissing(f"{rule.rule} ({rule.endpoint}) has no door in app/web/__init__.py.")


def init_app(app: Flask) -> None:
    for entry in SITE:
        prefix = f"/<lang:lang>{entry.address}" if entry.in_language else entry.address
        app.register_blueprint(entry.blueprint, url_prefix=prefix.rstrip("/") or None)
    app.before_request(stand_at_the_door)
