"""Saving drafts: who saves names the version that they saw, so that nobody overwrites what they have not seen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from app.core.access.authorship import Doing, Part
from app.core.access.rights import Right
from app.core.courses.fields import ID
from app.core.courses.layout import is_safe
from app.core.courses.stages import Stage, is_writable
from app.core.errors import (
    BadModuleId,
    BadPath,
    DraftIsLocked,
    ModuleExists,
    NotAllowed,
    NotFound,
    SavedMeanwhile,
)
from app.database import runs_again
from app.extensions import db
from app.models.courses import Module, StoredFile
from app.models.drafts import Draft, DraftChange, DraftFile
from app.models.teaching import ModuleTrainer
from app.services.authorship import authored
from app.services.drafts import published_entries
from app.services.import_reports import Brought, note_import
from app.services.sessions import SignedIn
from app.services.stored_files import let_go, store


@runs_again(db.session)
def create_module(
    *,
    module_id: str,
    files: Mapping[str, bytes],
    who: SignedIn,
    now: datetime,
    brought: Brought | None = None,
) -> None:
    """Open the draft of a new module with these files; who creates it owns it. `brought` is the report of an import.

    Raises BadModuleId, ModuleExists (also for one that was there once) and BadPath.
    """
    if not who.may(Right.TEACH):
        raise NotAllowed(Right.TEACH)
    if not ID.match(module_id) or len(module_id) > 80:
        raise BadModuleId(module_id)
    _check_paths(files)
    try:
        with db.session.begin_nested():
            db.session.add(Module(id=module_id))
    except IntegrityError:
        db.session.rollback()
        raise ModuleExists(module_id) from None
    db.session.add(
        ModuleTrainer(
            module_id=module_id,
            person_id=who.person_id,
            part=Part.OWNER,
            added_at=now,
            added_by=str(who.person_id),
        )
    )
    draft = Draft(module_id=module_id, stage=Stage.DRAFT, round=1, opened_at=now, changed_at=now)
    db.session.add(draft)
    db.session.flush()
    for path, body in files.items():
        _put(draft, path, body, who.person_id, now)
    if brought is not None:
        note_import(module_id=module_id, brought=brought, by=who.person_id, now=now)
    db.session.commit()


@runs_again(db.session)
def save_file(
    *, module_id: str, path: str, content: bytes, seen: str | None, who: SignedIn, now: datetime
) -> str:
    """Save one file of the draft over the version `seen` (its SHA-256; None for a new file); gives the new version.

    Saving the same again changes nothing. Raises SavedMeanwhile with what stands, DraftIsLocked, BadPath.
    """
    saved = save_files(
        module_id=module_id, changes={path: content}, seen={path: seen}, who=who, now=now
    )
    return saved[path]


@runs_again(db.session)
def save_files(
    *,
    module_id: str,
    changes: Mapping[str, bytes | None],
    seen: Mapping[str, str | None],
    who: SignedIn,
    now: datetime,
    brought: Brought | None = None,
) -> dict[str, str]:
    """Save several files at once, or none of them; None as content removes a file. Gives the new versions.

    `seen` gives for each path the version that the change was made on. A rename is a removal and a new file.
    `brought` is the report of an import.
    """
    authored(module_id, who, Doing.WRITE)
    _check_paths(changes)
    draft = open_draft(module_id, now)
    current: dict[str, str] = {
        row.path: row.sha256
        for row in db.session.execute(
            select(DraftFile.path, DraftFile.sha256).where(
                DraftFile.module_id == module_id, DraftFile.path.in_(changes)
            )
        )
    }
    done: dict[str, str] = {}
    for path, body in changes.items():
        stands = current.get(path)
        if body is None and stands is None:
            continue
        wanted = store(body) if body is not None else None
        if wanted is not None and wanted == stands:
            done[path] = wanted
            continue
        if seen.get(path) != stands:
            raise _meanwhile(path, stands)
        if body is None:
            _remove(draft, path, stands, who.person_id, now)
        else:
            done[path] = _put(draft, path, body, who.person_id, now, over=stands)
    if brought is not None:
        note_import(module_id=module_id, brought=brought, by=who.person_id, now=now)
    db.session.commit()
    return done


def _check_paths(paths: Iterable[str]) -> None:
    for path in paths:
        if not is_safe(path):
            raise BadPath(path)


def _meanwhile(path: str, stands: str | None) -> SavedMeanwhile:
    kept = db.session.get(StoredFile, stands) if stands else None
    content = kept.content if kept else None
    db.session.rollback()
    return SavedMeanwhile(path, content, stands)


def open_draft(module_id: str, now: datetime) -> Draft:
    """The draft to write in, within the current transaction: begun from the current revision where there is none.

    A published draft begins its next round. Raises DraftIsLocked while the text is in review or approved.
    """
    # The lock makes one writer wait for the other on PostgreSQL; on SQLite there is one writer anyway.
    draft = db.session.get(Draft, module_id, with_for_update=True)
    if draft is None:
        return _begin(module_id, now)
    stage = Stage(draft.stage)
    if not is_writable(stage):
        raise DraftIsLocked(stage)
    if stage is Stage.PUBLISHED:
        draft.stage, draft.round = Stage.DRAFT, draft.round + 1
    draft.changed_at = now
    return draft


def _begin(module_id: str, now: datetime) -> Draft:
    module = db.session.get(Module, module_id, with_for_update=True)
    if module is None:
        raise NotFound(module_id)
    draft = Draft(
        module_id=module_id,
        based_on_id=module.current_revision_id,
        stage=Stage.DRAFT,
        round=1,
        opened_at=now,
        changed_at=now,
    )
    db.session.add(draft)
    db.session.flush()
    if module.current_revision_id is not None:
        for entry in published_entries(module.current_revision_id).values():
            db.session.add(
                DraftFile(module_id=module_id, path=entry.path, sha256=entry.sha256, saved_at=now)
            )
    db.session.flush()
    return draft


def _put(
    draft: Draft, path: str, body: bytes, by: UUID, now: datetime, over: str | None = None
) -> str:
    sha256 = store(body)
    if over is None:
        db.session.add(
            DraftFile(
                module_id=draft.module_id, path=path, sha256=sha256, saved_at=now, saved_by_id=by
            )
        )
        db.session.flush()
    else:
        db.session.execute(
            update(DraftFile)
            .where(DraftFile.module_id == draft.module_id, DraftFile.path == path)
            .values(sha256=sha256, saved_at=now, saved_by_id=by)
        )
        let_go(over)
    _note_change(draft, path, by, now)
    return sha256


def _remove(draft: Draft, path: str, over: str | None, by: UUID, now: datetime) -> None:
    db.session.execute(
        delete(DraftFile).where(
            DraftFile.module_id == draft.module_id, DraftFile.path == path, DraftFile.sha256 == over
        )
    )
    if over is not None:
        let_go(over)
    _note_change(draft, path, by, now)


def _note_change(draft: Draft, path: str, by: UUID, now: datetime) -> None:
    db.session.merge(
        DraftChange(
            module_id=draft.module_id, round=draft.round, path=path, person_id=by, changed_at=now
        )
    )
