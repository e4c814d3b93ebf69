"""Open questions as trainers read them: in the language of the answer, or by their first words in a list."""

from dataclasses import dataclass

from app.core.courses.content import Question, QuestionText
from app.services.library import module_at
from app.services.marking_queue import GradedAnswer, WaitingAnswer, open_question
from app.web import languages, rendered


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in one language; `first_words` are those of its first paragraph, without any markup."""

    text: QuestionText
    language: str
    first_words: str


def asked_of(question: Question, language: str) -> Asked:
    """The question in this language, in any other one where that translation is gone meanwhile."""
    spoken = language if language in question.texts else next(iter(question.texts))
    text = question.texts[spoken]
    first = rendered.ask(text.prompt, spoken).legend.striptags()
    return Asked(text, spoken, first or question.id)


def asked_in(answer: WaitingAnswer | GradedAnswer) -> Asked:
    """The question of an answer in the language of the page."""
    rendered.within(answer.revision_id)
    question, _key = open_question(answer.revision_id, answer.question_id)
    return asked_of(question, module_at(answer.revision_id).language_for(languages.language()))
