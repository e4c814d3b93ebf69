"""How far the translations of modules are: per file and language, for one module or for all that somebody may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses.staleness import Progress, compare, progress_of, total
from app.core.courses.units import units_of
from app.extensions import db
from app.models.courses import RevisionFile
from app.models.drafts import DraftFile
from app.services.authorship import Authored, authored_by
from app.services.drafts import WorkingText, working_text
from app.services.sessions import SignedIn
from app.services.stored_files import stored
from app.services.translation_sources import decoded
from app.services.translation_standing import (
    Origin,
    Shas,
    Standing,
    languages_of,
    read_standings,
)

PAIRS_IN_MEMORY = 8192


@dataclass(frozen=True, slots=True)
class FileProgress:
    """A file in a list; `title` is the source's."""

    file: str
    title: str
    origin: Origin
    progress: Progress


@dataclass(frozen=True, slots=True)
class LanguageProgress:
    """All files of a module in one language."""

    language: str
    files: tuple[FileProgress, ...]

    @property
    def progress(self) -> Progress:
        return total(file.progress for file in self.files)


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """The translations of a module; `source` is empty where its module.yaml cannot be read."""

    module_id: str
    source: str
    languages: tuple[LanguageProgress, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A module in the studio with its translations."""

    text: WorkingText
    module: ModuleProgress


def overview(module_id: str, who: SignedIn) -> Overview:
    """The translations of one module; refuses as `authored` does. The number of queries is constant."""
    text = working_text(module_id, who, Doing.READ)
    files = {path: entry.sha256 for path, entry in text.entries.items()}
    return Overview(text, read_progress({module_id: files})[module_id])


def catalogue(who: SignedIn) -> list[tuple[Authored, ModuleProgress]]:
    """Every module that somebody may see, with its translations. The number of queries is constant."""
    seen = authored_by(who)
    drafted = [one.module_id for one in seen if one.stage and (one.is_for_all or one.part)]
    published = {
        one.revision_id: one.module_id
        for one in seen
        if one.module_id not in drafted and one.revision_id
    }
    files: dict[str, dict[str, str]] = {one.module_id: {} for one in seen}
    for row in db.session.execute(
        select(DraftFile.module_id, DraftFile.path, DraftFile.sha256).where(
            DraftFile.module_id.in_(drafted)
        )
    ):
        files[row.module_id][row.path] = row.sha256
    for entry in db.session.execute(
        select(RevisionFile.revision_id, RevisionFile.path, RevisionFile.sha256).where(
            RevisionFile.revision_id.in_(published)
        )
    ):
        files[published[entry.revision_id]][entry.path] = entry.sha256
    found = read_progress(files)
    return [(one, found[one.module_id]) for one in seen]


def read_progress(modules: Mapping[str, Shas]) -> dict[str, ModuleProgress]:
    """The translations of modules, each given as the SHA-256 of its files by path."""
    languages = languages_of(modules)
    standings = read_standings(modules, languages)
    every = [one for of in standings.values() for files in of.values() for one in files]
    known = _progress(every)
    return {
        module_id: ModuleProgress(
            module_id,
            languages[module_id].source if module_id in languages else "",
            tuple(
                LanguageProgress(
                    language,
                    tuple(
                        FileProgress(one.file, known[one][0], one.origin, known[one][1])
                        for one in files
                    ),
                )
                for language, files in standings.get(module_id, {}).items()
            ),
        )
        for module_id in modules
    }


_pairs: dict[Standing, tuple[str, Progress]] = {}


def _progress(standings: Sequence[Standing]) -> dict[Standing, tuple[str, Progress]]:
    """The title of each file and how far it is; the texts are read and compared once a process. One query."""
    if len(_pairs) > PAIRS_IN_MEMORY:
        _pairs.clear()
    known = {one: _pairs[one] for one in standings if one in _pairs}
    new = {one for one in standings if one not in known}
    shas = {sha for one in new for sha in (one.source, one.translation, one.before) if sha}
    texts = {sha: decoded(content) for sha, content in stored(shas).items()} if shas else {}
    for one in new:
        translation = texts[one.translation] if one.translation else None
        before = texts[one.before] if one.before else None
        pairs = compare(texts[one.source], translation, before, one.told)
        title = next(
            (unit.words for unit in units_of(texts[one.source]) if unit.kind == "title"), ""
        )
        known[one] = _pairs[one] = (title, progress_of(pairs))
    return known
