"""Answers as they are given: one small request per change, and what another window has saved meanwhile."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request, url_for
from flask_wtf.csrf import CSRFError, generate_csrf

from app.core.errors import AttemptClosed, BadAnswer, BadSave
from app.core.quizzes.answers import to_fields
from app.core.quizzes.saving import read_sequence, read_stamp
from app.services import saving
from app.services.saving import Answers
from app.web import languages
from app.web.identity import visitor

bp = Blueprint("learn_answers", __name__)


@bp.get("/attempts/<uuid:attempt>/answers")
def show(attempt: UUID) -> Response:
    """Everything that is saved, and a fresh token: for a window that comes back into view."""
    who = visitor()
    if who is None:
        return _sign_in_first(attempt)
    held = saving.standing_answers(
        attempt_id=attempt, person_id=who.person_id, now=datetime.now(UTC)
    )
    return _told(
        sequence=held.sequence,
        token=generate_csrf(),
        **_count(held),
        answers=list(_saved(held)),
        closed=held.is_closed,
    )


@bp.post("/attempts/<uuid:attempt>/answers")
def save(attempt: UUID) -> Response:
    """Store one answer; the reply tells what other windows have saved since this one last looked."""
    who = visitor()
    if who is None:
        return _sign_in_first(attempt)
    form = request.form.to_dict(flat=False)
    asked = request.form.get("question", "")
    seen = read_sequence(request.form.get("seen", ""), "seen")
    now = datetime.now(UTC)
    saved = saving.save_answer(
        attempt_id=attempt,
        person_id=who.person_id,
        question_id=asked,
        form=form,
        stamp=read_stamp(request.form.get("sequence", ""), request.form.get("key", "")),
        language=languages.language(),
        now=now,
    )
    return _told(**_after(saved, asked, seen), at=f"{now:%H:%M} UTC")


def _after(saved: saving.Saved, asked: str, seen: int) -> dict[str, Any]:
    held = saved.answers
    others = (one for one in _saved(held, seen) if not (saved.stands and one["question"] == asked))
    return {
        "saved": saved.stands,
        "sequence": held.sequence,
        **_count(held),
        "others": list(others),
    }


def _count(held: Answers) -> dict[str, int]:
    return {"answered": held.answered, "of": len(held.paper)}


def _saved(held: Answers, above: int = 0) -> Iterator[dict[str, Any]]:
    """The saved answers with a number above this one, as form fields: nothing follows from the key (T10)."""
    for item in held.paper:
        one = held.given.get(item.question_id)
        if one is not None and one.stamp.sequence > above:
            yield {
                "question": item.question_id,
                "fields": to_fields(held.questions[item.question_id], item, one.value),
                "sure": one.certainty,
                "sequence": one.stamp.sequence,
            }


def _told(status: int = 200, **facts: Any) -> Response:
    response = jsonify(facts)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _sign_in_first(attempt: UUID) -> Response:
    page = url_for("learn_attempts.show", attempt=attempt)
    return _told(401, sign_in=url_for("account_session.new", next=page))


@bp.errorhandler(AttemptClosed)
def closed(refusal: AttemptClosed) -> Response:
    page = url_for("learn_attempts.result", **(request.view_args or {}))
    return _told(409, closed=True, late=refusal.late, result=page)


@bp.errorhandler(BadAnswer)
@bp.errorhandler(BadSave)
def not_readable(refusal: BadAnswer | BadSave) -> Response:
    return _told(400, error=str(refusal))


@bp.errorhandler(CSRFError)
def token_is_stale(_error: CSRFError) -> Response:
    """The session was renewed in another window: the script fetches a fresh token and sends again."""
    if visitor() is None:
        return _sign_in_first((request.view_args or {})["attempt"])
    return _told(400, error="token")
