"""The work on courses that come in behind the pages: taken up under a lease, piece by piece, ended exactly once."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from app.core.access.rights import Grant, Role, Status
from app.core.errors import Refusal
from app.core.exchange.import_states import ImportState
from app.core.exchange.kept_refusals import BrokeDown, refusal_to_json
from app.core.exchange.moodle_xml.remaking import Made, remade
from app.database import only_reading, runs_again
from app.extensions import db
from app.models.drafts import ImportJob, ImportPiece
from app.models.people import Person, RoleGrant
from app.services import moodle_import
from app.services.moodle_import import Asked
from app.services.sessions import SignedIn
from app.services.stored_files import store, stored

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""Longer than one picture, or the writing of the whole module, takes."""
MOST_FAILURES = 3


class Interrupted(Exception):
    """The import was stopped, or somebody else has taken it up: nothing more of it is to be done here."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One import in our hands; only as long as it has this number is it ours."""

    id: UUID
    number: int
    person_id: UUID
    asked: Asked


@runs_again(db.session)
def take_up(*, now: datetime) -> Turn | None:
    """The import that has waited longest, or whose worker is gone; None where there is none."""
    row = db.session.scalar(
        select(ImportJob)
        .where(or_(ImportJob.state == ImportState.WAITING, _is_left(now)))
        .order_by(ImportJob.failures, ImportJob.asked_at, ImportJob.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        db.session.rollback()
        return None
    row.turn += 1
    row.failures += 1
    row.state, row.lease_until = ImportState.WORKING, now + LEASE
    row.started_at = row.started_at or now
    wish = row.wanted | {"id": row.id}
    turn = Turn(row.id, row.turn, row.person_id, Asked(**wish))
    db.session.commit()
    return turn


@runs_again(db.session)
def give_up(*, now: datetime) -> int:
    """Refuse what has broken down too often without a step forward; tells how many."""
    given_up = db.session.execute(
        update(ImportJob)
        .where(_is_left(now), ImportJob.failures >= MOST_FAILURES)
        .values(
            state=ImportState.REFUSED,
            refusal=refusal_to_json(BrokeDown()),
            finished_at=now,
            lease_until=None,
        )
        .execution_options(synchronize_session=False)
    )
    count = int(given_up.rowcount)  # type: ignore[attr-defined]
    db.session.commit()
    return count


def _is_left(now: datetime) -> ColumnElement[bool]:
    return and_(ImportJob.state == ImportState.WORKING, ImportJob.lease_until <= now)


def work_on(turn: Turn) -> None:
    """Make the module, or note why there will be none; what was done in earlier turns is not done again."""
    try:
        _bring_in(turn)
    except Interrupted:
        log.info("The import %s was interrupted", turn.id)
    except Refusal as refusal:
        db.session.rollback()
        refuse(turn, refusal, now=datetime.now(UTC))
    else:
        finish(turn, now=datetime.now(UTC))


def _bring_in(turn: Turn) -> None:
    asked, who = turn.asked, _owner(turn)
    moodle_import.must_teach(who)
    if moodle_import.is_made(asked.id):
        return
    today = datetime.now(UTC).date()
    course = moodle_import.read_course(asked, today, _Anew(turn).remake)
    hold(turn, now=datetime.now(UTC))
    moodle_import.make(asked=asked, course=course, who=who, now=datetime.now(UTC))


def _owner(turn: Turn) -> SignedIn:
    """Who has asked for it, with the rights that they have now."""
    with only_reading():
        facts = select(Person.given_name, Person.family_name, Person.language, Person.status)
        person = db.session.execute(facts.where(Person.id == turn.person_id)).first()
        rows = db.session.execute(
            select(RoleGrant.role, RoleGrant.state_code).where(
                RoleGrant.person_id == turn.person_id
            )
        ).all()
        db.session.rollback()
    if person is None:
        raise Interrupted(turn.id)
    grants = tuple(Grant(Role(role), state) for role, state in rows)
    given, family, language, status = person
    return SignedIn(turn.id, turn.person_id, given, family, language, Status(status), grants, False)


class _Anew:
    """Draws the files of a backup anew, and keeps each as soon as it is drawn."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._known = _pieces(turn.id)

    def remake(self, content: bytes) -> Made:
        source = hashlib.sha256(content).hexdigest()
        if source in self._known:
            outcome, sha256 = self._known[source]
            return outcome if sha256 is None else (_bytes(sha256), outcome)
        made = remade(content)
        sha256 = note_piece(self._turn, source, made, now=datetime.now(UTC))
        self._known[source] = (made if isinstance(made, str) else made[1], sha256)
        return made


def _pieces(job_id: UUID) -> dict[str, tuple[str, str | None]]:
    with only_reading():
        rows = db.session.execute(
            select(ImportPiece.source, ImportPiece.outcome, ImportPiece.sha256).where(
                ImportPiece.job_id == job_id
            )
        ).all()
        db.session.rollback()
    return {row.source: (row.outcome, row.sha256) for row in rows}


def _bytes(sha256: str) -> bytes:
    with only_reading():
        content = stored([sha256])[sha256]
        db.session.rollback()
    return content


@runs_again(db.session)
def note_piece(turn: Turn, source: str, made: Made, *, now: datetime) -> str | None:
    """Keep one file as it was drawn, and hold the import for another while; gives the file's SHA-256.

    Raises Interrupted where the import is not ours any more.
    """
    _hold(turn, now, done=ImportJob.done + 1, failures=0)
    outcome, sha256 = (made, None) if isinstance(made, str) else (made[1], store(made[0]))
    db.session.add(ImportPiece(job_id=turn.id, source=source, outcome=outcome, sha256=sha256))
    db.session.commit()
    return sha256


@runs_again(db.session)
def hold(turn: Turn, *, now: datetime) -> None:
    """Keep the import in our hands for another while; raises Interrupted where it is not ours any more."""
    _hold(turn, now)
    db.session.commit()


def _hold(turn: Turn, now: datetime, **more: Any) -> None:
    held = db.session.execute(
        update(ImportJob)
        .where(_is_ours(turn))
        .values(lease_until=now + LEASE, **more)
        .execution_options(synchronize_session=False)
    )
    if held.rowcount == 0:  # type: ignore[attr-defined]
        db.session.rollback()
        raise Interrupted(turn.id)


@runs_again(db.session)
def refuse(turn: Turn, refusal: Refusal, *, now: datetime) -> None:
    """There will be no module, and this is why; nothing where it is not ours any more."""
    log.info("The import %s was refused: %s", turn.id, refusal)
    _end(turn, _is_ours(turn), ImportState.REFUSED, now, refusal=refusal_to_json(refusal))
    db.session.commit()


@runs_again(db.session)
def finish(turn: Turn, *, now: datetime) -> None:
    """The module is there, with its report, whoever has made it: also where somebody has just stopped the import."""
    _end(turn, ImportJob.id == turn.id, ImportState.DONE, now, done=ImportJob.total)
    db.session.commit()


def _end(
    turn: Turn, where: ColumnElement[bool], state: ImportState, now: datetime, **more: Any
) -> None:
    ended = db.session.execute(
        update(ImportJob)
        .where(where)
        .values(state=state, finished_at=now, lease_until=None, **more)
        .execution_options(synchronize_session=False)
    )
    if ended.rowcount:  # type: ignore[attr-defined]
        db.session.execute(delete(ImportPiece).where(ImportPiece.job_id == turn.id))


def _is_ours(turn: Turn) -> ColumnElement[bool]:
    return and_(
        ImportJob.id == turn.id,
        ImportJob.turn == turn.number,
        ImportJob.state == ImportState.WORKING,
    )
