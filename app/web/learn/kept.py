"""Pieces of pages kept in process memory: what depends on a revision and on how far a reader is, not on who reads."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from flask import g
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

MOST = 600
# Stands in a kept piece where each reader's own form token belongs; no author can write it (no raw HTML, no NUL).
TOKEN = "\0token\0"  # noqa: S105 -- a place, not a secret


class Pieces:
    """A bounded memory that forgets what was asked for longest ago; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pieces: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> str | None:
        with self._lock:
            if key in self._pieces:
                self._pieces.move_to_end(key)
            return self._pieces.get(key)

    def put(self, key: Hashable, piece: str) -> None:
        with self._lock:
            self._pieces[key] = piece
            while len(self._pieces) > self._most:
                self._pieces.popitem(last=False)


_pieces = Pieces(MOST)


def kept(key: Hashable, render: Callable[[], str]) -> Markup:
    """The piece under this key, rendered when it is asked for first; every reader gets their own form token."""
    piece = _pieces.get(key)
    if piece is None:
        piece = render()
        own = g.get("csrf_token")
        if own is not None:
            piece = piece.replace(own, TOKEN)
        _pieces.put(key, piece)
    if TOKEN in piece:
        piece = piece.replace(TOKEN, generate_csrf())
    return Markup(piece)  # noqa: S704 -- made by our own templates, which escape
