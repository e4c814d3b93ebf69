"""Which files a module consists of, and which are missing, too many or misnamed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.courses.facts import Languages
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE, lesson_id
from app.core.courses.problems import Findings, Spot

FACTS_FILE, MEDIA_FOLDER = "module.yaml", "media"

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*\Z")
_FOLDER = re.compile(r"[a-z]{2,3}\Z")


@dataclass(frozen=True, slots=True)
class Layout:
    """`pages` holds the bytes of each page by language and file name; `media` by path ("media/x.csv")."""

    pages: Mapping[str, Mapping[str, bytes]]
    media: Mapping[str, bytes]


def read_layout(
    files: Mapping[str, bytes], languages: Languages, prefix: str, findings: Findings
) -> Layout:
    pages: dict[str, dict[str, bytes]] = {language: {} for language in languages.all}
    media: dict[str, bytes] = {}
    unlisted: set[str] = set()
    for path, content in sorted(files.items()):
        folder, _, name = path.partition("/")
        spot = Spot(prefix + path, 1)
        if not is_safe(path):
            findings.add("path-unsafe", spot, path=path)
        elif folder == MEDIA_FOLDER and name:
            media[path] = content
        elif folder in pages and name:
            if name in (MODULE_PAGE, QUIZ_PAGE) or lesson_id(name):
                pages[folder][name] = content
            else:
                findings.add("page-name", spot, name=name)
        elif name and _FOLDER.match(folder):
            unlisted.add(folder)
        elif path != FACTS_FILE:
            findings.add("file-unused", spot, path=path)
    for folder in sorted(unlisted):
        findings.add("folder-not-listed", languages.spot, folder=folder)
    _report_source(pages[languages.source], languages, prefix, findings)
    for language in languages.all:
        if language != languages.source:
            _report_differences(
                pages[language], pages[languages.source], language, languages, prefix, findings
            )
    return Layout(pages, media)


def is_safe(path: str) -> bool:
    """Whether a path stays inside its folder and is written in a way that every file system keeps."""
    return len(path) <= 200 and all(
        _SAFE.match(part) and not part.endswith((".", " ")) for part in path.split("/")
    )


def lesson_files(pages: Mapping[str, bytes]) -> list[str]:
    """The lessons among the pages of a language, in the order of their numbers."""
    return sorted(
        (file for file in pages if lesson_id(file)), key=lambda file: lesson_id(file) or (0, "")
    )


def _report_source(
    pages: Mapping[str, bytes], languages: Languages, prefix: str, findings: Findings
) -> None:
    language = languages.source
    if not pages:
        findings.add("language-without-pages", languages.spot, language=language)
        return
    for file in (MODULE_PAGE, QUIZ_PAGE):
        if file not in pages:
            findings.add(
                "page-missing",
                Spot(f"{prefix}{language}/{file}", 1),
                file=file,
                origin="the format",
            )
    lessons = lesson_files(pages)
    if not lessons:
        findings.add("no-lessons", languages.spot, folder=language)
    seen: dict[int | str, str] = {}
    for file in lessons:
        for name in lesson_id(file) or ():
            if name in seen:
                spot = Spot(f"{prefix}{language}/{file}", 1)
                findings.add("lesson-twice", spot, name=name, first=seen[name])
            seen.setdefault(name, file)


def _report_differences(
    pages: Mapping[str, bytes],
    source: Mapping[str, bytes],
    language: str,
    languages: Languages,
    prefix: str,
    findings: Findings,
) -> None:
    if not pages:
        findings.add("language-without-pages", languages.spot, language=language)
        return
    for file in sorted(source.keys() - pages.keys()):
        origin = Spot(f"{prefix}{languages.source}/{file}", 1)
        findings.add(
            "page-missing", Spot(f"{prefix}{language}/{file}", 1), file=file, origin=origin
        )
    for file in sorted(pages.keys() - source.keys()):
        spot = Spot(f"{prefix}{language}/{file}", 1)
        findings.add("page-extra", spot, file=file, folder=languages.source)
