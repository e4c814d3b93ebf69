"""One page of a module beside its translation, unit by unit, with what changed in the source and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.core.access.authorship import Doing
from app.core.courses.differences import Change, words_changed
from app.core.courses.staleness import Pair, Progress, State, compare, progress_of
from app.core.errors import NotFound
from app.services.drafts import WorkingText, working_text
from app.services.sessions import SignedIn
from app.services.stored_files import stored
from app.services.translation_sources import decoded, told_since
from app.services.translation_standing import (
    Origin,
    Standing,
    languages_of,
    pages_of,
    read_standings,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A unit with its translation; `changes` and `since` tell of a stale one what became of the source, and when.

    `since` is None too where the change is not published and the draft does not say when it was made.
    """

    pair: Pair
    changes: tuple[Change, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class TranslatedPage:
    """A page of the source and its translation; the two versions are the SHA-256 of the files as they are read."""

    text: WorkingText
    source_language: str
    language: str
    file: str
    files: tuple[str, ...]
    languages: tuple[str, ...]
    origin: Origin
    source: str
    translation: str | None
    source_version: str
    version: str | None
    before: str | None
    told: frozenset[str]
    pairs: tuple[Pair, ...]

    @property
    def title(self) -> str:
        """The title of the page in its source."""
        return next((pair.unit.words for pair in self.pairs if pair.unit.kind == "title"), "")

    @property
    def progress(self) -> Progress:
        return progress_of(self.pairs)

    @property
    def is_told(self) -> bool:
        """Whether nothing is left to do but to say so in the file."""
        return all(pair.state is State.CURRENT for pair in self.pairs)


def translated_page(
    module_id: str, language: str, file: str, who: SignedIn, doing: Doing = Doing.READ
) -> TranslatedPage:
    """A page in one language; NotFound where the module lists no such language or its source has no such page."""
    return _read(module_id, language, who, doing, file)[file]


def translated_pages(
    module_id: str, language: str, who: SignedIn, doing: Doing = Doing.READ
) -> dict[str, TranslatedPage]:
    """Every page of a module in one language, by file, in order; the number of queries is constant."""
    return _read(module_id, language, who, doing, None)


def _read(
    module_id: str, language: str, who: SignedIn, doing: Doing, only: str | None
) -> dict[str, TranslatedPage]:
    text = working_text(module_id, who, doing)
    shas = {path: entry.sha256 for path, entry in text.entries.items()}
    known = languages_of({module_id: shas}).get(module_id)
    if known is None or language == known.source or language not in known.all:
        raise NotFound(language)
    files = pages_of(shas, known.source)
    if only is not None and only not in files:
        raise NotFound(only)
    wanted = {f"{code}/{file}" for code in (known.source, language) for file in files}
    if only is not None:
        wanted = {f"{known.source}/{only}", f"{language}/{only}"}
    these = {path: sha for path, sha in shas.items() if path in wanted}
    found = read_standings({module_id: these}, {module_id: known}).get(module_id, {})
    standings = found.get(language, ())
    names = (known.source, language, known.all)
    contents = stored(
        {sha for one in standings for sha in (one.source, one.translation, one.before) if sha}
    )
    texts: dict[str | None, str] = {sha: decoded(content) for sha, content in contents.items()}
    return {one.file: _page(text, one, names, files, texts) for one in standings}


def _page(
    text: WorkingText,
    standing: Standing,
    names: tuple[str, str, tuple[str, ...]],
    files: list[str],
    texts: Mapping[str | None, str],
) -> TranslatedPage:
    before = texts.get(standing.before)
    source, translation = texts[standing.source], texts.get(standing.translation)
    source_language, language, every = names
    return TranslatedPage(
        text=text,
        source_language=source_language,
        language=language,
        file=standing.file,
        files=tuple(files),
        languages=tuple(code for code in every if code != source_language),
        origin=standing.origin,
        source=source,
        translation=translation,
        source_version=standing.source,
        version=standing.translation,
        before=before,
        told=standing.told,
        pairs=compare(source, translation, before, standing.told),
    )


def blocks_of(page: TranslatedPage) -> list[Block]:
    """Every unit with words, and of each stale one what became of the source; two queries where there is one."""
    stale = {
        pair.source.digest
        for pair in page.pairs
        if pair.state is State.STALE and pair.source is not None
    }
    path = f"{page.source_language}/{page.file}"
    since: Mapping[str, datetime | None] = {}
    if stale:
        saved = page.text.entries[path].saved_at
        since = told_since(page.text.module_id, path, stale, saved)
    return [_block(pair, since) for pair in page.pairs if not pair.unit.is_wordless]


def _block(pair: Pair, since: Mapping[str, datetime | None]) -> Block:
    if pair.state is not State.STALE or pair.source is None or pair.before is None:
        return Block(pair, (), None)
    changes = words_changed(pair.before.words, pair.source.words)
    return Block(pair, changes, since.get(pair.source.digest))
