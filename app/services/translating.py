"""Saving a translation: new words for units, and units found to be still true, in one transaction."""

import inspect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from app.core.access.authorship import Doing
from app.core.courses.fitting import Misfit, misfit, misfits
from app.core.courses.revisions import source_hash
from app.core.courses.rewriting import naming, rewritten
from app.core.courses.sources import BOM
from app.core.courses.staleness import Pair, State, compare
from app.core.errors import SavedMeanwhile, TranslationMisfit
from app.database import runs_again
from app.extensions import db
from app.models.drafts import BlockTranslation
from app.services import draft_saving
from app.services.drafts import contents
from app.services.import_reports import Brought
from app.services.sessions import SignedIn
from app.services.stored_files import store
from app.services.translation_pages import TranslatedPage, translated_page

# Within one run of the outer service, so that after a clash words and what is told of them are saved again together.
_save_files = inspect.unwrap(draft_saving.save_files)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of one page: new words by unit, units that are still true, extra units to take out.

    `seen` and `seen_source` are the versions of both files that they had before them.
    """

    file: str
    seen: str | None
    seen_source: str
    words: Mapping[str, str] = field(default_factory=dict)
    unchanged: Collection[str] = ()
    removed: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: how many units got new words, and whether the page is now told as a whole."""

    version: str | None
    words: int
    is_whole: bool


def save(*, module_id: str, language: str, told: Told, who: SignedIn, now: datetime) -> Saved:
    """Save what somebody says of one page; see save_pages."""
    return save_pages(module_id=module_id, language=language, told=[told], who=who, now=now)[0]


@runs_again(db.session)
def save_pages(
    *,
    module_id: str,
    language: str,
    told: Sequence[Told],
    who: SignedIn,
    now: datetime,
    brought: Brought | None = None,
) -> list[Saved]:
    """Save several pages, or none of them.

    Words that stand already, and no words where there were none, change nothing. Once a page tells every unit of
    its source, it names the source's hash. Raises SavedMeanwhile where a file is not the one that was seen (also
    the source), TranslationMisfit where words do not fit their unit, and what saving a draft raises.
    """
    done = [_prepare(module_id, language, one, who) for one in told]
    _check(done, language)
    draft_saving.open_draft(module_id, now)
    for one in done:
        _note(one, who, now)
    changes: dict[str, bytes | None] = {
        f"{language}/{one.page.file}": _bytes(one.text)
        for one in done
        if one.text is not None and one.text != one.page.translation
    }
    saved: Mapping[str, Any] = _save_files(
        module_id=module_id,
        changes=changes,
        seen={f"{language}/{one.page.file}": one.page.version for one in done},
        who=who,
        now=now,
        brought=brought,
    )
    return [
        Saved(
            saved.get(f"{language}/{one.page.file}", one.page.version),
            len(one.words),
            one.is_whole,
        )
        for one in done
    ]


@dataclass(frozen=True, slots=True)
class _Change:
    page: TranslatedPage
    words: Mapping[str, str]
    told: frozenset[str]
    unchanged: frozenset[str]
    text: str | None
    is_whole: bool


def _prepare(module_id: str, language: str, told: Told, who: SignedIn) -> _Change:
    page = translated_page(module_id, language, told.file, who, Doing.WRITE)
    path, origin = f"{language}/{told.file}", f"{page.source_language}/{told.file}"
    if page.version != told.seen:
        content = (
            None
            if page.translation is None
            else page.translation.encode("utf-8", "surrogateescape")
        )
        raise SavedMeanwhile(path, content, page.version)
    if page.source_version != told.seen_source:
        raise SavedMeanwhile(origin, _bytes(page.source), page.source_version)
    words = new_words(page.pairs, told.words)
    unchanged = _digests(page.pairs, told.unchanged, is_told=True)
    digests = _digests(page.pairs, words) | unchanged
    text = rewritten(page.source, page.translation, page.pairs, words, told.removed)
    if not words and not told.removed and page.translation is None:
        return _Change(page, words, digests, unchanged, None, is_whole=False)
    is_whole = _is_whole(page, text, page.told | digests)
    if is_whole:
        text = naming(text, _bytes(page.source))
    return _Change(page, words, digests, unchanged, text, is_whole)


def new_words(pairs: Sequence[Pair], given: Mapping[str, str]) -> dict[str, str]:
    """What of these words (by unit of the source) is not there yet."""
    found = {}
    for pair in pairs:
        if pair.source is None or pair.source.id not in given:
            continue
        words = given[pair.source.id].replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
        stands = pair.told.words if pair.told else ""
        if words != stands:
            found[pair.source.id] = words
    return found


def _digests(
    pairs: Sequence[Pair], ids: Collection[str], *, is_told: bool = False
) -> frozenset[str]:
    return frozenset(
        pair.source.digest
        for pair in pairs
        if pair.source is not None
        and pair.source.id in ids
        and (pair.told is not None or not is_told)
    )


def _is_whole(page: TranslatedPage, text: str, told: frozenset[str]) -> bool:
    pairs = compare(page.source, text, page.before, told)
    return all(pair.state is State.CURRENT for pair in pairs)


def _check(done: Sequence[_Change], language: str) -> None:
    """Shapes first, each unit alone; then the checker over the module with all new words in it."""
    found: list[Misfit] = []
    for one in done:
        for pair in one.page.pairs:
            if pair.source is not None and pair.source.id in one.words:
                wrong = misfit(pair.source, one.words[pair.source.id])
                found += [wrong] if wrong else []
    changed = {one.page.file: one.words for one in done if one.words}
    if not found and changed:
        page = done[0].page
        files = contents(page.text) | {
            f"{language}/{one.page.file}": _bytes(one.text)
            for one in done
            if one.words and one.text is not None
        }
        found += misfits(files, page.source_language, language, changed)
    if found:
        db.session.rollback()
        raise TranslationMisfit(tuple(found))


def _note(change: _Change, who: SignedIn, now: datetime) -> None:
    """What is told of the source as it is now; once a file is whole, its own front matter says so."""
    page = change.page
    if change.is_whole:
        db.session.execute(
            delete(BlockTranslation).where(
                BlockTranslation.module_id == page.text.module_id,
                BlockTranslation.path == page.file,
                BlockTranslation.language == page.language,
            )
        )
        _keep(_bytes(page.source))
        return
    for digest in change.told:
        db.session.merge(
            BlockTranslation(
                module_id=page.text.module_id,
                path=page.file,
                language=page.language,
                source_hash=digest,
                is_unchanged=digest in change.unchanged,
                told_at=now,
                told_by_id=who.person_id,
            )
        )


def _keep(source: bytes) -> None:
    """The source's text under the hash that translations name: it is found again, however its lines end."""
    text = source.removeprefix(BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if store(text) != source_hash(source):
        raise ValueError("The hash of a source is that of its text.")


def _bytes(text: str) -> bytes:
    """The inverse of decoded."""
    return text.encode("utf-8", "surrogateescape")


def misfits_of(
    pages: Mapping[str, TranslatedPage], words: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, Misfit]]:
    """What the checker would hold against these words, by page; nothing is saved."""
    if not words:
        return []
    first = next(iter(pages.values()))
    files = contents(first.text) | {
        f"{first.language}/{file}": _bytes(
            rewritten(pages[file].source, pages[file].translation, pages[file].pairs, units)
        )
        for file, units in words.items()
    }
    return [
        (file, one)
        for file, units in words.items()
        for one in misfits(files, first.source_language, first.language, {file: units})
    ]
