"""Answers that a page held when its session was over: they go along through the sign-in and are kept nowhere (T49)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

LONGEST = 240_000
"""Characters. A page of longer answers than that is only led to sign in: its form would outgrow what we take."""

HELD_BY = ("learn_attempts.save", "learn_attempts.submit")
PLACE = "learn_attempts.show"
ANSWERS = ("q-", "sure-")
KNOWN = ("seen", "was")

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """The fields of an attempt's page, and the attempt's address: it shows its page and takes its answers."""

    place: str
    fields: Fields

    def to_text(self) -> str:
        """For a hidden field."""
        return json.dumps(self.fields, ensure_ascii=False)


def posted() -> Carried | None:
    """What this request has sent to an attempt and what would be lost with it; None for every other request."""
    if request.method != "POST" or request.endpoint not in HELD_BY:
        return None
    fields = _answers(request.form.items(multi=True))
    carried = Carried(url_for(PLACE, **(request.view_args or {})), fields)
    return carried if _is_worth_it(carried) else None


def sent_along(text: str, place: str | None) -> Carried | None:
    """What the sign-in form has brought along for this place; None for anything that is not what we wrote."""
    if not place or not text or len(text) > LONGEST or not _is_an_attempt(place):
        return None
    try:
        read: Any = json.loads(text)
        fields = _answers((name, value) for name, value in read)
    except (ValueError, TypeError):
        return None
    carried = Carried(place, fields)
    return carried if _is_worth_it(carried) else None


def _answers(pairs: Iterable[tuple[Any, Any]]) -> Fields:
    """Answers and what belongs to them; whatever else a form may hold stays behind."""
    return tuple(
        (name, value)
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str)
        if name.startswith(ANSWERS) or name in KNOWN
    )


def _is_worth_it(carried: Carried) -> bool:
    has_answers = any(name.startswith(ANSWERS) for name, _ in carried.fields)
    return has_answers and len(carried.to_text()) <= LONGEST


def _is_an_attempt(place: str) -> bool:
    try:
        endpoint, _ = current_app.url_map.bind("").match(place, method="GET")
    except (HTTPException, RoutingException):
        return False
    return endpoint == PLACE
