"""The pages of one question: its form, a look at it as learners see it, and what its translations lack."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _

from app.core.courses.content import Question, QuestionType
from app.core.courses.differences import Change as WordChange
from app.core.courses.module_words import ModuleWords, words_of
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.problems import Problem
from app.core.courses.question_pages import side_by_side
from app.core.courses.questions.fields import Fields
from app.core.courses.wording.translated import sentences
from app.core.quizzes.paper import Sheet, present
from app.services import previews
from app.services.practice import lay_out_practice
from app.services.question_editing import Opened
from app.web import languages
from app.web.identity import person
from app.web.studio.drafted import among
from app.web.studio.question_form import QuestionForm
from app.web.studio.question_words import KINDS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands; `question` is empty for a new one."""

    module: str
    language: str
    file: str
    question: str = ""

    @property
    def address(self) -> dict[str, str]:
        return {"module": self.module, "language": self.language, "file": self.file}


@dataclass(frozen=True, slots=True)
class Lack:
    """A translation, and how many problems its words have; `is_there` says that it has the question at all."""

    language: str
    is_there: bool
    problems: tuple[str, ...]


def form_page(
    opened: Opened,
    place: Place,
    form: QuestionForm,
    *,
    sheet_now: Sheet | None = None,
    is_unsaved: bool = False,
    notice: str = "",
    conflict: tuple[WordChange, ...] | None = None,
) -> str:
    """The form; `sheet_now` is the question as it would be saved, else it is shown as it stands."""
    source = opened.pages.source_question(place.question)
    is_source = place.language == opened.pages.source
    return render_template(
        "studio/questions/edit.html",
        opened=opened,
        place=place,
        form=form,
        fields=form.fields,
        kind=KINDS[form.fields.type],
        kinds=KINDS,
        origin=None if is_source else origin_fields(opened, place.question),
        is_source=is_source,
        is_unsaved=is_unsaved,
        notice=notice,
        conflict=conflict,
        seen=opened.version(place.language, place.file),
        digest=opened.digest(place.language, place.question) if place.question else "",
        outcomes=outcomes(opened),
        lacks=lacks(opened, place.question) if is_source and source else (),
        sheet=sheet_now or (sheet(place, None) if place.question else None),
        is_sheet_new=sheet_now is not None,
        title=module_title(opened),
        file_title=file_title(opened, place.file),
    )


def origin_fields(opened: Opened, question: str) -> Fields | None:
    """What the source says, beside which a translation is written."""
    written = opened.pages.written(opened.pages.source, question)
    return written.fields if written else None


def saved_fields(opened: Opened, place: Place) -> Fields | None:
    """The fields of the block as it stands, or those of a translation still to be written; None without fields."""
    written = opened.pages.written(place.language, place.question)
    if place.language == opened.pages.source:
        return written.fields if written else None
    origin = origin_fields(opened, place.question)
    if origin is None or (written is None and opened.pages.block(place.language, place.question)):
        return None
    return side_by_side(origin, written.fields if written else None)


def outcomes(opened: Opened) -> dict[str, tuple[str, str]]:
    """The outcomes by id, each with its language: the page's where the module has it, else the source."""
    pages, wanted = opened.pages, languages.language()
    content = pages.files.get(opened.path(wanted, MODULE_PAGE), b"")
    told = (words_of(content) if content else None) or ModuleWords()
    return {
        name: (told.outcomes[name], wanted) if told.outcomes.get(name) else (words, pages.source)
        for name, (words, _) in pages.manuscript.outcomes.items()
    }


def lacks(opened: Opened, question: str) -> tuple[Lack, ...]:
    """What each translation of this question lacks against the source."""
    pages, result = opened.pages, []
    for language in pages.languages[1:]:
        there = pages.block(language, question)
        problems = pages.on(*there) if there else []
        told = tuple(sentence(problem) for problem in problems if problem.is_error)
        result.append(Lack(language, there is not None, told))
    return tuple(result)


def sentence(problem: Problem) -> str:
    """A problem and how to mend it, in the language of the page."""
    return " ".join(sentences(problem, languages.language())).strip()


def sheet(place: Place, words: bytes | None) -> Sheet | None:
    """The question as learners see it; None while it cannot be read. Its texts are rendered as the draft's."""
    looked = previews.look(
        module_id=place.module, language=place.language, file=place.file, who=person(), words=words
    )
    if looked.shown is None:
        return None
    asked: tuple[Question, ...] = looked.shown.module.questions
    if place.file != QUIZ_PAGE:
        asked = looked.shown.lesson.practice if looked.shown.lesson else ()
    question = next((one for one in asked if one.id == place.question), None)
    if question is None:
        return None
    among(looked)
    return present(question, lay_out_practice(question), place.language)


def module_title(opened: Opened) -> str:
    """The title in the page's language where the module has it."""
    titles: Mapping[str, str] = opened.pages.titles("module.md")
    source = titles.get(opened.pages.source, opened.module.module_id)
    return titles.get(languages.language(), source)


def file_title(opened: Opened, file: str) -> str:
    if file == QUIZ_PAGE:
        return _("The quiz")
    return opened.pages.titles(file).get(opened.pages.source, file)


def known_type(name: str | None) -> QuestionType | None:
    return next((kind for kind in QuestionType if kind == name), None)
