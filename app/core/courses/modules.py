"""Puts a module together from its files: facts, pages and questions, with the translations held to the source.

What this room refuses is what version 1 of the format cannot express; a rule about good courses that is added
later belongs in checking, so that revisions published before it can still be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.courses.content import Lesson, LessonText, Module, ModuleText, Question
from app.core.courses.facts import Facts, Languages, read_facts
from app.core.courses.fields import as_id
from app.core.courses.layout import FACTS_FILE, Layout, lesson_files, read_layout
from app.core.courses.pages import (
    MODULE_PAGE,
    QUIZ_PAGE,
    Page,
    lesson_id,
    lesson_text,
    outcomes,
    read_page,
)
from app.core.courses.problems import Findings, Spot
from app.core.courses.question_set import QuestionSet, read_question_set
from app.core.courses.sources import is_readable, read_source

Pages = dict[str, dict[str, Page]]


@dataclass(slots=True)
class Manuscript:
    """A module as it is written: everything that was read, also when it makes no whole module yet.

    `pages` are kept by language and file name, `outcomes` are those of the source language.
    """

    id: str
    prefix: str
    files: Mapping[str, bytes]
    facts: Facts | None = None
    languages: Languages | None = None
    layout: Layout | None = None
    pages: Pages = field(default_factory=dict)
    outcomes: Mapping[str, tuple[str, Spot]] = field(default_factory=dict)
    questions: QuestionSet = field(default_factory=QuestionSet)
    module: Module | None = None


def read_manuscript(
    module_id: str, files: Mapping[str, bytes], prefix: str, findings: Findings
) -> Manuscript:
    """Read one module; `files` are relative to its folder, `prefix` is put before paths in problems."""
    manuscript = Manuscript(module_id, prefix, files)
    as_id(module_id, Spot(prefix + FACTS_FILE, 1), findings)
    if FACTS_FILE not in files:
        findings.add("facts-missing", Spot(prefix + FACTS_FILE, 1), id=module_id)
        return manuscript
    source = read_source(prefix + FACTS_FILE, files[FACTS_FILE], findings)
    if source is None:
        return manuscript
    manuscript.facts, manuscript.languages = read_facts(source, findings)
    if manuscript.languages is None:
        return manuscript
    manuscript.layout = read_layout(files, manuscript.languages, prefix, findings)
    manuscript.pages = _read_pages(manuscript.layout, manuscript.languages, prefix, findings)
    texts = _module_texts(manuscript, manuscript.languages.source, findings)
    manuscript.questions = read_question_set(
        manuscript.pages, manuscript.languages.source, manuscript.outcomes, findings
    )
    lessons = _lesson_texts(manuscript.pages, findings)
    manuscript.module = _assemble(manuscript, texts, lessons, findings)
    return manuscript


def _read_pages(layout: Layout, languages: Languages, prefix: str, findings: Findings) -> Pages:
    pages: Pages = {}
    for language, files in layout.pages.items():
        pages[language] = {}
        for file, content in files.items():
            source = read_source(f"{prefix}{language}/{file}", content, findings)
            if source is not None and is_readable(source, findings):
                is_source = language == languages.source
                pages[language][file] = read_page(
                    source, file, language, findings, is_source=is_source
                )
    return pages


def _module_texts(manuscript: Manuscript, source: str, findings: Findings) -> dict[str, ModuleText]:
    """The words of module.md and the title of the quiz, per language, source first."""
    texts: dict[str, ModuleText] = {}
    for language in sorted(manuscript.pages, key=lambda code: code != source):
        page, quiz = (manuscript.pages[language].get(file) for file in (MODULE_PAGE, QUIZ_PAGE))
        quiz_title = quiz.front.fields.text("title") if quiz and quiz.front.fields else None
        if page is None or (fields := page.front.fields) is None:
            continue
        title, summary, found = (
            fields.text("title"),
            fields.text("summary"),
            outcomes(fields, findings),
        )
        if language == source:
            manuscript.outcomes = found or {}
        elif found is not None:
            _report_outcomes(found, manuscript.outcomes, fields.place("outcomes"), findings)
        if None in (title, summary, quiz_title) or found is None:
            continue
        sentences = {key: found[key][0] for key in manuscript.outcomes if key in found}
        texts[language] = ModuleText(
            title or "", summary or "", sentences, page.body, quiz_title or ""
        )
    return texts


def _report_outcomes(
    found: Mapping[str, tuple[str, Spot]],
    source: Mapping[str, tuple[str, Spot]],
    place: Spot,
    findings: Findings,
) -> None:
    for key in source.keys() - found.keys():
        findings.add("outcome-missing", place, id=key, origin=source[key][1])
    for key in found.keys() - source.keys():
        findings.add("outcome-extra", found[key][1], id=key)


def _lesson_texts(pages: Pages, findings: Findings) -> dict[str, dict[str, LessonText]]:
    """The words of each lesson by file name and language."""
    texts: dict[str, dict[str, LessonText]] = {}
    for language, files in pages.items():
        for file, page in files.items():
            if lesson_id(file) and (text := lesson_text(page, findings)):
                texts.setdefault(file, {})[language] = text
    return texts


def _whole_languages(
    prefix: str, facts: Facts, texts: Mapping[str, ModuleText], findings: Findings
) -> tuple[str, ...]:
    """The languages without an error in any page; none of them when the facts have one."""
    broken = {problem.path for problem in findings if problem.is_error}
    if prefix + FACTS_FILE in broken:
        return ()
    return tuple(
        language
        for language in facts.languages
        if language in texts and not any(path.startswith(f"{prefix}{language}/") for path in broken)
    )


def _assemble(
    manuscript: Manuscript,
    texts: Mapping[str, ModuleText],
    lesson_texts: Mapping[str, Mapping[str, LessonText]],
    findings: Findings,
) -> Module | None:
    """The module in the languages that are whole; None when the source language is not among them."""
    facts, layout, questions = manuscript.facts, manuscript.layout, manuscript.questions
    if facts is None or layout is None:
        return None
    whole = _whole_languages(manuscript.prefix, facts, texts, findings)
    if facts.source not in whole:
        return None

    def ask(file: str) -> tuple[Question, ...]:
        return questions.asked(file, whole)

    lessons = []
    for file in lesson_files(layout.pages[facts.source]):
        number, name = lesson_id(file) or (0, "")
        words = {language: lesson_texts[file][language] for language in whole}
        lessons.append(Lesson(name, number, file, words, ask(file)))
    return Module(
        id=manuscript.id,
        source=facts.source,
        languages=whole,
        level=facts.level,
        hours=facts.hours,
        audience=facts.audience,
        access=facts.access,
        prerequisites=tuple(name for name, _ in facts.prerequisites),
        quiz=facts.quiz,
        authors=facts.authors,
        reviewed=facts.reviewed,
        review_every=facts.review_every,
        licence=facts.licence,
        texts={language: texts[language] for language in whole},
        lessons=tuple(lessons),
        questions=ask(QUIZ_PAGE),
        media=layout.media,
    )
