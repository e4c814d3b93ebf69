"""How the files of a translation stand to their source: which text they were made from, and what was told since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from app.core.courses.facts import Languages, read_facts
from app.core.courses.layout import FACTS_FILE, lesson_files
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.problems import Findings
from app.core.courses.sources import read_source
from app.extensions import db
from app.models.drafts import BlockTranslation
from app.services.stored_files import stored
from app.services.translation_sources import FileFacts, Named, facts_of, texts_of_then

Shas = Mapping[str, str]
"""The SHA-256 of the files of a module by path."""


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
