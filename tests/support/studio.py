"""What tests of the studio begin from: people with a part in a module, signed in, and a module in writing."""

from typing import Any

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.extensions import db
from app.models.courses import Module
from app.models.teaching import ModuleTrainer
from app.services import draft_saving
from app.services.sessions import SignedIn
from tests.support.courses import Files, module_files
from tests.support.factories import make_person
from tests.support.moments import NOW
from tests.support.open_exam import as_trainer

MODULE = "new-module"


def make_writer(**values: Any) -> SignedIn:
    """A trainer without any module."""
    return as_trainer(make_person(roles=(Role.TRAINER,), **values))


def make_admin() -> SignedIn:
    return as_trainer(make_person(roles=(Role.ADMIN,)), Role.ADMIN)


def give_part(who: SignedIn, part: Part, module: str = MODULE) -> SignedIn:
    """Give somebody a part in a module that is there."""
    assert db.session.get(Module, module) is not None
    db.session.add(
        ModuleTrainer(
            module_id=module, person_id=who.person_id, part=part, added_at=NOW, added_by="test"
        )
    )
    db.session.commit()
    return who


def begin_module(
    owner: SignedIn | None = None, module: str = MODULE, files: Files | None = None
) -> SignedIn:
    """A module in writing, with its owner."""
    owner = owner or make_writer()
    draft_saving.create_module(module_id=module, files=files or module_files(), who=owner, now=NOW)
    return owner
