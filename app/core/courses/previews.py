"""A module as far as it can be read, for one page of one language: what a preview shows while errors are still in it.

The published reading (reading.py) gives a whole module or none. Who is writing wants to see the page all the same, so
here what cannot be read is left out and named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.courses.blocks import QUESTION
from app.core.courses.content import (
    Lesson,
    LessonText,
    Module,
    ModuleText,
    Question,
    QuestionText,
)
from app.core.courses.facts import Facts
from app.core.courses.layout import FACTS_FILE, MEDIA_FOLDER, lesson_files
from app.core.courses.modules import Manuscript, read_manuscript
from app.core.courses.pages import (
    MODULE_PAGE,
    QUIZ_PAGE,
    Page,
    lesson_id,
    lesson_text,
    outcomes,
    read_page,
)
from app.core.courses.problems import Findings
from app.core.courses.sources import read_source

_STAND_IN = """source: {source}
languages: [{languages}]
level: introductory
hours: 1
audience: [trainers]
access: public
prerequisites: []
quiz: {{pass: 80}}
authors: [Training Academy]
reviewed: 2000-01-01
licence: CC-BY-4.0
"""
"""Read instead of a module.yaml that has an error; no page shows any of it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of a module as its reader would see it; `unreadable` are its questions that cannot be shown yet."""

    module: Module
    language: str
    file: str
    unreadable: frozenset[str]

    @property
    def lesson(self) -> Lesson | None:
        return next((one for one in self.module.lessons if one.file == self.file), None)


def preview(module_id: str, files: Mapping[str, bytes], language: str, file: str) -> Preview | None:
    """The module around `<language>/<file>`; None when that page cannot be read at all.

    Of the other lessons only the titles are read, so that the answer takes about as long as the page itself.
    """
    manuscript = _manuscript(module_id, files, language, file)
    facts = manuscript.facts
    page = manuscript.pages.get(language, {}).get(file)
    if facts is None or page is None:
        return None
    questions = _questions(manuscript, language, file)
    module = _module(manuscript, facts, language)
    if file == QUIZ_PAGE:
        module = replace(module, questions=questions)
    lessons = _lessons(files, language, facts.source, file, page, questions)
    asked = {block.rest.split()[0] for block in page.blocks if _is_question(block.name, block.rest)}
    return Preview(
        module=replace(module, lessons=lessons),
        language=language,
        file=file,
        unreadable=frozenset(asked - {question.id for question in questions}),
    )


def _is_question(name: str, rest: str) -> bool:
    return name == QUESTION and bool(rest.strip())


def _manuscript(module_id: str, files: Mapping[str, bytes], language: str, file: str) -> Manuscript:
    """The page, the same page of the source, module.md and the media; other pages are not parsed."""
    names = {file, MODULE_PAGE}
    needed = {
        path: content
        for path, content in files.items()
        if path.startswith(f"{MEDIA_FOLDER}/") or path.partition("/")[2] in names
    }
    read = read_manuscript(
        module_id, needed | {FACTS_FILE: files.get(FACTS_FILE, b"")}, "", Findings()
    )
    listed = read.languages.all if read.languages else ()
    if read.facts is not None and language in listed:
        return read
    source = read.languages.source if read.languages and language in listed else language
    facts = _STAND_IN.format(source=source, languages=", ".join({source, language}))
    return read_manuscript(module_id, needed | {FACTS_FILE: facts.encode()}, "", Findings())


def _questions(manuscript: Manuscript, language: str, file: str) -> tuple[Question, ...]:
    """The questions of the file that can be asked in this language, in the order of the source.

    They have their words in every language that has all their parts: by these what is to be put in order is shuffled
    (core/quizzes/paper.py). A translation that lacks an option, a gap or a criterion cannot be asked in yet.
    """
    texts = manuscript.questions.texts
    found = []
    for name, question in manuscript.questions.source.items():
        parts = _parts(question.text)
        told = {
            code: words[name]
            for code, words in texts.items()
            if name in words and _parts(words[name]) == parts
        }
        if manuscript.questions.files[name] == file and language in told:
            found.append(question.with_texts(told))
    return tuple(found)


def _parts(text: QuestionText) -> tuple[int, ...]:
    """How many parts of each kind a question has in one language."""
    return (
        len(text.options),
        len(text.lefts),
        len(text.criteria),
        len(text.gaps),
    )


def _module(manuscript: Manuscript, facts: Facts, language: str) -> Module:
    """The module with its words in this language alone."""
    page = manuscript.pages[language].get(MODULE_PAGE)
    return Module(
        id=manuscript.id,
        source=facts.source,
        languages=facts.languages,
        level=facts.level,
        hours=facts.hours,
        audience=facts.audience,
        access=facts.access,
        prerequisites=tuple(name for name, _ in facts.prerequisites),
        quiz=facts.quiz,
        authors=facts.authors,
        reviewed=facts.reviewed,
        licence=facts.licence,
        texts={
            language: _module_text(page, manuscript.pages[language].get(QUIZ_PAGE), manuscript.id)
        },
        lessons=(),
        questions=(),
        media=manuscript.layout.media if manuscript.layout else {},
    )


def _module_text(page: Page | None, quiz: Page | None, module_id: str) -> ModuleText:
    quiz_title = quiz.front.fields.text("title") if quiz and quiz.front.fields else None
    if page is None or page.front.fields is None:
        return ModuleText(module_id, "", {}, page.body if page else "", quiz_title or "")
    fields = page.front.fields
    found = outcomes(fields, Findings()) or {}
    return ModuleText(
        title=fields.text("title") or module_id,
        summary=fields.text("summary") or "",
        outcomes={key: sentence for key, (sentence, _) in found.items()},
        introduction=page.body,
        quiz_title=quiz_title or "",
    )


def _lessons(
    files: Mapping[str, bytes],
    language: str,
    source: str,
    file: str,
    page: Page,
    questions: tuple[Question, ...],
) -> tuple[Lesson, ...]:
    """Every lesson with its title, the shown one with its text and its practice questions."""
    pages = {
        path.partition("/")[2]: content
        for folder in (source, language)
        for path, content in files.items()
        if path.startswith(f"{folder}/")
    }
    found = []
    for name in lesson_files(pages):
        number, id_ = lesson_id(name) or (0, "")
        is_shown = name == file
        text = _shown(page, id_) if is_shown else titled(pages[name], name, language)
        found.append(Lesson(id_, number, name, {language: text}, questions if is_shown else ()))
    return tuple(found)


def _shown(page: Page, id_: str) -> LessonText:
    """The text of the page; while its front matter is broken, the body under the lesson's id."""
    text = lesson_text(page, Findings())
    if text is not None:
        return text
    title = page.front.fields.text("title") if page.front.fields else None
    return LessonText(title or id_, 1, page.body, page.front.body_line)


def titled(content: bytes, name: str, language: str) -> LessonText:
    """The title and the minutes alone of a page; its id stands for a title that cannot be read."""
    head = content[: content.find(b"\n---", 3) + 5] if b"\n---" in content[3:] else b""
    source = read_source(name, head, Findings())
    page = read_page(source, name, language, Findings(), is_source=True) if source else None
    text = lesson_text(page, Findings()) if page else None
    if text is not None:
        return text
    title = page.front.fields.text("title") if page and page.front.fields else None
    return LessonText(title or (lesson_id(name) or (0, name))[1], 1, "", 1)
