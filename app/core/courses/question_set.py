"""All the questions of a module: ids unique, outcomes known, the same questions in every language and file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.core.courses.content import Question, QuestionText, QuestionType
from app.core.courses.pages import Page, page_drafts
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.reading import (
    SourceQuestion,
    read_source_question,
    read_translation,
)


@dataclass(slots=True)
class QuestionSet:
    """`source` holds the questions of the source language by id, `files` says in which file each stands,
    `drafts` and `texts` are kept by language and id."""

    source: dict[str, SourceQuestion] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, dict[str, Draft]] = field(default_factory=dict)
    texts: dict[str, dict[str, QuestionText]] = field(default_factory=dict)

    def asked(self, file: str, languages: Collection[str]) -> tuple[Question, ...]:
        """The questions of one file, in the order of the source language."""
        return tuple(
            question.with_texts({language: self.texts[language][name] for language in languages})
            for name, question in self.source.items()
            if self.files[name] == file
        )


def read_question_set(
    pages: Mapping[str, Mapping[str, Page]],
    source: str,
    outcomes: Collection[str],
    findings: Findings,
) -> QuestionSet:
    questions = QuestionSet(
        drafts={language: {} for language in pages}, texts={language: {} for language in pages}
    )
    for file in sorted(pages[source]):
        for draft in _unique(
            page_drafts(pages[source][file], findings), questions.drafts[source], findings
        ):
            questions.files[draft.id] = file
            _report_outcomes(draft, outcomes, findings)
            if question := read_source_question(draft, findings):
                questions.source[draft.id] = question
                questions.texts[source][draft.id] = question.text
    for language in pages:
        if language != source:
            _read_translations(pages[language], language, source, questions, findings)
    return questions


def _unique(drafts: tuple[Draft, ...], seen: dict[str, Draft], findings: Findings) -> list[Draft]:
    """The drafts whose id is new; the others are reported."""
    fresh = []
    for draft in drafts:
        if draft.id in seen:
            findings.add("id-twice", draft.spot, id=draft.id, first=seen[draft.id].spot)
        else:
            seen[draft.id] = draft
            fresh.append(draft)
    return fresh


def _report_outcomes(draft: Draft, outcomes: Collection[str], findings: Findings) -> None:
    for outcome in draft.header.outcomes:
        if outcome not in outcomes:
            spot = draft.spot_of(f"outcome={outcome}")
            findings.add("outcome-unknown", spot, id=outcome, known=", ".join(outcomes) or "none")


def _read_translations(
    pages: Mapping[str, Page],
    language: str,
    source: str,
    questions: QuestionSet,
    findings: Findings,
) -> None:
    ordered = {
        name for name, question in questions.source.items() if question.type is QuestionType.ORDER
    }
    origins = questions.drafts[source]
    for file in sorted(pages):
        drafts = page_drafts(pages[file], findings, ordered)
        for draft in _unique(drafts, questions.drafts[language], findings):
            origin = origins.get(draft.id)
            if origin is None:
                findings.add("question-extra", draft.spot, id=draft.id, language=source)
            elif questions.files[draft.id] != file:
                findings.add("question-elsewhere", draft.spot, id=draft.id, origin=origin.spot)
            elif question := questions.source.get(draft.id):
                questions.texts[language][draft.id] = read_translation(draft, question, findings)
    _report_missing(pages, language, origins, questions, findings)


def _report_missing(
    pages: Mapping[str, Page],
    language: str,
    origins: Mapping[str, Draft],
    questions: QuestionSet,
    findings: Findings,
) -> None:
    """A missing question is reported where it would stand: at the one before it, or at the top of the file."""
    places: dict[str, Spot] = {}
    for name, origin in origins.items():
        file = questions.files[name]
        here = questions.drafts[language].get(name)
        if here is not None:
            if file in pages and here.spot.path == pages[file].source.path:
                places[file] = here.spot
        elif file in pages:
            place = places.get(file, pages[file].spot)
            findings.add("question-missing", place, id=name, origin=origin.spot)
