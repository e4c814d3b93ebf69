"""Publishing courses: a checked folder becomes immutable revisions, and goes back out byte for byte."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, func, select, update

from app.core.courses.checking import check_courses
from app.core.courses.content import Module as ModuleContent
from app.core.courses.content import Track as TrackContent
from app.core.courses.reading import read_courses
from app.core.courses.revisions import revision_hash, structure_hash
from app.core.courses.summaries import facts_of
from app.core.errors import CoursesHaveErrors
from app.extensions import db
from app.models.courses import Module, Revision, RevisionFile, StoredFile, Track, TracksFile
from app.models.enrolments import Enrolment
from app.services.library import files_of
from app.services.stored_files import store

TRACKS_FILE = "tracks.yaml"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did to one module: a new revision, an older one again, or nothing."""

    module_id: str
    number: int
    is_new: bool
    is_changed: bool
    moved_learners: int


def publish(files: Mapping[str, bytes], *, by: str, now: datetime) -> tuple[Published, ...]:
    """Publish a whole courses folder, or nothing of it.

    `files` maps paths below the folder to bytes. Raises CoursesHaveErrors with every problem at once.
    A revision that changes words only is given to everyone inside; any other, to new starters.
    """
    problems = check_courses(files)
    if any(problem.kind == "error" for problem in problems):
        raise CoursesHaveErrors(problems)
    courses = read_courses(files)
    done = tuple(
        _publish_module(module, _files_below(files, module.id), by=by, now=now)
        for module in courses.modules.values()
    )
    _publish_tracks(courses.tracks, files[TRACKS_FILE])
    db.session.commit()
    return done


def _files_below(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    start = f"{folder}/"
    return {
        path[len(start) :]: content for path, content in files.items() if path.startswith(start)
    }


def _publish_module(
    content: ModuleContent, files: Mapping[str, bytes], *, by: str, now: datetime
) -> Published:
    module = db.session.get(Module, content.id)
    if module is None:
        module = Module(id=content.id)
        db.session.add(module)
        db.session.flush()
    wanted = revision_hash(files)
    revision = db.session.scalar(
        select(Revision).where(Revision.module_id == content.id, Revision.hash == wanted)
    )
    is_new = revision is None
    if revision is None:
        revision = _add_revision(content, files, wanted, by=by, now=now)
    is_changed = module.current_revision_id != revision.id
    moved = _move_learners(revision) if is_changed else 0
    module.current_revision_id = revision.id
    return Published(content.id, revision.number, is_new, is_changed, moved)


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


def _move_learners(revision: Revision) -> int:
    """Words reach everyone: enrolments on a revision of equal structure follow to this one."""
    alike = (
        select(Revision.id)
        .where(Revision.module_id == revision.module_id, Revision.structure == revision.structure)
        .where(Revision.id != revision.id)
    )
    moved = db.session.scalars(
        update(Enrolment)
        .where(Enrolment.revision_id.in_(alike))
        .values(revision_id=revision.id)
        .returning(Enrolment.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(moved)


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
    if tracks is not None:
        files[TRACKS_FILE] = tracks
    current = db.session.execute(
        select(Module.id, Module.current_revision_id).where(Module.current_revision_id.is_not(None))
    )
    for module_id, revision_id in current.all():
        if revision_id is not None:
            found = files_of(revision_id)
            files |= {f"{module_id}/{path}": content for path, content in found.items()}
    return files
