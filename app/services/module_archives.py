"""A whole module as a zip file: taken away, and brought in as a new module or over the draft of one's own."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses.layout import MEDIA_FOLDER
from app.core.exchange.archives import FORMAT, Archive, module_zip, read_module_zip
from app.core.exchange.reports import Item, Report
from app.extensions import db
from app.models.courses import RevisionFile
from app.models.drafts import DraftFile
from app.services import draft_saving, drafts
from app.services.authorship import authored
from app.services.import_reports import Brought
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """A zip file that was read: nothing of it is kept yet."""

    id: str
    files: dict[str, bytes]
    report: Report


def archive_of(module_id: str, who: SignedIn) -> bytes:
    """The working text as this person sees it: words, questions and media, and of people nothing."""
    return module_zip(module_id, drafts.contents(drafts.working_text(module_id, who)))


def read_archive(content: bytes) -> ReadArchive:
    """The module in a zip file, every file checked. Raises ContainerRefused, and then nothing was kept.

    Bytes that the Academy holds as media already were checked when they came, so they come back unchanged.
    """
    # Pictures and PDF files are looked into only here.
    from app.core.exchange.intake.archived import taken  # noqa: PLC0415 -- slow to load

    found = read_module_zip(content)
    checked = taken(found.files, _known(found))
    report = Report(FORMAT, (*checked.items, *found.left_out))
    return ReadArchive(found.id, dict(checked.files), report)


def _known(found: Archive) -> set[str]:
    """The media of this archive that are kept already, by content."""
    hashes = {
        hashlib.sha256(content).hexdigest()
        for path, content in found.files.items()
        if path.startswith(MEDIA_FOLDER + "/")
    }
    known: set[str] = set()
    for kept in (RevisionFile, DraftFile):
        known |= set(
            db.session.scalars(
                select(kept.sha256).where(
                    kept.sha256.in_(hashes), kept.path.like(f"{MEDIA_FOLDER}/%")
                )
            )
        )
    return known


def make_from_archive(
    *, read: ReadArchive, module_id: str, file_name: str, who: SignedIn, now: datetime
) -> UUID:
    """A new module with the files of an archive; who brings it in owns it. Gives the report's id.

    Raises what create_module raises.
    """
    brought = Brought(file_name, read.report)
    draft_saving.create_module(
        module_id=module_id, files=read.files, who=who, now=now, brought=brought
    )
    return brought.id


def replace_from_archive(
    *, read: ReadArchive, module_id: str, file_name: str, who: SignedIn, now: datetime
) -> UUID:
    """The files of an archive in place of a draft's; what is not in the archive is removed. Gives the report's id.

    Raises what save_files raises, and refuses as `authored` does.
    """
    authored(module_id, who, Doing.WRITE)
    text = drafts.working_text(module_id, who, Doing.WRITE)
    gone = sorted(text.entries.keys() - read.files.keys())
    items = [Item("left-out", "removed-from-draft", path, path) for path in gone]
    brought = Brought(file_name, read.report.with_items(items))
    draft_saving.save_files(
        module_id=module_id,
        changes={**dict.fromkeys(gone), **read.files},
        seen={path: entry.sha256 for path, entry in text.entries.items()},
        who=who,
        now=now,
        brought=brought,
    )
    return brought.id
