"""Limits on tries: one table of named rules, counted for all worker processes together."""

import hashlib
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import time
from weakref import WeakKeyDictionary

from limits import RateLimitItemPerSecond
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Engine

from app.core.errors import TooManyTries
from app.extensions import db
from app.services import limit_storage  # noqa: F401 -- registers academy-sqlite:// with limits


@dataclass(frozen=True, slots=True)
class Rule:
    """So many tries within so many seconds."""

    tries: int
    seconds: int


MINUTE, HOUR = 60, 3600
RULES = {
    # failures to sign in; ministries stand behind one address, so the network's limit is generous
    "sign-in-account": Rule(10, 15 * MINUTE),
    "sign-in-network": Rule(100, HOUR),
    # mails that somebody without a session asks for
    "mail-address": Rule(3, HOUR),
    "mail-network": Rule(20, HOUR),
    # failures to give one's own password again
    "own-password": Rule(10, 15 * MINUTE),
    "verify": Rule(20, MINUTE),
    "pdf": Rule(30, MINUTE),
}
# One limiter for each application in this process, found by its engine.
_limiters: "WeakKeyDictionary[Engine, FixedWindowRateLimiter]" = WeakKeyDictionary()


def connect(*, data_dir: Path, url: str | None) -> None:
    """Choose where this application counts: `url` (for example redis://…), else a file in the data folder."""
    storage = storage_from_string(url or f"academy-sqlite://{data_dir / 'limits.db'}")
    _limiters[db.engine] = FixedWindowRateLimiter(storage)


def check_and_hit(rule: str, key: str) -> None:
    """Count one try of this key; raise TooManyTries when the rule allows no more."""
    limiter, item, kept = _limiters[db.engine], _item(rule), _kept(key)
    if not limiter.hit(item, kept):
        ends_at = limiter.get_window_stats(item, kept).reset_time
        raise TooManyTries(max(1, ceil(ends_at - time())))


def give_back(rule: str, key: str) -> None:
    """Take one try back: it was no failure."""
    _limiters[db.engine].hit(_item(rule), _kept(key), cost=-1)


def clear(rule: str, key: str) -> None:
    """Forget the tries of this key: its owner came in by another door."""
    _limiters[db.engine].clear(_item(rule), _kept(key))


def _item(rule: str) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(RULES[rule].tries, RULES[rule].seconds, namespace=rule)


def _kept(key: str) -> str:
    # Addresses of people and machines do not lie readable in the counters.
    return hashlib.sha256(key.encode()).hexdigest()[:32]
