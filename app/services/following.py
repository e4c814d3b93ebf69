"""Who follows: whose learners get a new text at once, because it differs from theirs in words alone."""

from uuid import UUID

from sqlalchemy import select, update

from app.core.courses.consequences import differences, reaches_everyone
from app.core.courses.content import Module as ModuleContent
from app.core.courses.revisions import structure_hash
from app.extensions import db
from app.models.courses import Revision
from app.models.enrolments import Enrolment
from app.services.library import module_at


def followed(
    module_id: str, new: ModuleContent, current_id: UUID | None, *, means_the_same: bool = False
) -> frozenset[UUID]:
    """The revisions with people inside whose people get `new` at once.

    `means_the_same` is somebody's word that the reworded questions still ask the same; it speaks of what differs
    from the current revision, and so of the people on that one and on those that differ from it in words alone.
    """
    held = select(Enrolment.id).where(Enrolment.revision_id == Revision.id).exists()
    alike = db.session.scalars(
        select(Revision.id).where(
            Revision.module_id == module_id, Revision.structure == structure_hash(new), held
        )
    ).all()
    found = {one for one in alike if reaches_everyone(differences(module_at(one), new))}
    if means_the_same and current_id is not None:
        current = module_at(current_id)
        if reaches_everyone(differences(current, new), means_the_same=True):
            found |= {
                one for one in alike if reaches_everyone(differences(module_at(one), current))
            }
    return frozenset(found)


def move_learners(
    revision: Revision, new: ModuleContent, current_id: UUID | None, *, means_the_same: bool
) -> int:
    """Within the current transaction: those who follow go on with this revision; gives back how many."""
    before = followed(revision.module_id, new, current_id, means_the_same=means_the_same)
    moved = db.session.scalars(
        update(Enrolment)
        .where(Enrolment.revision_id.in_(before - {revision.id}))
        .values(revision_id=revision.id)
        .returning(Enrolment.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(moved)
