"""Publishing courses: a checked folder becomes immutable revisions, and goes back out byte for byte."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select

from app.core.courses.checking import check_courses
from app.core.courses.content import Module as ModuleContent
from app.core.courses.content import Track as TrackContent
from app.core.courses.reading import read_courses
from app.core.courses.revisions import revision_hash, structure_hash
from app.core.courses.stages import Stage
from app.core.courses.summaries import facts_of
from app.core.errors import CoursesHaveErrors
from app.extensions import db
from app.models.courses import Module, Revision, RevisionFile, StoredFile, Track, TracksFile
from app.models.drafts import Draft, DraftFile
from app.services.following import move_learners
from app.services.library import files_of
from app.services.stored_files import store

TRACKS_FILE = "tracks.yaml"
NO_TRACKS = b"[]\n"
SETUP, COMMAND_LINE = "setup", "command line"
"""Who publishes a folder; a person's id stands for the studio."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did to one module: a new revision, an older one again, or nothing.

    `is_withdrawn` says that this very text was withdrawn, so that it was left as it is; `draft` is the stage of a
    draft in the studio that holds other words and was left alone.
    """

    module_id: str
    number: int
    is_new: bool
    is_changed: bool
    moved_learners: int
    revision_id: UUID
    is_withdrawn: bool = False
    draft: Stage | None = None


def publish(
    files: Mapping[str, bytes],
    *,
    by: str,
    now: datetime,
    means_the_same: bool = False,
    leave: Collection[str] = (),
) -> tuple[Published, ...]:
    """Publish a whole courses folder, or nothing of it.

    `files` maps paths below the folder to bytes. Raises CoursesHaveErrors with every problem at once.
    A revision that changes words only is given to everyone inside; any other, to new starters
    (docs/decisions/0009-consequences.md); `means_the_same` counts reworded questions as words.
    Modules whose ids are in `leave` are checked with the rest and stay as they are.
    """
    problems = check_courses(files)
    if any(problem.kind == "error" for problem in problems):
        raise CoursesHaveErrors(problems)
    courses = read_courses(files)
    done = tuple(
        publish_module(
            module, _files_below(files, module.id), by=by, now=now, means_the_same=means_the_same
        )
        for module in courses.modules.values()
        if module.id not in leave
    )
    _publish_tracks(courses.tracks, files[TRACKS_FILE])
    db.session.commit()
    return done


def written_in_the_studio() -> set[str]:
    """The modules whose present text was published by a person, not from a folder."""
    rows = db.session.scalars(
        select(Module.id)
        .join(Revision, Revision.id == Module.current_revision_id)
        .where(Revision.published_by.not_in((SETUP, COMMAND_LINE)))
    )
    return set(rows)


def _files_below(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    start = f"{folder}/"
    return {
        path[len(start) :]: content for path, content in files.items() if path.startswith(start)
    }


def publish_module(
    content: ModuleContent,
    files: Mapping[str, bytes],
    *,
    by: str,
    now: datetime,
    means_the_same: bool = False,
    restores: bool = False,
) -> Published:
    """Within the current transaction: give this text to new starters, and its words to those who follow.

    A text that was withdrawn stays so unless `restores` says otherwise.
    """
    module = _row_of(content.id)
    wanted = revision_hash(files)
    revision = db.session.scalar(
        select(Revision).where(Revision.module_id == content.id, Revision.hash == wanted)
    )
    is_new = revision is None
    if revision is None:
        revision = _add_revision(content, files, wanted, by=by, now=now)
    if revision.withdrawn_at is not None and not restores:
        draft = _other_draft(module)
        return Published(content.id, revision.number, False, False, 0, revision.id, True, draft)
    revision.withdrawn_at = revision.withdrawn_by = revision.withdrawn_reason = None
    before = module.current_revision_id
    is_changed, moved = before != revision.id, 0
    if is_changed:
        moved = move_learners(revision, content, before, means_the_same=means_the_same)
        module.current_revision_id = revision.id
        take_draft_along(revision)
    draft = _other_draft(module)
    return Published(
        content.id, revision.number, is_new, is_changed, moved, revision.id, draft=draft
    )


def _row_of(module_id: str) -> Module:
    module = db.session.get(Module, module_id, with_for_update=True, populate_existing=True)
    if module is None:
        module = Module(id=module_id)
        db.session.add(module)
        db.session.flush()
    return module


def take_draft_along(revision: Revision) -> None:
    """Within the current transaction: a draft that holds nothing of its own becomes the text published now.

    So nobody writes on at a text that has been overtaken. A draft with unpublished words stays as it is.
    """
    draft = db.session.get(Draft, revision.module_id, with_for_update=True, populate_existing=True)
    if draft is None or draft.stage != Stage.PUBLISHED or draft.based_on_id == revision.id:
        return
    db.session.execute(delete(DraftFile).where(DraftFile.module_id == revision.module_id))
    rows = db.session.execute(
        select(RevisionFile.path, RevisionFile.sha256).where(
            RevisionFile.revision_id == revision.id
        )
    )
    for path, sha256 in rows.all():
        db.session.add(
            DraftFile(
                module_id=revision.module_id,
                path=path,
                sha256=sha256,
                saved_at=revision.published_at,
            )
        )
    draft.based_on_id = revision.id
    db.session.flush()


def _other_draft(module: Module) -> Stage | None:
    draft = db.session.get(Draft, module.id)
    return Stage(draft.stage) if draft and draft.stage != Stage.PUBLISHED else None


def _add_revision(
    content: ModuleContent, files: Mapping[str, bytes], wanted: str, *, by: str, now: datetime
) -> Revision:
    last = db.session.scalar(
        select(func.max(Revision.number)).where(Revision.module_id == content.id)
    )
    revision = Revision(
        id=uuid4(),
        module_id=content.id,
        number=(last or 0) + 1,
        hash=wanted,
        structure=structure_hash(content),
        facts=facts_of(content).to_json(),
        published_at=now,
        published_by=by,
    )
    db.session.add(revision)
    db.session.flush()
    for path, body in files.items():
        db.session.add(RevisionFile(revision_id=revision.id, path=path, sha256=store(body)))
    db.session.flush()
    return revision


def _publish_tracks(tracks: tuple[TrackContent, ...], content: bytes) -> None:
    db.session.execute(delete(Track).where(Track.id.not_in([track.id for track in tracks])))
    for position, track in enumerate(tracks):
        db.session.merge(
            Track(
                id=track.id,
                position=position,
                titles=dict(track.title),
                summaries=dict(track.summary),
                area=track.area,
                component=track.component,
                modules=list(track.modules),
            )
        )
    db.session.merge(TracksFile(id=1, sha256=store(content)))


def export() -> dict[str, bytes]:
    """The courses folder as published: paths to bytes, exactly as they came in."""
    files: dict[str, bytes] = {}
    tracks = db.session.scalar(
        select(StoredFile.content)
        .join(TracksFile, TracksFile.sha256 == StoredFile.sha256)
        .where(TracksFile.id == 1)
    )
    current = db.session.execute(
        select(Module.id, Module.current_revision_id).where(Module.current_revision_id.is_not(None))
    )
    for module_id, revision_id in current.all():
        if revision_id is not None:
            found = files_of(revision_id)
            files |= {f"{module_id}/{path}": content for path, content in found.items()}
    if tracks is not None or files:
        # Modules written in the studio alone stand in no track, and a folder without tracks cannot be published.
        files[TRACKS_FILE] = tracks if tracks is not None else NO_TRACKS
    return files
