"""Whether a course holds what it promises: enough questions, every outcome tested, prerequisites that exist."""

from collections.abc import Mapping

from app.core.courses.modules import Manuscript
from app.core.courses.pages import QUIZ_PAGE
from app.core.courses.problems import Findings, Spot


def report_quiz(manuscript: Manuscript, findings: Findings) -> None:
    languages, questions = manuscript.languages, manuscript.questions
    if languages is None:
        return
    page = manuscript.pages[languages.source].get(QUIZ_PAGE)
    if page is None:
        return
    pool = [
        draft
        for name, draft in questions.drafts[languages.source].items()
        if questions.files[name] == QUIZ_PAGE
    ]
    if not pool:
        findings.add("quiz-without-questions", page.spot)
    elif manuscript.facts and (draw := manuscript.facts.quiz.draw) and draw > len(pool):
        findings.add(
            "draw-too-large", manuscript.facts.spots["quiz.draw"], draw=draw, pool=len(pool)
        )
    tested = {outcome for draft in pool for outcome in draft.header.outcomes}
    for name, (_, spot) in manuscript.outcomes.items():
        if name not in tested:
            findings.add("outcome-untested", spot, id=name)


def report_prerequisites(manuscripts: Mapping[str, Manuscript], findings: Findings) -> None:
    waits: dict[str, dict[str, Spot]] = {
        name: dict(manuscript.facts.prerequisites) if manuscript.facts else {}
        for name, manuscript in manuscripts.items()
    }
    for name, prerequisites in waits.items():
        for other, spot in prerequisites.items():
            if other not in waits:
                findings.add("prerequisite-unknown", spot, id=other)
            elif circle := _way(other, name, waits):
                findings.add("prerequisite-circle", spot, circle=" → ".join([name, *circle]))


def _way(start: str, goal: str, waits: Mapping[str, Mapping[str, Spot]]) -> list[str]:
    """The modules from `start` to `goal`, each waiting for the next; empty when there is no such way."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for after in waits.get(way[-1], ()):
            if after not in seen:
                seen.add(after)
                ways.append([*way, after])
    return []
