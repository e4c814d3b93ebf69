"""The questions of a whole module for those who write them: where each stands, and which can be changed by fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.core.courses.blocks import QUESTION, Block
from app.core.courses.content import QuestionType
from app.core.courses.modules import Manuscript, read_manuscript
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE, Page, lesson_id
from app.core.courses.problems import Findings, Problem
from app.core.courses.questions.editing import Written
from app.core.courses.questions.fields import Fields, source_fields, words_fields
from app.core.courses.questions.reading import SourceQuestion
from app.core.courses.questions.segments import segments_of
from app.core.courses.yaml_source import Scalar

# What a form can mend, or what lies in the words alone. Anything else would be hidden by fields, so such a block is
# shown as text.
_MENDABLE = frozenset(
    {
        "option-empty", "option-twice", "option-unmarked", "no-right-option", "no-wrong-option",
        "two-right-options", "too-few-options", "too-few-pairs", "options-missing",
        "feedback-missing", "feedback-extra", "outcome-unknown", "prompt-empty", "rubric-sum",
        "afterword-missing", "afterword-extra", "accepted-missing", "pairs-differ", "raw-html",
        "criteria-differ", "gaps-differ", "gap-words-differ", "gap-without-right", "gap-two-right",
        "gap-empty", "gap-open", "gap-no-choice", "gap-word-twice", "gap-right-in-translation",
        "word-empty", "question-elsewhere", "afterword-empty", "feedback-empty",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in the list: `languages` are those in which it stands, `problems` those on its lines anywhere.

    `type` is None where the block of the source language cannot be read.
    """

    id: str
    file: str
    type: QuestionType | None
    fields: Fields | None
    prompt: str
    languages: tuple[str, ...]
    problems: tuple[Problem, ...]


class QuestionPages:
    """The question blocks of a module's files, by language and id."""

    def __init__(self, module_id: str, files: Mapping[str, bytes]) -> None:
        findings = Findings()
        self.files = files
        self.manuscript: Manuscript = read_manuscript(module_id, files, "", findings)
        self.problems: tuple[Problem, ...] = findings.sorted()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the module, its source first."""
        known = self.manuscript.languages
        if known is None:
            return ()
        return (known.source, *(code for code in known.all if code != known.source))

    @property
    def source(self) -> str:
        return self.languages[0] if self.languages else ""

    def titles(self, file: str) -> dict[str, str]:
        """The titles of a file by language."""
        found = {}
        for language, pages in self.manuscript.pages.items():
            page = pages.get(file)
            title = page.front.fields.find("title") if page and page.front.fields else None
            if isinstance(title, Scalar):
                found[language] = title.text
        return found

    def files_with_questions(self) -> list[str]:
        """The files of the source that can hold questions: the lessons in their order, then the quiz."""
        files = self.manuscript.pages.get(self.source, {})
        return [*(file for file in sorted(files) if lesson_id(file)), *({QUIZ_PAGE} & files.keys())]

    def block(self, language: str, question: str) -> tuple[Page, Block] | None:
        """The page and the block of a question; the block is found by its id even when it cannot be read."""
        for page in self.manuscript.pages.get(language, {}).values():
            for block in page.blocks:
                if block.name == QUESTION and block.rest.split()[:1] == [question]:
                    return page, block
        return None

    def source_question(self, question: str) -> SourceQuestion | None:
        return self.manuscript.questions.source.get(question)

    def written(self, language: str, question: str) -> Written | None:
        """The block with its fields; None where it is not there, or fields would not show all that it holds."""
        found, source = self.block(language, question), self.source_question(question)
        draft = self.manuscript.questions.drafts.get(language, {}).get(question)
        text = self.manuscript.questions.texts.get(language, {}).get(question)
        if found is None or source is None or draft is None or text is None:
            return None
        page, block = found
        content = self.files[page.source.path]
        held = {p.code for p in self.on(page, block) if p.is_error} - _MENDABLE
        if held or segments_of(draft, block, content) is None:
            return None
        is_source = language == self.source
        fields = source_fields(source) if is_source else words_fields(draft, source.type, text)
        return Written(content, block, draft, fields, language, is_source)

    def on(
        self, page: Page, block: Block, problems: Iterable[Problem] | None = None
    ) -> list[Problem]:
        """The problems on the lines of a block."""
        among = self.problems if problems is None else problems
        return [
            problem
            for problem in among
            if problem.path == page.source.path and block.line <= problem.line <= block.end
        ]

    def listed(self, problems: Iterable[Problem]) -> tuple[Listed, ...]:
        """Every question in the order of the files and of the source language."""
        problems, rows = tuple(problems), []
        for file, page in sorted(self.manuscript.pages.get(self.source, {}).items()):
            if file == MODULE_PAGE:
                continue
            for block in page.blocks:
                name = (block.rest.split() or [""])[0]
                if block.name == QUESTION and name:
                    rows.append(self._listed(name, file, problems))
        return tuple(rows)

    def _listed(self, name: str, file: str, problems: tuple[Problem, ...]) -> Listed:
        source, found = self.source_question(name), []
        languages = []
        for language in self.languages:
            if there := self.block(language, name):
                languages.append(language)
                found += self.on(*there, problems)
        drafts = self.manuscript.questions.drafts.get(self.source, {})
        return Listed(
            id=name,
            file=file,
            type=source.type if source else None,
            fields=source_fields(source) if source else None,
            prompt=drafts[name].body.prompt.text if name in drafts else "",
            languages=tuple(languages),
            problems=tuple(found),
        )


def side_by_side(source: Fields, words: Fields | None) -> Fields:
    """The fields of a translation with a line for each line of the source, empty where it lacks one."""
    here = words or Fields(source.id, source.type)
    rows = list(here.rows)
    pairs = sum(bool(row.left) for row in source.rows)
    own = [row for row in rows if row.left], [row for row in rows if not row.left]
    lines = []
    for place, row in enumerate(source.rows):
        if pairs:
            kind, at = (0, place) if place < pairs else (1, place - pairs)
        else:
            kind, at = 1, place
        known = own[kind] if pairs else rows
        kept = (
            known[at] if at < len(known) else replace(row, text="", left="", feedback="", was=None)
        )
        lines.append(replace(kept, right=False, points=""))
    return replace(here, rows=tuple(lines))
