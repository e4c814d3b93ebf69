"""What trainers see of their learners and their questions, and learners of a later edition, in every state."""

from tests.journeys.cast import Cast
from tests.journeys.states import State, Values, send_empty
from tests.journeys.studio_states import of
from tests.journeys.trainers import DESK, TIMED
from tests.journeys.visitor import Visitor
from tests.journeys.writers import EDITIONS, GONE
from tests.support.question_pools import POOL


def look_before_sending(visitor: Visitor, _cast: Cast) -> None:
    for code in ("en", "ru"):
        for name in (f"subject-{code}", f"text-{code}"):
            place = visitor.page.locator(f"[name='{name}']")
            if place.count():
                place.fill("A new lesson")
    visitor.press("Look at it before it is sent", "main")


def learner_of(who: str) -> Values:
    return lambda cast: {"module": TIMED, "learner": cast.people[who].id}


def asked(which: str) -> Values:
    return lambda cast: {"module": TIMED, "asked": cast.writers.questions[which]}


CONVERSATION_STATES = (
    # Editions as learners see them
    State("learn_editions.show", "learn/editions/show.html", "under way", "insider", of(EDITIONS)),
    State("learn_editions.show", "learn/editions/show.html", "finished", "finisher", of(EDITIONS)),
    State(
        "learn_modules.show", "learn/modules/show.html", "later edition", "insider", of(EDITIONS)
    ),
    State(
        "learn_modules.show", "learn/modules/show.html", "withdrawn, inside", "insider", of(GONE)
    ),
    State("learn_modules.show", "learn/modules/show.html", "withdrawn", "newcomer", of(GONE)),
    # Learners and conversations
    State("teach_learners.index", "teach/learners/index.html", "some", "trainer", of(TIMED)),
    State(
        "teach_learners.index",
        "teach/learners/index.html",
        "stuck",
        "trainer",
        of(TIMED, group="stuck"),
    ),
    State(
        "teach_learners.index",
        "teach/learners/index.html",
        "not found",
        "trainer",
        of(TIMED, find="nobody-x"),
    ),
    State(
        "teach_learners.show", "teach/learners/show.html", "stuck", "trainer", learner_of("curious")
    ),
    State(
        "teach_learners.show",
        "teach/learners/show.html",
        "with a request",
        "trainer",
        learner_of("asker"),
    ),
    State("teach_messages.index", "teach/messages/index.html", "some", "trainer", of(TIMED)),
    State("teach_messages.index", "teach/messages/index.html", "none", "trainer", of(POOL)),
    State(
        "teach_messages.new",
        "teach/messages/new.html",
        "group",
        "trainer",
        of(TIMED, group="inside"),
    ),
    State(
        "teach_messages.new",
        "teach/messages/new.html",
        "one learner",
        "trainer",
        learner_of("curious"),
    ),
    State(
        "teach_messages.new",
        "teach/messages/new.html",
        "with errors",
        "trainer",
        of(TIMED, group="inside"),
        422,
        send_empty("Look at it before it is sent"),
    ),
    State(
        "teach_messages.new",
        "teach/messages/preview.html",
        "looked at",
        "trainer",
        of(TIMED, group="inside"),
        then=look_before_sending,
    ),
    State(
        "teach_messages.show",
        "teach/messages/show.html",
        "sent",
        "trainer",
        lambda cast: {"module": TIMED, "message": cast.writers.message},
    ),
    State(
        "teach_conversations.index", "teach/conversations/index.html", "some", "trainer", of(TIMED)
    ),
    State(
        "teach_conversations.index", "teach/conversations/index.html", "none", "trainer", of(DESK)
    ),
    *(
        State(
            "teach_conversations.show",
            "teach/conversations/show.html",
            name,
            "trainer",
            asked(name),
        )
        for name in ("waiting", "public", "private")
    ),
    State(
        "teach_conversations.show",
        "teach/conversations/show.html",
        "with errors",
        "trainer",
        asked("waiting"),
        422,
        send_empty("Answer in public"),
    ),
    State(
        "learn_asking.new",
        "learn/asking/new.html",
        "empty",
        "curious",
        of(TIMED, lesson="lesson-1"),
    ),
    State(
        "learn_asking.new",
        "learn/asking/new.html",
        "with errors",
        "curious",
        of(TIMED, lesson="lesson-1"),
        422,
        send_empty("Send the question"),
    ),
    State(
        "learn_lessons.show",
        "learn/lessons/show.html",
        "own questions",
        "curious",
        of(TIMED, lesson="lesson-1"),
    ),
    State(
        "learn_lessons.show",
        "learn/lessons/show.html",
        "public answers",
        values=of(TIMED, lesson="lesson-1"),
    ),
    State(
        "learn_lessons.answers",
        "learn/lessons/answers.html",
        "some",
        values=of(TIMED, lesson="lesson-1"),
    ),
    State("learn_mine.index", "learn/mine/index.html", "with questions", "curious"),
)
