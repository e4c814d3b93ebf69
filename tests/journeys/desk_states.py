"""The pages around the trainer's desk in every state, and those of learners that depend on trainers."""

from datetime import timedelta

from sqlalchemy import delete, update

from app.extensions import db
from app.models.quizzes import Attempt, Grade
from tests.journeys.cast import Cast
from tests.journeys.learner import MODULE
from tests.journeys.states import State, Values, attempt, send_cleared, send_empty
from tests.journeys.trainers import CASE, CERTAIN, DESK, FEW, FLAWED, TIMED
from tests.journeys.visitor import Visitor
from tests.support.question_pools import POOL

QUIZ, SITTING = "learn/quizzes/show.html", "learn/attempts/show.html"
RESULT, MISTAKES = "learn/attempts/result.html", "learn/mistakes/index.html"
DESKS, ONE_DESK = "teach/modules/index.html", "teach/modules/show.html"
ANSWERS, ANSWER = "teach/marking/index.html", "teach/marking/show.html"
REQUESTS, REQUEST = "teach/requests/index.html", "teach/requests/show.html"
LEARNERS, LEARNER = "teach/extra_time/index.html", "teach/extra_time/edit.html"
FIGURES, QUESTION = "teach/questions/show.html", "teach/questions/question.html"
KEYS, KEY, NEW_KEY = (f"teach/corrections/{name}.html" for name in ("index", "show", "new"))


def of(module: str, **values: str) -> dict[str, str]:
    return {"module": module, **values}


def answer(who: str) -> Values:
    return lambda cast: of(DESK, attempt=cast.attempts[who], question=CASE)


def asked(who: str) -> Values:
    return lambda cast: of(TIMED, asked=cast.trainers.requests[who])


def correction(which: str, module: str = TIMED) -> Values:
    return lambda cast: of(module, correction=cast.trainers.corrections[which])


def learner(who: str) -> Values:
    return lambda cast: of(TIMED, learner=cast.people[who].id)


def practise_a_mistake(visitor: Visitor, _cast: Cast) -> None:
    visitor.page.locator("main [type=radio]").first.check()
    visitor.page.get_by_role("button", name=visitor.say("Check the answer")).first.click()
    visitor.page.locator("[role=status] .box").first.wait_for()
    visitor.look()


def run_out_of_time(visitor: Visitor, cast: Cast) -> None:
    """The time is over and the worker, which comes by each minute, has not closed the attempt yet."""
    attempt_id = cast.attempts["overdue"]
    to_the_result = visitor.page.locator("form[data-ended] button")
    while not to_the_result.count():
        with cast.academy.at_work() as now:
            db.session.execute(delete(Grade).where(Grade.attempt_id == attempt_id))
            over = {"deadline": now - timedelta(minutes=5), "submitted_at": None, "ended_by": None}
            db.session.execute(update(Attempt).where(Attempt.id == attempt_id).values(over))
        visitor.open("learn_attempts.show", attempt=attempt_id)


