"""Trainers are told of unanswered questions by mail: at once for the first one, at most once a module and day."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from app.core.access.authorship import TEACHING
from app.core.access.rights import Role, Status
from app.core.courses.summaries import ModuleFacts
from app.database import runs_again
from app.extensions import db
from app.models.conversations import LessonQuestion
from app.models.courses import Module, Revision
from app.models.mail import OutboxMail
from app.models.people import Person, RoleGrant
from app.models.teaching import ModuleTrainer
from app.services import outbox
from app.services.approvals import name_of
from app.services.learner_progress import LEARNING

KIND = "lesson-questions"


@runs_again(db.session)
def send_digests(*, now: datetime) -> None:
    """For every module: questions that were asked after the last mail of an earlier day."""
    modules = select(LessonQuestion.module_id).where(LessonQuestion.answered_at.is_(None))
    for module_id in db.session.scalars(modules.distinct().order_by(LessonQuestion.module_id)):
        tell_trainers(module_id, now)
    db.session.commit()


def tell_trainers(module_id: str, now: datetime) -> None:
    """Within the current transaction: a mail to each trainer who has not had one of the newest question yet.

    The event's key has the day in it, so that a second one of the same day changes nothing.
    """
    number, newest = func.count(), func.max(LessonQuestion.asked_at)
    waiting = db.session.execute(
        select(number.label("number"), newest.label("newest"))
        .join(Person, Person.id == LessonQuestion.person_id)
        .where(LessonQuestion.module_id == module_id, LessonQuestion.answered_at.is_(None))
        .where(Person.status.in_(LEARNING))
    ).one()
    if not waiting.number:
        return
    start = f"{KIND}:{hashlib.sha256(module_id.encode()).hexdigest()[:16]}"
    for trainer, facts in _trainers(module_id):
        last = db.session.scalar(
            select(func.max(OutboxMail.created_at)).where(
                OutboxMail.person_id == trainer.id, OutboxMail.event_key.startswith(f"{start}:")
            )
        )
        if last is None or last < waiting.newest:
            _tell(trainer, module_id, ModuleFacts.from_json(facts), waiting.number, start, now)


def _trainers(module_id: str) -> Sequence[Row[Person, dict[str, Any]]]:
    """Who looks after its learners, as long as they hold the role."""
    holds_the_role = (
        select(RoleGrant.id)
        .where(RoleGrant.person_id == Person.id)
        .where(RoleGrant.role.in_((Role.TRAINER, Role.ADMIN)))
        .exists()
    )
    return db.session.execute(
        select(Person, Revision.facts)
        .join(ModuleTrainer, ModuleTrainer.person_id == Person.id)
        .join(Module, Module.id == ModuleTrainer.module_id)
        .join(Revision, Revision.id == Module.current_revision_id)
        .where(Module.id == module_id, ModuleTrainer.part.in_(TEACHING))
        .where(Person.status == Status.APPROVED, holds_the_role)
        .order_by(Person.id)
    ).all()


def _tell(
    trainer: Person, module_id: str, facts: ModuleFacts, number: int, start: str, now: datetime
) -> None:
    outbox.queue_mail(
        kind="lesson-questions",
        to=trainer.address,
        language=trainer.language,
        facts={
            "name": name_of(trainer),
            "module": module_id,
            "title": facts.title(trainer.language),
            "number": str(number),
        },
        event_key=f"{start}:{trainer.id}:{now:%Y-%m-%d}",
        person_id=trainer.id,
        now=now,
    )
