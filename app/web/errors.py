"""Refusals and failures in the reader's language: what happened, what is kept, and what to do next."""

import logging
import uuid
from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, SecurityError

from app.core.errors import (
    AlreadyFinished,
    AttemptClosed,
    AttemptsExhausted,
    BadAnswer,
    BadLessonId,
    BadModuleId,
    BadPath,
    BadSave,
    BaseChanged,
    CertificateNotDue,
    CoursesHaveErrors,
    DecidedMeanwhile,
    DraftIsLocked,
    ExchangeRefused,
    KeyRefused,
    LastEdition,
    MarkOnlyRises,
    ModuleExists,
    ModuleWithdrawn,
    NobodyToWriteTo,
    NotAllowed,
    NotFound,
    ReasonNeeded,
    Refusal,
    RequestNotDue,
    SavedMeanwhile,
    SecondPersonNeeded,
    TextTooLong,
    TookTooLong,
    TooManyTries,
    TranslationMisfit,
    WordsMissing,
)
from app.core.exchange.refusals import ContainerRefused

log = logging.getLogger(__name__)
BUSY_FOR = 5
STATUS: dict[type[Refusal], int] = {
    NotFound: 404,
    NotAllowed: 403,
    TooManyTries: 429,
    BadAnswer: 400,
    BadSave: 400,
    AttemptClosed: 409,
    AttemptsExhausted: 409,
    CertificateNotDue: 409,
    KeyRefused: 400,
    SecondPersonNeeded: 403,
    DecidedMeanwhile: 409,
    MarkOnlyRises: 409,
    RequestNotDue: 409,
    NobodyToWriteTo: 409,
    WordsMissing: 422,
    BadLessonId: 422,
    TextTooLong: 413,
    TookTooLong: 422,
    BadModuleId: 422,
    BadPath: 422,
    ContainerRefused: 422,
    ModuleExists: 409,
    DraftIsLocked: 409,
    SavedMeanwhile: 409,
    ExchangeRefused: 422,
    CoursesHaveErrors: 422,
    BaseChanged: 409,
    LastEdition: 409,
    AlreadyFinished: 409,
    ModuleWithdrawn: 410,
    ReasonNeeded: 422,
    TranslationMisfit: 422,
}


@dataclass(frozen=True, slots=True)
class Message:
    """The words of an error page: a title and what to do."""

    title: LazyString
    advice: LazyString


MESSAGES = {
    400: Message(
        _l("The request could not be read"),
        _l("Go back, reload the page and send it again. What you have saved is kept."),
    ),
    403: Message(
        _l("You may not do this"),
        _l("Your account does not have the right that this page needs."),
    ),
    405: Message(
        _l("This address cannot be used in this way"),
        _l("Begin again from the page that led you here."),
    ),
    409: Message(
        _l("This has already been settled"),
        _l("Nothing was changed. Go back and reload the page to see how things stand."),
    ),
    410: Message(
        _l("This module has been withdrawn"),
        _l(
            "Nobody new can begin it. Those who had begun it may finish, and certificates stay valid. The catalogue shows what else there is."
        ),
    ),
    413: Message(
        _l("What you sent is too large"),
        _l("Shorten the text, or choose a smaller file, and send it again."),
    ),
    422: Message(
        _l("This could not be taken as it was sent"),
        _l(
            "Nothing was changed. Go back, look at what you entered or the file that you chose, and send it again."
        ),
    ),
    429: Message(
        _l("Too many tries"),
        _l("Wait a little, then try again."),
    ),
    503: Message(
        _l("The Academy is busy for a moment"),
        _l("Try again in a few seconds. What you have saved is kept."),
    ),
}
FAILURE = Message(
    _l("Something went wrong on our side"),
    _l(
        "What you have saved is kept. Try again in a minute; if it happens again, write to the Secretariat and give the number below."
    ),
)
NOT_THERE = Message(
    _l("There is no page at this address"),
    _l("Check the address, or find what you need from the home page or the catalogue."),
)


def message_for(status: int) -> Message:
    """The words for a status; what is not listed is either our failure or an address without a page."""
    return MESSAGES.get(status) or (FAILURE if status >= 500 else NOT_THERE)


def error_page(status: int, *, number: str | None = None, wait: int | None = None) -> Response:
    """The page for this status; `wait` is in seconds and also goes into Retry-After."""
    message = message_for(status)
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
