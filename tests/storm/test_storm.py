"""The kill storm in short, on both databases; `make storm` blows for longer and looks at the seconds too."""

from collections.abc import Iterator

import pytest

from app.extensions import db
from app.models.quizzes import Answer, Grade
from tests.storm.checks import Findings, compare, look_at_everything
from tests.storm.log import read_logs
from tests.storm.rounds import Storm, storm

LEARNERS = 24
SEED = 20260101


@pytest.fixture(scope="module")
def blown(databases, database_kind: str, tmp_path_factory) -> Iterator[Storm]:
    """A server after two kills, and after a round over a line that swallows answers."""
    folder = tmp_path_factory.mktemp(f"storm-{database_kind}")
    url = databases.bare(database_kind, folder, "storm")
    with storm(folder, url, learners=LEARNERS, seed=SEED) as one:
        one.kill_round(everything=False)
        one.kill_round(everything=True)
        one.cut_round()
        yield one


def test_whatever_was_acknowledged_is_there_once_and_whole(blown):
    tally = blown.settle()

    assert tally.complaints == []
    assert (tally.kills, tally.found.submissions) == (2, 3 * LEARNERS)
    assert tally.found.saves > 3 * LEARNERS
    assert blown.gate.counts["without an answer"], "No learner noticed the kills"
    assert tally.cut, "No answer was cut off"


def test_the_harness_sees_what_is_lost_changed_or_graded_anew(blown):
    """Each of these has happened to somebody's data; a harness that is blind to them proves nothing."""
    logs = [one for place in range(3) for one in read_logs(blown.folder / f"round-{place}")]

    def told(damage) -> Findings:
        found = Findings()
        with blown.academy.app.app_context():
            damage()
            db.session.flush()
            for lines in logs:
                compare(lines, found)
            look_at_everything(blown.tally.attempts, found)
            db.session.rollback()
        return found

    answer = db.select(Answer).order_by(Answer.attempt_id).limit(1)
    assert told(lambda: db.session.delete(db.session.scalar(answer))).lost
    assert told(lambda: setattr(db.session.scalar(answer), "value", "never said")).partial
    grade = db.select(Grade).order_by(Grade.attempt_id).limit(1)
    assert told(lambda: db.session.delete(db.session.scalar(grade))).lost
    assert told(lambda: setattr(db.session.scalar(grade), "percent", 101)).graded_twice
