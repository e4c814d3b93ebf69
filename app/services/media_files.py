"""Pictures, tables, films and handouts of a draft: brought in, shown with where they are used, removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from app.core.access.authorship import Doing
from app.core.courses.layout import MEDIA_FOLDER
from app.core.courses.media import CAPTIONS, VIDEO, kind_of
from app.core.errors import NotFound, Refusal
from app.core.exchange.intake.lines import line_for
from app.core.exchange.intake.refusals import MediaRefused
from app.services import draft_saving, drafts
from app.services.authorship import authored
from app.services.drafts import Entry, WorkingText
from app.services.sessions import SignedIn
from app.services.stored_files import stored


class StillUsed(Refusal):
    """A page shows this file or links to it; `pages` names them (409)."""

    def __init__(self, pages: tuple[str, ...]) -> None:
        super().__init__(*pages)
        self.pages = pages


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the media folder, and the pages that name it."""

    entry: Entry
    kind: str
    pages: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.entry.path.partition("/")[2]


@dataclass(frozen=True, slots=True)
class MediaFolder:
    """The media of a working text, and its pages in order, at whose end a new file can be shown."""

    text: WorkingText
    files: tuple[Kept, ...]
    pages: tuple[str, ...]


def folder_of(module_id: str, who: SignedIn) -> MediaFolder:
    """Every media file with its use; refuses as `authored` does. Four or five queries."""
    text = drafts.working_text(module_id, who)
    pages = _pages(text)
    paths = [path for path in text.entries if path.startswith(MEDIA_FOLDER + "/")]
    files = (
        Kept(text.entries[path], kind_of(path), _used_in(path, paths, pages)) for path in paths
    )
    return MediaFolder(text, tuple(files), tuple(pages))


def bring_in(
    *,
    module_id: str,
    name: str,
    content: bytes,
    captions: tuple[str, bytes] | None = None,
    words: str,
    page: str = "",
    who: SignedIn,
    now: datetime,
) -> str:
    """Keep a file that somebody sent, drawn anew where it is a picture; gives the name under which it is kept.

    A film comes with its captions: their language and bytes. With `page`, the file is shown at the end of that
    page, described by `words`. All of it or nothing is saved. Raises MediaRefused, and what save_files raises.
    """
    # Pictures and PDF files are looked into only here.
    from app.core.exchange.intake.handed_in import captions_for, handed_in  # noqa: PLC0415 -- slow to load

    authored(module_id, who, Doing.WRITE)
    kept = handed_in(name, content)
    changes: dict[str, bytes] = {kept.path: kept.content}
    if kind_of(kept.path) == VIDEO:
        if captions is None:
            raise MediaRefused("captions-shape")
        beside = captions_for(kept, captions[1], captions[0])
        changes[beside.path] = beside.content
    text = drafts.working_text(module_id, who, Doing.WRITE)
    if page:
        changes[page] = _with_line(drafts.content(text, page), line_for(kept.path, words))
    seen = {path: text.entries[path].sha256 if path in text.entries else None for path in changes}
    draft_saving.save_files(module_id=module_id, changes=changes, seen=seen, who=who, now=now)
    return kept.path.partition("/")[2]


def remove(*, module_id: str, name: str, seen: str, who: SignedIn, now: datetime) -> None:
    """Take a file away, a film with its captions. Raises NotFound, StillUsed, and what save_files raises."""
    text = drafts.working_text(module_id, who, Doing.WRITE)
    path = f"{MEDIA_FOLDER}/{name}"
    if path not in text.entries:
        raise NotFound(name)
    if used := _used_in(path, list(text.entries), _pages(text)):
        raise StillUsed(used)
    gone = [path, *_captions(path, text.entries)]
    seen_of = {one: text.entries[one].sha256 for one in gone} | {path: seen}
    draft_saving.save_files(
        module_id=module_id, changes=dict.fromkeys(gone), seen=seen_of, who=who, now=now
    )


def media_content(module_id: str, name: str, who: SignedIn) -> tuple[Entry, bytes]:
    """One media file of the text that this person may read; NotFound for everybody and everything else."""
    text = drafts.working_text(module_id, who)
    entry = text.entries.get(f"{MEDIA_FOLDER}/{name}")
    if entry is None:
        raise NotFound(name)
    return entry, stored({entry.sha256})[entry.sha256]


def _pages(text: WorkingText) -> dict[str, str]:
    """The words of every page."""
    pages = {path: entry for path, entry in text.entries.items() if path.endswith(".md")}
    kept = stored({entry.sha256 for entry in pages.values()})
    return {path: kept[entry.sha256].decode("utf-8", "replace") for path, entry in pages.items()}


def _used_in(path: str, paths: Iterable[str], pages: Mapping[str, str]) -> tuple[str, ...]:
    """The pages that name a file; captions are used where their film is."""
    names = {path, quote(path)}
    if kind_of(path) == CAPTIONS:
        names |= {film for film in paths if path in _captions(film, paths)}
    return tuple(page for page, words in pages.items() if any(name in words for name in names))


def _captions(film: str, paths: Iterable[str]) -> list[str]:
    """The captions of a film: "talk.vtt" and "talk.ru.vtt" beside "talk.mp4"."""
    if kind_of(film) != VIDEO:
        return []
    stem = film.removesuffix("." + VIDEO)
    return [
        path
        for path in paths
        if kind_of(path) == CAPTIONS
        and path.startswith(stem + ".")
        and path.removeprefix(stem + ".").count(".") <= 1
    ]


def _with_line(content: bytes, line: str) -> bytes:
    """The page with a line at its end, a blank one before it, in the line ends of the page."""
    end = b"\r\n" if b"\r\n" in content else b"\n"
    return content.rstrip() + end + end + line.encode() + end
