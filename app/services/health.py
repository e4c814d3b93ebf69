"""Whether the parts that the Academy stands on are well: the database, the worker, the disk."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.models.courses import Module
from app.models.people import Person
from app.models.states import State

# The worker notes that it lives every minute; three missed notes are no accident.
LONGEST_SILENCE = timedelta(minutes=3)
LEAST_SHARE = 0.10
LEAST_SPACE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Health:
    """Each part: True when it is well."""

    database: bool
    jobs: bool
    disk: bool

    @property
    def is_well(self) -> bool:
        return self.database and self.jobs and self.disk


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the database holds, for the people who set the Academy up."""

    states: int
    modules: int
    people: int


def take(*, data_dir: Path, last_beat: datetime | None, now: datetime) -> Health:
    """Look at every part; `last_beat` is when the worker was last alive."""
    return Health(
        database=database_answers(), jobs=is_alive(last_beat, now), disk=has_room(data_dir)
    )


def database_answers() -> bool:
    """Whether our own tables can be read: a server that answers but is empty is not well."""
    try:
        db.session.execute(select(State.code).limit(1))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def is_alive(last_beat: datetime | None, now: datetime) -> bool:
    return last_beat is not None and now - last_beat <= LONGEST_SILENCE


def has_room(folder: Path) -> bool:
    """Whether the disk below this folder can take what a busy day writes."""
    usage = shutil.disk_usage(folder)
    return usage.free >= LEAST_SPACE and usage.free >= usage.total * LEAST_SHARE


def holdings() -> Holdings:
    """How much there is of what an installation needs from the start."""

    def count(table: type[State | Module | Person]) -> int:
        return db.session.scalar(select(func.count()).select_from(table)) or 0

    return Holdings(count(State), count(Module), count(Person))
