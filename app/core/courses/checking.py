"""Checks courses: every problem at once, each with its file, line and column."""

from collections.abc import Collection, Iterable, Mapping

from app.core.courses import advice
from app.core.courses.completeness import report_prerequisites, report_quiz
from app.core.courses.footnotes import inspect_footnotes
from app.core.courses.headings import find_headings, section_ids
from app.core.courses.inspection import (
    Fragment,
    Surroundings,
    block_fragment,
    line_fragment,
    page_fragment,
)
from app.core.courses.layout import Layout
from app.core.courses.media import IMAGES, VIDEO, kind_of, report_file
from app.core.courses.modules import Manuscript, read_manuscript
from app.core.courses.pages import QUIZ_PAGE, Page, lesson_id
from app.core.courses.problems import Findings, Problem, Spot
from app.core.courses.prose import inspect, question_lines, report_headings, report_lost_blocks
from app.core.courses.reading import read_library
from app.core.courses.tracks import report_tracks


class _Shelf:
    """The modules that links may lead to; `others` are known by name alone, None means that all are."""

    def __init__(
        self, manuscripts: Mapping[str, Manuscript], others: Collection[str] | None = ()
    ) -> None:
        self._others = others
        self._paths = {
            name: {"", *manuscript.files, *_folders(manuscript.files)}
            for name, manuscript in manuscripts.items()
        }

    def exists(self, path: str) -> bool:
        owner, _, rest = path.partition("/")
        if owner in self._paths:
            return rest in self._paths[owner]
        return self._others is None or owner in self._others


def _folders(paths: Iterable[str]) -> set[str]:
    return {path.rpartition("/")[0] for path in paths}


def check_courses(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """All problems of a courses folder, in the order of path, line and column; errors stop publication."""
    findings = Findings()
    library = read_library(files, findings)
    languages = {
        language
        for manuscript in library.manuscripts.values()
        if manuscript.languages
        for language in manuscript.languages.all
    }
    if library.tracks:
        report_tracks(library.tracks, library.manuscripts, languages, findings)
    report_prerequisites(library.manuscripts, findings)
    shelf = _Shelf(library.manuscripts)
    for manuscript in library.manuscripts.values():
        _check_manuscript(manuscript, shelf, findings)
    return findings.sorted()


def check_module(
    module_id: str, files: Mapping[str, bytes], others: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """All problems of one module, whose files are relative to its folder.

    `others` names the modules that links and prerequisites may lead to; None takes every name for good.
    """
    findings = Findings()
    manuscript = read_manuscript(module_id, files, "", findings)
    if others is not None and manuscript.facts:
        for name, spot in manuscript.facts.prerequisites:
            if name not in others:
                findings.add("prerequisite-unknown", spot, id=name)
    _check_manuscript(manuscript, _Shelf({module_id: manuscript}, others), findings)
    return findings.sorted()


def _check_manuscript(manuscript: Manuscript, shelf: _Shelf, findings: Findings) -> None:
    if manuscript.languages is None or manuscript.layout is None:
        return
    report_quiz(manuscript, findings)
    for path, content in manuscript.layout.media.items():
        report_file(path, content, Spot(manuscript.prefix + path, 1), findings)
    fragments = {
        language: {file: page_fragment(page) for file, page in pages.items()}
        for language, pages in manuscript.pages.items()
    }
    used = _check_pages(manuscript, manuscript.layout, fragments, shelf, findings)
    advice.advise_on_images(
        manuscript, {path for path in used if kind_of(path) in IMAGES}, findings
    )
    advice.advise_on_luck(manuscript, findings)
    advice.advise_on_certainty(manuscript, findings)
    _check_translations(manuscript, manuscript.languages.source, fragments, findings)


def _check_pages(
    manuscript: Manuscript,
    layout: Layout,
    fragments: Mapping[str, Mapping[str, Fragment]],
    shelf: _Shelf,
    findings: Findings,
) -> set[str]:
    """Every page with its questions; gives the media that they show."""
    sections = {
        f"{manuscript.id}/{language}/{file}": section_ids(
            heading for heading, _, _ in find_headings(fragment.tokens)
        )
        for language, pages in fragments.items()
        for file, fragment in pages.items()
    }
    used: set[str] = set()
    charts: set[str] = set()
    for language, pages in manuscript.pages.items():
        for file, page in pages.items():
            around = Surroundings(
                module=manuscript.id,
                language=language,
                page=f"{manuscript.id}/{language}/{file}",
                media=layout.media,
                media_prefix=manuscript.prefix,
                exists=shelf.exists,
                sections=sections,
                findings=findings,
                charts=charts,
            )
            _check_page(page, fragments[language][file], manuscript, around)
            used |= around.used
    return used


def _check_page(
    page: Page, fragment: Fragment, manuscript: Manuscript, around: Surroundings
) -> None:
    findings, questions = around.findings, manuscript.questions
    if page.file != QUIZ_PAGE:
        inspect(fragment, around)
        report_lost_blocks(fragment, page, findings)
        inspect_footnotes(fragment, question_lines(page), findings)
    for draft in questions.drafts[page.language].values():
        if draft.spot.path != page.source.path:
            continue
        for passage in draft.blocks():
            inspect(block_fragment(passage, page.source, page.language), around)
        for passage in draft.lines():
            inspect(line_fragment(passage, page.source, page.language), around)
        if question := questions.source.get(draft.id):
            advice.advise_on_question(draft, question, page.language, findings)
    if lesson_id(page.file):
        loaded = {path: len(around.media[path]) for path in around.used if kind_of(path) != VIDEO}
        advice.advise_on_weight(page, loaded, findings)


def _check_translations(
    manuscript: Manuscript,
    source: str,
    fragments: Mapping[str, Mapping[str, Fragment]],
    findings: Findings,
) -> None:
    for language, pages in manuscript.pages.items():
        if language == source:
            continue
        for file, page in pages.items():
            origin = manuscript.pages[source].get(file)
            if origin is None:
                continue
            if file != QUIZ_PAGE:
                report_headings(fragments[language][file], fragments[source][file], findings)
            advice.advise_on_age(page, origin, manuscript.files[f"{source}/{file}"], findings)
