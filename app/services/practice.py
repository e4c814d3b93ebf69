"""Practice: grade one answer to a question of a lesson and forget it again; nothing of it is kept."""

from dataclasses import dataclass

from app.core.courses.content import Lesson, Question
from app.core.errors import NotFound
from app.core.quizzes.answers import Fields, read_answer, to_fields
from app.core.quizzes.paper import Presented, lay_out
from app.core.quizzes.solutions import Solution, solve

# Everyone sees a practice question in the same order, so that its page can be kept and talked about.
SEED = b"practice"


@dataclass(frozen=True, slots=True)
class Practised:
    """An answer as given, and what is right; `fields` fills the form again."""

    presented: Presented
    fields: dict[str, list[str]]
    solution: Solution


def find_question(lesson: Lesson, question_id: str) -> Question:
    """The practice question of this id; NotFound where the lesson has none."""
    for question in lesson.practice:
        if question.id == question_id:
            return question
    raise NotFound(question_id)


def lay_out_practice(question: Question) -> Presented:
    """The question as a lesson shows it: options as written, everything that is to be ordered shuffled."""
    return lay_out(question, SEED, shuffle=False)


def practise(question: Question, language: str, fields: Fields) -> Practised:
    """Grade what the form holds; raises BadAnswer for anything that the question does not offer."""
    presented = lay_out_practice(question)
    value = read_answer(question, presented, fields)
    return Practised(
        presented=presented,
        fields=to_fields(question, presented, value),
        solution=solve(question, value, language, language),
    )
