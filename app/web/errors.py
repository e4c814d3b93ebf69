"""Refusals and failures in the reader's language: what happened, what is kept, and what to do next."""

import logging
import uuid
from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, SecurityError

from app.core.errors import (
    AttemptClosed,
    AttemptsExhausted,
    BadAnswer,
    CertificateNotDue,
    NotAllowed,
    NotFound,
    Refusal,
    TooManyTries,
)

log = logging.getLogger(__name__)
BUSY_FOR = 5
STATUS: dict[type[Refusal], int] = {
    NotFound: 404,
    NotAllowed: 403,
    TooManyTries: 429,
    BadAnswer: 400,
    AttemptClosed: 409,
    AttemptsExhausted: 409,
    CertificateNotDue: 409,
}


@dataclass(frozen=True, slots=True)
class Message:
    """The words of an error page: a title and what to do."""

    title: str
    advice: str


def _message(status: int) -> Message:
    if status == 400:
        return Message(
            _("The request could not be read"),
            _("Go back, reload the page and send it again. What you have saved is kept."),
        )
    if status == 403:
        return Message(
            _("You may not do this"),
            _("Your account does not have the right that this page needs."),
        )
    if status == 405:
        return Message(
            _("This address cannot be used in this way"),
            _("Begin again from the page that led you here."),
        )
    if status == 409:
        return Message(
            _("This has already been settled"),
            _("Nothing was changed. Go back and reload the page to see how things stand."),
        )
    if status == 413:
        return Message(
            _("What you sent is too large"),
            _("Shorten the text and send it again."),
        )
    if status == 429:
        return Message(
            _("Too many tries"),
            _("Wait a little, then try again."),
        )
    if status == 503:
        return Message(
            _("The Academy is busy for a moment"),
            _("Try again in a few seconds. What you have saved is kept."),
        )
    if status >= 500:
        return Message(
            _("Something went wrong on our side"),
            _(
                "What you have saved is kept. Try again in a minute; if it happens again, write to the Secretariat and give the number below."
            ),
        )
    return Message(
        _("There is no page at this address"),
        _("Check the address, or find what you need from the home page or the catalogue."),
    )


def error_page(status: int, *, number: str | None = None, wait: int | None = None) -> Response:
    """The page for this status; `wait` is in seconds and also goes into Retry-After."""
    message = _message(status)
    body = render_template(
        "errors/error.html", status=status, message=message, number=number, wait=wait
    )
    response = Response(body, status, mimetype="text/html")
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def status_of(refusal: Refusal) -> int:
    """The HTTP status that tells this refusal; one that is not listed is a mistake of ours."""
    return next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 500)


def init_app(app: Flask) -> None:
    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> Response:
        wait = error.retry_after if isinstance(error, TooManyTries) else None
        return error_page(status_of(error), wait=wait)

    @app.errorhandler(CSRFError)
    def no_token(_error: CSRFError) -> Response:
        return error_page(400)

    @app.errorhandler(SecurityError)
    def unknown_host(_error: SecurityError) -> Response:
        # For a host that is not ours no address can be built, so this answer is no page.
        return Response("400: this host is not served here.\n", 400, mimetype="text/plain")

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.response is not None:
            return cast(Response, error.response)
        return error_page(error.code or 500)

    @app.errorhandler(OperationalError)
    @app.errorhandler(TimeoutError)
    def database_is_busy(error: Exception) -> Response:
        log.warning("The database did not answer: %s", type(error).__name__)
        return error_page(503, wait=BUSY_FOR)

    @app.errorhandler(Exception)
    def failure(_error: Exception) -> Response:
        number = uuid.uuid4().hex[:12]
        log.exception("Failure %s at %s", number, request.endpoint)
        return error_page(500, number=number)
