"""What a page held when its session was over, answers or a draft: it goes along through the sign-in and is kept nowhere (T49)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

LONGEST = 240_000
"""Characters. A page of longer answers than that is only led to sign in: its form would outgrow what we take."""

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Whose words a page may hold: the endpoints that take them, the page that shows them, and their fields."""

    name: str
    held_by: tuple[str, ...]
    place: str
    words: tuple[str, ...]
    known: tuple[str, ...]


ANSWERS = Kind(
    name="answers",
    held_by=("learn_attempts.save", "learn_attempts.submit"),
    place="learn_attempts.show",
    words=("q-", "sure-"),
    known=("seen", "was"),
)
DRAFT = Kind(
    name="draft",
    held_by=("studio_files.save",),
    place="studio_files.edit",
    words=("words",),
    known=("seen",),
)
KINDS = (ANSWERS, DRAFT)


@dataclass(frozen=True, slots=True)
class Carried:
    """The fields of a page, and its address: it shows the page and takes what it holds."""

    kind: str
    place: str
    fields: Fields

    def to_text(self) -> str:
        """For a hidden field."""
        return json.dumps(self.fields, ensure_ascii=False)


def posted() -> Carried | None:
    """What this request has sent and what would be lost with it; None for every other request."""
    kind = next((one for one in KINDS if request.endpoint in one.held_by), None)
    if request.method != "POST" or kind is None:
        return None
    place = url_for(kind.place, **(request.view_args or {}))
    return _if_worth_it(kind, place, request.form.items(multi=True))


def sent_along(text: str, place: str | None) -> Carried | None:
    """What the sign-in form has brought along for this place; None for anything that is not what we wrote."""
    kind = _kind_at(place) if place and text and len(text) <= LONGEST else None
    if kind is None or not place:
        return None
    try:
        read: Any = json.loads(text)
        return _if_worth_it(kind, place, ((name, value) for name, value in read))
    except (ValueError, TypeError):
        return None


def _if_worth_it(kind: Kind, place: str, pairs: Iterable[tuple[Any, Any]]) -> Carried | None:
    """The words and what belongs to them; whatever else a form may hold stays behind."""
    fields = tuple(
        (name, value)
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str)
        if name.startswith(kind.words) or name in kind.known
    )
    carried = Carried(kind.name, place, fields)
    has_words = any(name.startswith(kind.words) for name, _ in fields)
    return carried if has_words and len(carried.to_text()) <= LONGEST else None


def _kind_at(place: str) -> Kind | None:
    try:
        endpoint, _ = current_app.url_map.bind("").match(place, method="GET")
    except (HTTPException, RoutingException):
        return None
    return next((one for one in KINDS if one.place == endpoint), None)
