"""The consequences of a publication before it happens: what differs, sorted, and what that does to how many people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.access.authorship import Doing
from app.core.courses.checking import check_module
from app.core.courses.consequences import Difference, Kind, differences, reaches_everyone
from app.core.courses.content import Module as ModuleContent
from app.core.courses.problems import Problem
from app.core.courses.reading import read_module
from app.core.courses.review import version_of
from app.core.courses.revisions import revision_hash
from app.core.courses.stages import Stage
from app.core.errors import NotFound
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.drafts import Draft
from app.services.authorship import authored
from app.services.following import followed
from app.services.inside import Inside, inside
from app.services.library import module_at
from app.services.reviewing import content_of, hashes_of
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Edition:
    """A published revision as pages name it."""

    id: UUID
    number: int
    published_at: datetime
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """The people on one edition: they get the new words at once, or stay and may move over."""

    inside: Inside
    follows: bool


@dataclass(frozen=True, slots=True)
class Consequences:
    """What publishing the draft would do, and exactly that.

    `current` is what new starters get now, None for a module that was never published. `is_overtaken` says that
    the draft was not begun from it; `base` is the edition that it was begun from then, if any. `problems` hold what stops publication.
    """

    module_id: str
    stage: Stage
    seen: str
    hash: str
    current: Edition | None
    base: Edition | None
    next_number: int
    is_back: bool
    is_new_for_nobody: bool
    found: tuple[Difference, ...]
    means_the_same: bool
    touched: tuple[Touched, ...]
    problems: tuple[Problem, ...]
    module: ModuleContent | None
    is_withdrawn: bool
    is_overtaken: bool

    @property
    def has_meaning(self) -> bool:
        """Whether somebody may say that reworded questions still ask the same: nothing heavier has changed."""
        return any(one.kind is Kind.MEANING for one in self.found) and reaches_everyone(
            self.found, means_the_same=True
        )

    @property
    def following(self) -> int:
        """How many under way get the new words at once."""
        return sum(one.inside.under_way for one in self.touched if one.follows)

    @property
    def finished(self) -> int:
        return sum(one.inside.finished for one in self.touched)

    @property
    def sitting(self) -> int:
        return sum(one.inside.sitting for one in self.touched)

    @property
    def certificates(self) -> int:
        return sum(one.inside.certificates for one in self.touched)

    @property
    def staying(self) -> tuple[Inside, ...]:
        """Those under way who stay on their edition."""
        return tuple(one.inside for one in self.touched if not one.follows and one.inside.under_way)


def consequences_of(module_id: str, who: SignedIn, *, means_the_same: bool = False) -> Consequences:
    """What publication of this draft as it stands would do. The number of queries is the same for every module."""
    found = authored(module_id, who, Doing.COMMENT)
    draft = db.session.get(Draft, module_id)
    module_row = db.session.get(Module, module_id)
    if draft is None or module_row is None:
        raise NotFound(module_id)
    hashes = hashes_of(module_id)
    files = content_of(hashes)
    module, problems = _read(module_id, files)
    editions = _editions(module_id)
    current = editions.get(found.revision_id) if found.revision_id else None
    base = editions.get(draft.based_on_id) if draft.based_on_id else None
    hash_ = revision_hash(files)
    again = _number_of(module_id, hash_)
    changed: tuple[Difference, ...] = ()
    if module is not None and current is not None:
        changed = differences(module_at(current.id), module)
    return Consequences(
        module_id=module_id,
        stage=Stage(draft.stage),
        seen=version_of(hashes),
        hash=hash_,
        current=current,
        base=base if base is not None and current is not None and base.id != current.id else None,
        next_number=again or max((one.number for one in editions.values()), default=0) + 1,
        is_back=again is not None and (current is None or again != current.number),
        is_new_for_nobody=current is not None and again == current.number,
        found=changed,
        means_the_same=means_the_same,
        touched=_touched(module_id, module, found.revision_id, means_the_same, again),
        problems=tuple(problem for problem in problems if problem.is_error),
        module=module,
        is_withdrawn=module_row.withdrawn_at is not None,
        is_overtaken=current is not None and draft.based_on_id != current.id,
    )


def _read(
    module_id: str, files: Mapping[str, bytes]
) -> tuple[ModuleContent | None, tuple[Problem, ...]]:
    others = db.session.scalars(select(Module.id).where(Module.current_revision_id.is_not(None)))
    problems = check_module(module_id, files, {*others, module_id})
    module, _ = read_module(module_id, files)
    return module, problems


def _touched(
    module_id: str,
    new: ModuleContent | None,
    current_id: UUID | None,
    means_the_same: bool,
    again: int | None,
) -> tuple[Touched, ...]:
    people = inside(module_id)
    if new is None:
        return tuple(Touched(one, follows=False) for one in people)
    follow = followed(module_id, new, current_id, means_the_same=means_the_same)
    # Who is on this very text already has nothing to move to.
    return tuple(Touched(one, one.revision_id in follow or one.number == again) for one in people)


def _editions(module_id: str) -> dict[UUID, Edition]:
    rows = db.session.execute(
        select(Revision.id, Revision.number, Revision.published_at, Revision.withdrawn_at).where(
            Revision.module_id == module_id
        )
    )
    return {row[0]: Edition(row[0], row[1], row[2], row[3] is not None) for row in rows}


def _number_of(module_id: str, hash_: str) -> int | None:
    """The edition that has this very text already."""
    return db.session.scalar(
        select(func.max(Revision.number)).where(
            Revision.module_id == module_id, Revision.hash == hash_
        )
    )
