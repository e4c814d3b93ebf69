"""Reports of imports: written in the transaction of what was imported."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.core.exchange.reports import Report
from app.extensions import db
from app.models.drafts import ImportReport


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import has to tell: the name of its file, and what became of everything in it."""

    file_name: str
    report: Report


def note_import(*, module_id: str, brought: Brought, by: UUID, now: datetime) -> UUID:
    """Keep the report within the current transaction, and give back its id; the caller commits."""
    id_ = uuid4()
    db.session.add(
        ImportReport(
            id=id_,
            module_id=module_id,
            format=brought.report.format,
            file_name=brought.file_name[-250:],
            report=brought.report.to_json(),
            imported_at=now,
            imported_by_id=by,
        )
    )
    return id_
