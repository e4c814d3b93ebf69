"""How far the translations of modules are: per file and language, for one module or for all that somebody may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses.facts import Languages, read_facts
from app.core.courses.layout import FACTS_FILE, lesson_files
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.problems import Findings
from app.core.courses.sources import read_source
from app.core.courses.staleness import Progress, compare, progress_of, total
from app.extensions import db
from app.models.courses import RevisionFile
from app.models.drafts import BlockTranslation, DraftFile
from app.services.authorship import Authored, authored_by
from app.services.drafts import WorkingText, working_text
from app.services.sessions import SignedIn
from app.services.stored_files import stored
from app.services.translation_sources import (
    FileFacts,
    Named,
    decoded,
    facts_of,
    texts_of_then,
)

PAIRS_IN_MEMORY = 8192
Shas = Mapping[str, str]


class Origin(StrEnum):
    """What is known of the source from which a translation was made.

    PRESENT: it is the source as it is now. EARLIER: a text that is kept. LOST: the translation names one that
    is kept nowhere. UNSAID: it names none. NONE: there is no translation.
    """

    PRESENT = "present"
    EARLIER = "earlier"
    LOST = "lost"
    UNSAID = "unsaid"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """One file of the source in one language: the hashes of both, of the source of then, and what was told since."""

    file: str
    source: str
    translation: str | None
    origin: Origin
    before: str | None
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class FileProgress:
    """A file in a list."""

    file: str
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
                    tuple(FileProgress(one.file, one.origin, known[one]) for one in files),
                )
                for language, files in standings.get(module_id, {}).items()
            ),
        )
        for module_id in modules
    }


def languages_of(modules: Mapping[str, Shas]) -> dict[str, Languages]:
    """What each module.yaml says of languages; what cannot be read is left out. One query."""
    shas = {name: files[FACTS_FILE] for name, files in modules.items() if FACTS_FILE in files}
    contents = stored(set(shas.values()))
    found = {}
    for name, sha256 in shas.items():
        source = read_source(FACTS_FILE, contents[sha256], Findings())
        if source is not None and (languages := read_facts(source, Findings())[1]):
            found[name] = languages
    return found


def read_standings(
    modules: Mapping[str, Shas], languages: Mapping[str, Languages]
) -> dict[str, dict[str, tuple[Standing, ...]]]:
    """For each module and language, in order, how each file of the source stands."""
    pages = {
        (name, code, file): (
            modules[name][f"{known.source}/{file}"],
            modules[name].get(f"{code}/{file}"),
        )
        for name, known in languages.items()
        for code in known.all
        if code != known.source
        for file in pages_of(modules[name], known.source)
    }
    facts = facts_of(sha for both in pages.values() for sha in both if sha is not None)
    named = {
        key: Named(key[0], f"{languages[key[0]].source}/{key[2]}", facts[theirs].names or "")
        for key, (ours, theirs) in pages.items()
        if theirs is not None and origin_of(facts[ours], facts[theirs]) is Origin.EARLIER
    }
    then = texts_of_then(set(named.values()))
    told = _told(languages)
    found: dict[str, dict[str, tuple[Standing, ...]]] = {}
    for key, (ours, theirs) in pages.items():
        origin = origin_of(facts[ours], facts[theirs]) if theirs else Origin.NONE
        before = (
            then.get(named[key]) if key in named else ours if origin is Origin.PRESENT else None
        )
        if origin is Origin.EARLIER and before is None:
            origin = Origin.LOST
        digests = told.get(key, frozenset())
        standing = Standing(key[2], ours, theirs, origin, before, digests)
        of_module = found.setdefault(key[0], {})
        of_module[key[1]] = (*of_module.get(key[1], ()), standing)
    return found


def pages_of(paths: Collection[str], language: str) -> list[str]:
    """The pages of a language in the order in which a reader meets them."""
    files = {path.partition("/")[2]: b"" for path in paths if path.startswith(f"{language}/")}
    ends = [file for file in (MODULE_PAGE, QUIZ_PAGE) if file in files]
    return [*ends[:1], *lesson_files(files), *ends[1:]]


def origin_of(source: FileFacts, translation: FileFacts) -> Origin:
    """What a translation says of its source; that its text of then is kept is not looked up here."""
    if translation.names is None:
        return Origin.UNSAID
    is_present = source.source_hash.startswith(translation.names)
    return Origin.PRESENT if is_present else Origin.EARLIER


def _told(modules: Collection[str]) -> dict[tuple[str, str, str], frozenset[str]]:
    rows = db.session.execute(
        select(
            BlockTranslation.module_id,
            BlockTranslation.language,
            BlockTranslation.path,
            BlockTranslation.source_hash,
        ).where(BlockTranslation.module_id.in_(modules))
    )
    found: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        found.setdefault((row.module_id, row.language, row.path), set()).add(row.source_hash)
    return {key: frozenset(digests) for key, digests in found.items()}


_pairs: dict[Standing, Progress] = {}


def _progress(standings: Sequence[Standing]) -> dict[Standing, Progress]:
    """How far each file is; the texts are read and compared once a process. One query."""
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
        known[one] = _pairs[one] = progress_of(pairs)
    return known
