"""Modules as the studio shows them: each by its title, and one with all that somebody who writes it wants to see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses.checking import check_module
from app.core.courses.facts import Facts, read_facts
from app.core.courses.layout import FACTS_FILE, MEDIA_FOLDER, lesson_files
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.problems import Findings, Problem
from app.core.courses.sources import read_source
from app.core.courses.titles import title_of
from app.extensions import db
from app.models.courses import Module, StoredFile
from app.models.drafts import DraftFile
from app.services.authors import Member, members_of
from app.services.authorship import Authored, authored, authored_by
from app.services.drafts import Entry, WorkingText, working_text
from app.services.previews import light_contents
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Listed:
    """A module in a list: `titles` by language, `source` the language that they fall back to."""

    authored: Authored
    titles: Mapping[str, str]
    source: str

    def title_language(self, wanted: str) -> str:
        """The language in which the title is shown to a reader of `wanted`."""
        return wanted if wanted in self.titles else self.source

    def title(self, wanted: str) -> str:
        return self.titles.get(self.title_language(wanted), self.authored.module_id)


@dataclass(frozen=True, slots=True)
class Overview:
    """One module in writing; `facts` are None where module.yaml cannot be read.

    `pages` are the entries by language and file in reading order, `titles` theirs; `media` those of the media folder.
    """

    listed: Listed
    text: WorkingText
    facts: Facts | None
    pages: Mapping[str, Mapping[str, Entry]]
    titles: Mapping[str, Mapping[str, str]]
    media: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    members: tuple[Member, ...]


def listed_for(who: SignedIn) -> list[Listed]:
    """Every module that this person may see, by id, with the titles as they stand. Two queries."""
    found = authored_by(who)
    titles = _draft_titles(one.module_id for one in found if one.stage and _sees_draft(one))
    return [_listed(one, titles.get(one.module_id)) for one in found]


def listed(module_id: str, who: SignedIn) -> Listed:
    """One module with its titles, for a page's head; refuses as `authored` does. Two queries."""
    return as_listed(authored(module_id, who, Doing.READ))


def as_listed(found: Authored) -> Listed:
    """A module that was looked up already, with its titles. One query where there is a draft to see."""
    sees = found.stage and _sees_draft(found)
    titles = _draft_titles([found.module_id]).get(found.module_id) if sees else None
    return _listed(found, titles)


def overview(module_id: str, who: SignedIn) -> Overview:
    """One module with its files, problems and people; refuses as `authored` does. Six or seven queries."""
    found = authored(module_id, who, Doing.READ)
    text = working_text(module_id, who)
    files = light_contents(text)
    others = set(
        db.session.scalars(select(Module.id).where(Module.current_revision_id.is_not(None)))
    )
    pages = _pages(text)
    titles = {
        language: {file: title_of(files[f"{language}/{file}"], file) for file in entries}
        for language, entries in pages.items()
    }
    own = {language: of[MODULE_PAGE] for language, of in titles.items() if of.get(MODULE_PAGE)}
    facts = _facts(files)
    return Overview(
        listed=_listed(found, own, facts.source if facts else ""),
        text=text,
        facts=facts,
        pages=pages,
        titles=titles,
        media=tuple(
            entry for path, entry in text.entries.items() if path.startswith(MEDIA_FOLDER + "/")
        ),
        problems=check_module(module_id, files, others),
        members=tuple(members_of(module_id)),
    )


def _sees_draft(one: Authored) -> bool:
    return one.is_for_all or one.part is not None


def _listed(one: Authored, titles: Mapping[str, str] | None, source: str = "") -> Listed:
    if titles:
        first = source if source in titles else next(iter(titles))
        return Listed(one, titles, first)
    if one.facts is not None:
        return Listed(one, one.facts.titles, one.facts.source)
    return Listed(one, {}, "")


def _draft_titles(modules: Iterable[str]) -> dict[str, dict[str, str]]:
    """The titles of drafts by module and language; the source language first, as far as it can be told."""
    rows = db.session.execute(
        select(DraftFile.module_id, DraftFile.path, StoredFile.content)
        .join(StoredFile, StoredFile.sha256 == DraftFile.sha256)
        .where(
            DraftFile.module_id.in_(list(modules)),
            DraftFile.path.like(f"%/{MODULE_PAGE}") | (DraftFile.path == FACTS_FILE),
        )
        .order_by(DraftFile.module_id, DraftFile.path)
    ).all()
    sources = {row.module_id: _source(row.content) for row in rows if row.path == FACTS_FILE}
    found: dict[str, dict[str, str]] = {}
    for row in sorted(
        rows, key=lambda row: not row.path.startswith(f"{sources.get(row.module_id)}/")
    ):
        language, _, file = row.path.partition("/")
        if file == MODULE_PAGE and (title := title_of(row.content, file)):
            found.setdefault(row.module_id, {})[language] = title
    return found


def _source(content: bytes) -> str:
    source = read_source(FACTS_FILE, content, Findings())
    languages = read_facts(source, Findings())[1] if source else None
    return languages.source if languages else ""


def _facts(files: Mapping[str, bytes]) -> Facts | None:
    if FACTS_FILE not in files:
        return None
    source = read_source(FACTS_FILE, files[FACTS_FILE], Findings())
    return read_facts(source, Findings())[0] if source else None


def _pages(text: WorkingText) -> dict[str, dict[str, Entry]]:
    """Module page, lessons, quiz, by language; other files of a language's folder come last."""
    found: dict[str, dict[str, Entry]] = {}
    for path, entry in text.entries.items():
        folder, _, file = path.partition("/")
        if file and folder != MEDIA_FOLDER:
            found.setdefault(folder, {})[file] = entry
    for language, entries in found.items():
        lessons = lesson_files(dict.fromkeys(entries, b""))
        order = [MODULE_PAGE, *lessons, QUIZ_PAGE]
        known = [file for file in order if file in entries]
        rest = sorted(entries.keys() - set(known))
        found[language] = {file: entries[file] for file in [*known, *rest]}
    return found