DESK_STATES = (
    # What learners see of it
    State("learn_quizzes.show", QUIZ, "timed, open", "timed", of(TIMED)),
    State("learn_quizzes.show", QUIZ, "another attempt asked for", "asker", of(TIMED)),
    State("learn_quizzes.show", QUIZ, "another attempt refused", "refused", of(TIMED)),
    State("learn_quizzes.show", QUIZ, "another attempt granted", "granted", of(TIMED)),
    State("learn_quizzes.show", QUIZ, "to be asked for", "late", of(TIMED)),
    State("learn_quizzes.show", QUIZ, "being graded", "answerer", of(DESK)),
    State("learn_quizzes.show", QUIZ, "with certainty", "sure", of(CERTAIN)),
    State("learn_attempts.show", SITTING, "timed", "timed", attempt("timed")),
    State(
        "learn_attempts.show",
        SITTING,
        "time over",
        "overdue",
        attempt("overdue"),
        then=run_out_of_time,
    ),
    State("learn_attempts.show", SITTING, "with certainty", "sure", attempt("unsure")),
    State("learn_attempts.result", RESULT, "being graded", "answerer", attempt("answerer")),
    State("learn_attempts.result", RESULT, "graded", "answered", attempt("answered")),
    State("learn_attempts.result", RESULT, "corrected", "mistaken", attempt("mistaken")),
    State("learn_attempts.result", RESULT, "ended by time", "away", attempt("away")),
    State("learn_attempts.result", RESULT, "came too late", "late", attempt("late")),
    State("learn_attempts.result", RESULT, "with certainty", "sure", attempt("sure")),
    State("learn_mistakes.index", MISTAKES, "nothing wrong", "passed", of(MODULE)),
    State("learn_mistakes.index", MISTAKES, "to practise", "mistaken", of(TIMED)),
    State(
        "learn_mistakes.index",
        MISTAKES,
        "practised",
        "mistaken",
        of(TIMED),
        then=practise_a_mistake,
    ),
    State("learn_mistakes.index", MISTAKES, "attempt open", "repeating", of(POOL)),
    # The desk
    State("teach_modules.index", DESKS, "with work", "trainer"),
    State("teach_modules.index", DESKS, "no module", "idle"),
    State("teach_modules.index", DESKS, "administrator", "admin"),
    State("teach_modules.show", ONE_DESK, "trainer", "trainer", of(DESK)),
    State("teach_modules.show", ONE_DESK, "administrator", "admin", of(DESK)),
    State(
        "teach_modules.show",
        ONE_DESK,
        "trainer not found",
        "admin",
        of(DESK),
        422,
        send_empty("Add the trainer"),
    ),
    State("teach_marking.index", ANSWERS, "waiting", "trainer", of(DESK)),
    State("teach_marking.index", ANSWERS, "nothing waits", "trainer", of(TIMED)),
    State("teach_marking.show", ANSWER, "waiting", "trainer", answer("answerer")),
    State("teach_marking.show", ANSWER, "graded", "trainer", answer("answered")),
    State(
        "teach_marking.show",
        ANSWER,
        "with errors",
        "trainer",
        answer("answerer"),
        422,
        send_empty("Save and next"),
    ),
    State("teach_requests.index", REQUESTS, "waiting", "trainer", of(TIMED)),
    State("teach_requests.index", REQUESTS, "nothing waits", "trainer", of(DESK)),
    State("teach_requests.show", REQUEST, "waiting", "trainer", asked("asker")),
    State("teach_requests.show", REQUEST, "decided", "trainer", asked("refused")),
    State(
        "teach_requests.show",
        REQUEST,
        "with errors",
        "trainer",
        asked("asker"),
        422,
        send_empty("Grant one more attempt"),
    ),
    State("teach_extra_time.index", LEARNERS, "learners", "trainer", of(TIMED)),
    State("teach_extra_time.index", LEARNERS, "not found", "trainer", of(TIMED, find="nobody-x")),
    State("teach_extra_time.edit", LEARNER, "none", "trainer", learner("timed")),
    State("teach_extra_time.edit", LEARNER, "set", "trainer", learner("late")),
    # How good the questions are
    State("teach_questions.show", FIGURES, "figures", "trainer", of(POOL)),
    State("teach_questions.show", FIGURES, "too few", "trainer", of(FEW)),
    State("teach_questions.show", FIGURES, "findings", "trainer", of(FLAWED)),
    State("teach_questions.question", QUESTION, "findings", "trainer", of(FLAWED, question="q2")),
    State("teach_questions.question", QUESTION, "figures", "trainer", of(POOL, question="q1")),
    State("teach_questions.question", QUESTION, "too few", "trainer", of(FEW, question="q1")),
    # Corrections
    State("teach_corrections.index", KEYS, "some", "trainer", of(TIMED)),
    State("teach_corrections.index", KEYS, "none", "trainer", of(POOL)),
    State("teach_corrections.show", KEY, "own proposal", "trainer", correction("proposed")),
    State("teach_corrections.show", KEY, "to confirm", "second", correction("proposed")),
    State("teach_corrections.show", KEY, "in force", "trainer", correction("in force")),
    State("teach_corrections.show", KEY, "everyone", "second", correction("everyone", DESK)),
    *(
        State("teach_corrections.new", NEW_KEY, name, "trainer", of(TIMED, question=name))
        for name in ("several", "truth", "word", "length", "pairs", "steps", "holes")
    ),
    State(
        "teach_corrections.new",
        NEW_KEY,
        "with errors",
        "trainer",
        of(TIMED, question="several"),
        422,
        send_cleared("Propose the correction"),
    ),
)
