"""Courses that come in behind the pages, for those who asked for them: asked for, followed, stopped, gone on with."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from app.core.errors import NotFound, Refusal
from app.core.exchange.import_states import UNDER_WAY, ImportState
from app.core.exchange.kept_refusals import refusal_from_json
from app.database import runs_again
from app.extensions import db
from app.models.drafts import ImportJob
from app.services.moodle_import import Asked, must_teach
from app.services.sessions import SignedIn

WAKES = "wakes_importer"
"""A statement with this option has the worker look for imports as soon as it is committed: app/jobs/kicks.py."""
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """How far an import is; `refusal` says why there is no module, where there will be none."""

    id: UUID
    module_id: str
    file_name: str
    state: ImportState
    total: int
    done: int
    refusal: Refusal | None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


@runs_again(db.session)
def ask(*, asked: Asked, who: SignedIn, now: datetime) -> UUID:
    """Have this wish fulfilled behind the pages; gives its id. The same wish again changes nothing."""
    must_teach(who)
    wish = asdict(asked) | {"id": str(asked.id)}
    try:
        db.session.execute(
            insert(ImportJob).values(
                id=asked.id,
                person_id=who.person_id,
                module_id=asked.module_id,
                sha256=asked.sha256,
                wanted=wish,
                state=ImportState.WAITING,
                total=asked.files,
                done=0,
                turn=0,
                failures=0,
                asked_at=now,
            ),
            execution_options={WAKES: True},
        )
    except IntegrityError:
        db.session.rollback()
        if _find(asked.id, who) is None:
            raise NotFound(asked.sha256) from None  # the upload is gone
    db.session.commit()
    return asked.id


def follow(job_id: UUID, who: SignedIn) -> Followed:
    """How far one's own import is; NotFound for what is somebody else's or not there. One query."""
    row = _find(job_id, who)
    if row is None:
        raise NotFound(job_id)
    return _followed(row)


def imports_of(who: SignedIn) -> list[Followed]:
    """One's own imports that are under way, stopped or refused, the latest first. One query."""
    rows = db.session.scalars(
        select(ImportJob)
        .where(ImportJob.person_id == who.person_id, ImportJob.state != ImportState.DONE)
        .order_by(ImportJob.asked_at.desc(), ImportJob.id)
        .limit(MOST_LISTED)
    )
    return [_followed(row) for row in rows]


@runs_again(db.session)
def stop(*, job_id: UUID, who: SignedIn, now: datetime) -> None:
    """Stop an import that is under way; what has been drawn anew stays. What is over stays as it is."""
    _own(job_id, who)
    db.session.execute(
        update(ImportJob)
        .where(ImportJob.id == job_id, ImportJob.state.in_(UNDER_WAY))
        .values(state=ImportState.STOPPED, finished_at=now, lease_until=None)
    )
    db.session.commit()


@runs_again(db.session)
def go_on(*, job_id: UUID, who: SignedIn) -> None:
    """Go on with an import that was stopped, from where it stood; any other stays as it is."""
    _own(job_id, who)
    db.session.execute(
        update(ImportJob)
        .where(ImportJob.id == job_id, ImportJob.state == ImportState.STOPPED)
        .values(state=ImportState.WAITING, finished_at=None, failures=0)
        .execution_options(**{WAKES: True})
    )
    db.session.commit()


def _own(job_id: UUID, who: SignedIn) -> None:
    if _find(job_id, who) is None:
        raise NotFound(job_id)


def _find(job_id: UUID, who: SignedIn) -> ImportJob | None:
    return db.session.scalar(
        select(ImportJob).where(ImportJob.id == job_id, ImportJob.person_id == who.person_id)
    )


def _followed(row: ImportJob) -> Followed:
    return Followed(
        id=row.id,
        module_id=row.module_id,
        file_name=row.wanted["file_name"],
        state=ImportState(row.state),
        total=row.total,
        done=min(row.done, row.total),
        refusal=refusal_from_json(row.refusal) if row.refusal else None,
    )
