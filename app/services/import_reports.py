"""Reports of imports: written in the transaction of what was imported, and read again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, select

from app.core.access.authorship import Doing
from app.core.errors import NotFound
from app.core.exchange.reports import Report
from app.extensions import db
from app.models.drafts import ImportReport
from app.models.people import Person
from app.services.authorship import Authored, authored
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import has to tell: the name of its file, and what became of everything in it.

    `id` is that of the report, so that it stays the same when the transaction has to run again.
    """

    file_name: str
    report: Report
    id: UUID = field(default_factory=uuid4)


def note_import(*, module_id: str, brought: Brought, by: UUID, now: datetime) -> None:
    """Keep the report within the current transaction; the caller commits."""
    db.session.add(
        ImportReport(
            id=brought.id,
            module_id=module_id,
            format=brought.report.format,
            file_name=brought.file_name[-250:],
            report=brought.report.to_json(),
            imported_at=now,
            imported_by_id=by,
        )
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as it is shown again, in its module; `by` is empty where the account is gone."""

    id: UUID
    module: Authored
    file_name: str
    report: Report
    imported_at: datetime
    by: str


MOST_LISTED = 50


def reports_of(module_id: str, who: SignedIn) -> list[Kept]:
    """The latest reports of a module's imports for those who have a part in it. Two queries."""
    found = authored(module_id, who, Doing.READ)
    if not found.is_for_all and found.part is None:
        return []
    latest = _reports(module_id).order_by(ImportReport.imported_at.desc()).limit(MOST_LISTED)
    return [_kept(row, found) for row in db.session.execute(latest)]


def report(module_id: str, report_id: UUID, who: SignedIn) -> Kept:
    """One report, for those who have a part in the module; NotFound for everybody else. Two queries."""
    found = authored(module_id, who, Doing.READ)
    row = db.session.execute(_reports(module_id).where(ImportReport.id == report_id)).first()
    if row is None or not (found.is_for_all or found.part is not None):
        raise NotFound(report_id)
    return _kept(row, found)


def _reports(module_id: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ImportReport.id,
            ImportReport.file_name,
            ImportReport.report,
            ImportReport.imported_at,
            Person.given_name,
            Person.family_name,
        )
        .outerjoin(Person, Person.id == ImportReport.imported_by_id)
        .where(ImportReport.module_id == module_id)
    )


def _kept(row: Row[*tuple[Any, ...]], module: Authored) -> Kept:
    return Kept(
        id=row.id,
        module=module,
        file_name=row.file_name,
        report=Report.from_json(row.report),
        imported_at=row.imported_at,
        by=" ".join(filter(None, (row.given_name, row.family_name))),
    )
