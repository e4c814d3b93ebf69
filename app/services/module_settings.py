"""The facts and words of a module by fields: saved together, with content languages added and removed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.core.access.authorship import Doing
from app.core.courses.facts import Languages, read_facts
from app.core.courses.layout import FACTS_FILE, MEDIA_FOLDER
from app.core.courses.module_words import ModuleWords, with_words, words_of
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE, lesson_id
from app.core.courses.problems import Findings
from app.core.courses.settings_fields import (
    Settings,
    read_settings,
    settings_of,
    with_languages,
    with_settings,
)
from app.core.courses.skeletons import skeleton
from app.core.courses.sources import read_source
from app.core.errors import NotFound
from app.services.authorship import Authored, authored, authored_by
from app.services.draft_saving import save_files
from app.services.drafts import WorkingText, contents, working_text
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class OpenedSettings:
    """The settings as they stand; `settings` is None where module.yaml has an error that fields would hide."""

    module: Authored
    text: WorkingText
    files: Mapping[str, bytes]
    settings: Settings | None
    languages: tuple[str, ...]
    words: Mapping[str, ModuleWords | None]

    @property
    def may_write(self) -> bool:
        return self.module.may(Doing.WRITE) and self.text.is_writable

    @property
    def has_part(self) -> bool:
        return self.module.may(Doing.WRITE)

    @property
    def source(self) -> str:
        return self.languages[0] if self.languages else ""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The ids of the outcomes, in the order of the source."""
        source = self.words.get(self.source)
        return tuple(source.outcomes) if source else ()

    def version(self, path: str) -> str:
        entry = self.text.entries.get(path)
        return entry.sha256 if entry else ""

    def paths(self) -> tuple[str, ...]:
        """The files that the form changes."""
        pages = (f"{language}/{MODULE_PAGE}" for language in self.languages)
        return (FACTS_FILE, *(path for path in pages if path in self.files))


def open_settings(module_id: str, who: SignedIn, doing: Doing = Doing.READ) -> OpenedSettings:
    """The settings of the working text. Four queries."""
    found = authored(module_id, who, doing)
    text = working_text(module_id, who, doing)
    kept = {
        path: entry
        for path, entry in text.entries.items()
        if not path.startswith(f"{MEDIA_FOLDER}/")
    }
    files = contents(replace(text, entries=kept))
    facts = read_settings(files.get(FACTS_FILE, b""))
    languages = _languages(files.get(FACTS_FILE, b""))
    words = {
        language: words_of(files[f"{language}/{MODULE_PAGE}"])
        for language in languages
        if f"{language}/{MODULE_PAGE}" in files
    }
    settings = settings_of(facts) if facts else None
    return OpenedSettings(found, text, files, settings, languages, words)


def others(module_id: str, who: SignedIn) -> list[Authored]:
    """The published modules that may come before this one. One query."""
    return [one for one in authored_by(who) if one.facts and one.module_id != module_id]


def save_settings(
    opened: OpenedSettings,
    *,
    after: Settings,
    words: Mapping[str, ModuleWords],
    removed: tuple[str, ...],
    seen: Mapping[str, str],
    who: SignedIn,
    now: datetime,
) -> None:
    """Save module.yaml and the words of every language at once, over the versions that were seen.

    Raises SettingsRefused, UnwritableFacts, SavedMeanwhile, DraftIsLocked.
    """
    changes = _changes(opened, after, words, removed)
    changed = {path: body for path, body in changes.items() if body != opened.files[path]}
    _save(opened, changed, {path: seen.get(path) for path in changed}, who, now)


def file_with(
    opened: OpenedSettings,
    after: Settings,
    words: Mapping[str, ModuleWords],
    removed: tuple[str, ...],
    path: str,
) -> bytes:
    """One of the files as the form would write it."""
    return _changes(opened, after, words, removed).get(path) or b""


def _changes(
    opened: OpenedSettings,
    after: Settings,
    words: Mapping[str, ModuleWords],
    removed: tuple[str, ...],
) -> dict[str, bytes]:
    if opened.settings is None:
        raise NotFound(FACTS_FILE)
    changes = {FACTS_FILE: with_settings(opened.files[FACTS_FILE], opened.settings, after)}
    for language, said in words.items():
        path = f"{language}/{MODULE_PAGE}"
        if path in opened.files and opened.words.get(language) is not None:
            changes[path] = with_words(opened.files[path], said, removed)
    return changes


def add_language(
    *, module_id: str, language: str, seen: str, who: SignedIn, now: datetime
) -> OpenedSettings:
    """A further content language: named in module.yaml, with a file for each of the source, still without words."""
    opened = open_settings(module_id, who, Doing.WRITE)
    if language in opened.languages:
        return opened
    changes: dict[str, bytes | None] = {
        FACTS_FILE: with_languages(opened.files[FACTS_FILE], (*opened.languages, language))
    }
    for path, body in opened.files.items():
        folder, _, file = path.partition("/")
        if folder == opened.source and (file in (MODULE_PAGE, QUIZ_PAGE) or lesson_id(file)):
            changes.setdefault(f"{language}/{file}", skeleton(file, body))
    changes = {
        path: body
        for path, body in changes.items()
        if path == FACTS_FILE or path not in opened.files
    }
    _save(opened, changes, {FACTS_FILE: seen}, who, now)
    return opened


def remove_language(
    *, module_id: str, language: str, seen: str, who: SignedIn, now: datetime
) -> None:
    """Take a translation out of the draft, with all its pages; the source stays."""
    opened = open_settings(module_id, who, Doing.WRITE)
    if language not in opened.languages[1:]:
        raise NotFound(language)
    left = tuple(code for code in opened.languages if code != language)
    gone = [path for path in opened.files if path.startswith(f"{language}/")]
    changes: dict[str, bytes | None] = dict.fromkeys(gone)
    changes[FACTS_FILE] = with_languages(opened.files[FACTS_FILE], left)
    versions: dict[str, str | None] = {path: opened.version(path) for path in gone}
    _save(opened, changes, versions | {FACTS_FILE: seen}, who, now)


def _save(
    opened: OpenedSettings,
    changes: Mapping[str, bytes | None],
    seen: Mapping[str, str | None],
    who: SignedIn,
    now: datetime,
) -> None:
    if changes:
        save_files(
            module_id=opened.module.module_id, changes=dict(changes), seen=seen, who=who, now=now
        )


def _languages(content: bytes) -> tuple[str, ...]:
    """The content languages, the source first; they are known even when another fact is wrong."""
    source = read_source(FACTS_FILE, content, Findings())
    found: Languages | None = read_facts(source, Findings())[1] if source else None
    if found is None:
        return ()
    return (found.source, *(code for code in found.all if code != found.source))
