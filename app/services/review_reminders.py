"""Review dates: modules whose check is older than its interval, and the mails that say so once a date."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select

from app.core.access.authorship import TEACHING
from app.core.courses.summaries import ModuleFacts
from app.database import runs_again
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.drafts import ReviewReminder
from app.services.review_mails import administrators, parts_in, people_of, tell


@dataclass(frozen=True, slots=True)
class Overdue:
    """A module that somebody should look at again: `due` is the day from which on."""

    module_id: str
    facts: ModuleFacts
    reviewed: date
    due: date


def overdue(now: datetime) -> list[Overdue]:
    """The modules that take new starters and whose check is over, the longest overdue first. One query."""
    rows = db.session.execute(
        select(Module.id, Revision.facts)
        .join(Revision, Revision.id == Module.current_revision_id)
        .where(Module.withdrawn_at.is_(None))
        .order_by(Module.id)
    )
    facts = ((row.id, ModuleFacts.from_json(row.facts)) for row in rows)
    found = [Overdue(id_, one, one.reviewed, one.review_due) for id_, one in facts]
    return sorted(
        (one for one in found if one.facts.is_overdue(now.date())), key=lambda one: one.due
    )


@runs_again(db.session)
def remind(*, now: datetime) -> int:
    """Tell owners and authors of each overdue module, once for its date of `reviewed`; gives how many modules.

    Where a module has neither, the administrators are told.
    """
    told = 0
    for one in overdue(now):
        reviewed = one.reviewed.isoformat()
        if db.session.get(ReviewReminder, (one.module_id, reviewed)) is not None:
            continue
        db.session.execute(
            insert(ReviewReminder).values(module_id=one.module_id, reviewed=reviewed, sent_at=now)
        )
        parts = parts_in(one.module_id)
        people = people_of(who for who, part in parts.items() if part in TEACHING)
        for person in people or administrators():
            facts = {
                "title": one.facts.title(person.language),
                "module": one.module_id,
                "reviewed": reviewed,
            }
            tell(person, "review-due", facts, f"{one.module_id}:{reviewed}", now)
        told += 1
    db.session.commit()
    return told
