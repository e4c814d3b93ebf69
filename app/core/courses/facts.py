"""module.yaml: the facts of a module that have no language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from app.core.courses.content import (
    COOL_DOWN,
    REVIEW_EVERY,
    Access,
    FeedbackPolicy,
    Level,
    QuizRules,
)
from app.core.courses.fields import (
    LANGUAGE,
    Fields,
    as_day,
    as_flag,
    as_id,
    as_number,
    as_one_of,
    as_span,
    as_whole,
    is_null,
)
from app.core.courses.problems import Findings, Spot
from app.core.courses.sources import Source
from app.core.courses.yaml_source import Entries, parse_yaml

KEYS = (
    "source",
    "languages",
    "level",
    "hours",
    "audience",
    "access",
    "prerequisites",
    "quiz",
    "authors",
    "reviewed",
    "review_every",
    "licence",
)
QUIZ_KEYS = (
    "pass",
    "attempts",
    "every",
    "draw",
    "shuffle",
    "minutes",
    "certainty",
    "feedback",
    "cool_down",
)
YES, NO = ("yes", "true"), ("no", "false")
MOST_HOURS, MOST_ATTEMPTS, MOST_DRAWN, MOST_MINUTES = 1000, 1000, 1000, 1440


@dataclass(frozen=True, slots=True)
class Facts:
    """What module.yaml says; `spots` gives the place of each key, "quiz.draw" style for the quiz."""

    source: str
    languages: tuple[str, ...]
    level: Level
    hours: Fraction
    audience: tuple[str, ...]
    access: Access
    prerequisites: tuple[tuple[str, Spot], ...]
    quiz: QuizRules
    authors: tuple[str, ...]
    reviewed: date
    review_every: timedelta
    licence: str
    spots: Mapping[str, Spot]


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages are needed to look at the pages even when another fact is wrong."""

    source: str
    all: tuple[str, ...]
    spot: Spot


def read_facts(source: Source, findings: Findings) -> tuple[Facts | None, Languages | None]:
    root = parse_yaml(source, findings)
    if root is None:
        return None, None
    if not isinstance(root, Entries):
        findings.add("module-shape", root.spot)
        return None, None
    fields = Fields(root, KEYS, findings, source.spot(1))
    languages = _languages(fields)
    quiz, quiz_spots = _quiz(fields)
    values = {
        "level": _one_of(fields, "level", Level),
        "hours": _hours(fields),
        "audience": _plain(fields.texts("audience")),
        "access": _one_of(fields, "access", Access),
        "prerequisites": _prerequisites(fields),
        "quiz": quiz,
        "authors": _plain(fields.texts("authors")),
        "reviewed": _reviewed(fields),
        "review_every": _review_every(fields),
        "licence": fields.text("licence"),
    }
    if languages is None or None in values.values():
        return None, languages
    spots = {key: fields.place(key) for key in KEYS} | quiz_spots
    facts = Facts(source=languages.source, languages=languages.all, spots=spots, **values)  # type: ignore[arg-type]
    return facts, languages


def _languages(fields: Fields) -> Languages | None:
    listed, source = fields.texts("languages"), fields.text("source")
    if listed is None:
        return None
    codes = []
    for code, spot in listed:
        if LANGUAGE.match(code):
            codes.append(code)
        else:
            fields.findings.add("bad-language", spot, language=code)
    if source is None or not codes:
        return None
    if source not in codes:
        fields.findings.add(
            "source-not-listed", fields.place("source"), language=source, known=", ".join(codes)
        )
        return None
    return Languages(source, tuple(codes), fields.place("languages"))


def _one_of(fields: Fields, key: str, kind: type[Level] | type[Access]) -> Level | Access | None:
    node = fields.get(key)
    value = None if node is None else as_one_of(node, key, fields.findings, kind)
    return None if value is None else kind(value)


def _hours(fields: Fields) -> Fraction | None:
    node = fields.get("hours")
    return None if node is None else as_number(node, "hours", fields.findings, MOST_HOURS)


def _reviewed(fields: Fields) -> date | None:
    node = fields.get("reviewed")
    return None if node is None else as_day(node, "reviewed", fields.findings)


def _review_every(fields: Fields) -> timedelta | None:
    """The default where the key is left out; None where what it says cannot be read."""
    return REVIEW_EVERY if fields.find("review_every") is None else _span(fields, "review_every")


def _plain(texts: tuple[tuple[str, Spot], ...] | None) -> tuple[str, ...] | None:
    return None if texts is None else tuple(text for text, _ in texts)


def _prerequisites(fields: Fields) -> tuple[tuple[str, Spot], ...] | None:
    if fields.find("prerequisites") is None:
        return ()
    texts = fields.texts("prerequisites", empty=True)
    if texts is None:
        return None
    good = [as_id(text, spot, fields.findings) for text, spot in texts]
    return texts if all(good) else None


def _quiz(fields: Fields) -> tuple[QuizRules | None, dict[str, Spot]]:
    node, findings = fields.get("quiz"), fields.findings
    if node is None:
        return None, {}
    if not isinstance(node, Entries):
        findings.add(
            "wrong-type", node.spot, key="quiz", expected="keys such as pass and attempts below it"
        )
        return None, {}
    quiz = Fields(node, QUIZ_KEYS, findings, fields.place("quiz"))
    before = len(findings)
    pass_node, shuffle = quiz.get("pass"), quiz.find("shuffle")
    rules = QuizRules(
        pass_mark=0 if pass_node is None else as_whole(pass_node, "pass", findings, 1, 100) or 0,
        attempts=_limit(quiz, "attempts", MOST_ATTEMPTS),
        every=_span(quiz, "every"),
        draw=_limit(quiz, "draw", MOST_DRAWN),
        shuffle=True if shuffle is None else bool(as_flag(shuffle, "shuffle", findings)),
        minutes=_limit(quiz, "minutes", MOST_MINUTES),
        certainty=_certainty(quiz),
        feedback=_feedback(quiz),
        cool_down=_span(quiz, "cool_down") or COOL_DOWN,
    )
    spots = {f"quiz.{key}": quiz.place(key) for key in QUIZ_KEYS}
    return (rules if len(findings) == before else None), spots


def _limit(fields: Fields, key: str, high: int) -> int | None:
    node = fields.find(key)
    return None if node is None or is_null(node) else as_whole(node, key, fields.findings, 1, high)


def _span(fields: Fields, key: str) -> timedelta | None:
    node = fields.find(key)
    return None if node is None else as_span(node, key, fields.findings)


def _certainty(fields: Fields) -> bool:
    """Asked like a question of the author's, so it is answered in words; true and false mean the same."""
    node = fields.find("certainty")
    if node is None:
        return False
    return as_one_of(node, "certainty", fields.findings, (*YES, *NO)) in YES


def _feedback(fields: Fields) -> FeedbackPolicy:
    node = fields.find("feedback")
    said = None if node is None else as_one_of(node, "feedback", fields.findings, FeedbackPolicy)
    return FeedbackPolicy(said or FeedbackPolicy.PASSED)
