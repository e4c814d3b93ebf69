"""First attempts as the statistics of questions need them: read row by row, graded anew from the raw answers."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from app.core.courses.content import Question
from app.core.courses.keys import OpenKey
from app.core.quizzes.answers import Value, is_blank
from app.core.quizzes.grading import grade_question
from app.core.quizzes.marking import share_of, stored
from app.core.quizzes.statistics.figures import First, Reply
from app.core.quizzes.statistics.options import Pick, picks
from app.core.quizzes.statistics.times import seconds_per_question
from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade, Mark

MOST = 5_000
"""So many first attempts are looked at, the latest: more would not make any figure narrower to a reader."""

ROWS_AT_ONCE = 5_000

Pool = Mapping[str, Question]
"""The questions of a revision by id, with the keys that count now."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An attempt without its answers."""

    revision_id: UUID
    language: str
    started_at: datetime
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What an answer comes to, whoever gave it."""

    share: float | None
    chosen: frozenset[Pick]
    is_blank: bool


def graded_first(revision_ids: Collection[UUID]) -> Select[UUID]:
    """The query for graded first attempts at these revisions, the latest MOST."""
    return (
        select(Attempt.id)
        .join(Grade, Grade.attempt_id == Attempt.id)
        .where(Attempt.number == 1, Attempt.revision_id.in_(revision_ids))
        .order_by(Attempt.started_at.desc(), Attempt.id)
        .limit(MOST)
    )


def read_first_attempts(
    revision_ids: Collection[UUID], pool_of: Callable[[UUID], Pool]
) -> list[First]:
    """All of them, in two queries, and a third for marks where a pool has open questions.

    Only what the figures need is kept: an answer's text is forgotten as soon as it is graded.
    """
    chosen = graded_first(revision_ids)
    begun = dict(_begun(chosen))
    pools = {
        revision: pool_of(revision) for revision in {one.revision_id for one in begun.values()}
    }
    marks = _marks(chosen) if any(map(_has_open, pools.values())) else {}
    points = {
        name: float(question.points) for pool in pools.values() for name, question in pool.items()
    }
    grader = _Grader(pools, marks)
    answered = {
        attempt_id: grader.replies(attempt_id, begun[attempt_id], rows)
        for attempt_id, rows in _answers(chosen)
    }
    blank = (one for one in begun if one not in answered)
    answered |= {one: grader.replies(one, begun[one], []) for one in blank}
    return [First.made_of(replies, points) for replies in answered.values()]


def _has_open(pool: Pool) -> bool:
    return any(isinstance(question.key, OpenKey) for question in pool.values())


def _begun(chosen: Select[UUID]) -> Iterator[tuple[UUID, _Begun]]:
    rows = db.session.execute(
        select(Attempt.id, Attempt.revision_id, Attempt.language, Attempt.started_at, Attempt.paper)
        .where(Attempt.id.in_(chosen))
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    papers: dict[tuple[str, ...], tuple[str, ...]] = {}
    for attempt_id, revision_id, language, started_at, paper in rows:
        asked = tuple(item[0] for item in paper)
        yield (
            attempt_id,
            _Begun(revision_id, language, started_at, papers.setdefault(asked, asked)),
        )


def _answers(chosen: Select[UUID]) -> Iterator[tuple[UUID, list[Any]]]:
    rows = db.session.execute(
        select(
            Answer.attempt_id,
            Answer.question_id,
            Answer.value,
            Answer.language,
            Answer.first_saved_at,
        )
        .where(Answer.attempt_id.in_(chosen))
        .order_by(Answer.attempt_id)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for attempt_id, group in groupby(rows, key=lambda row: row[0]):
        yield attempt_id, list(group)


def _marks(chosen: Select[UUID]) -> dict[tuple[UUID, str], list[str]]:
    rows = db.session.execute(
        select(Mark.attempt_id, Mark.question_id, Mark.points).where(Mark.attempt_id.in_(chosen))
    )
    return {(row.attempt_id, row.question_id): row.points for row in rows}


class _Grader:
    """Grades answers, each different one once: most people choose among few."""

    def __init__(
        self, pools: Mapping[UUID, Pool], marks: Mapping[tuple[UUID, str], list[str]]
    ) -> None:
        self._pools = pools
        self._marks = marks
        self._known: dict[tuple[UUID, str, str, str], _Read] = {}

    def replies(self, attempt_id: UUID, begun: _Begun, rows: list[Any]) -> dict[str, Reply]:
        """The replies to every question of the paper, the blank ones included."""
        pool = self._pools[begun.revision_id]
        times = seconds_per_question(begun.started_at, [(row[1], row[4]) for row in rows])
        given = {row[1]: (row[2], row[3]) for row in rows}
        replies = {}
        for name in begun.asked:
            value, language = given.get(name, (None, begun.language))
            read = self._read(begun.revision_id, pool[name], value, language)
            share = read.share
            if share is None and (points := self._marks.get((attempt_id, name))) is not None:
                share = _marked(pool[name], points)
            own = begun.language if read.is_blank else language
            replies[name] = Reply(share, own, read.chosen, read.is_blank, times.get(name))
        return replies

    def _read(self, revision_id: UUID, question: Question, value: Value, language: str) -> _Read:
        key = (revision_id, question.id, language, repr(value))
        read = self._known.get(key)
        if read is None:
            share = grade_question(question, value, language)
            read = _Read(
                None if share is None else float(share),
                picks(question, value),
                is_blank(question, value),
            )
            if not isinstance(question.key, OpenKey):
                self._known[key] = read
        return read


def _marked(question: Question, points: list[str]) -> float | None:
    """The share that a trainer gave for an open answer."""
    if not isinstance(question.key, OpenKey):
        return None
    return float(share_of(stored(points), question.key))
