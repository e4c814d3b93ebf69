"""The facts of a module as the fields of a form, and what of module.yaml a form changes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.core.courses.content import COOL_DOWN, FeedbackPolicy
from app.core.courses.facts import Facts, read_facts
from app.core.courses.facts_writing import Value, plain_value, text_value, with_facts
from app.core.courses.layout import FACTS_FILE
from app.core.courses.problems import Findings, Problem
from app.core.courses.sources import Source, read_source


@dataclass(frozen=True, slots=True)
class Settings:
    """Every fact as text, as a form holds it; lists are tuples, `draw`, `attempts` … are empty for no limit."""

    level: str
    hours: str
    access: str
    audience: tuple[str, ...]
    prerequisites: tuple[str, ...]
    authors: tuple[str, ...]
    reviewed: str
    licence: str
    pass_mark: str
    attempts: str
    every: str
    draw: str
    shuffle: bool
    minutes: str
    certainty: bool
    feedback: str
    cool_down: str


_LISTS = ("audience", "prerequisites", "authors")
_NUMBERS = {
    "pass_mark": "quiz.pass",
    "attempts": "quiz.attempts",
    "every": "quiz.every",
    "draw": "quiz.draw",
    "minutes": "quiz.minutes",
    "cool_down": "quiz.cool_down",
}
_KEY = re.compile(r"[ \t]*([a-z_]+)[ \t]*:")
_PLAIN = ("level", "hours", "access", "reviewed")


class SettingsRefused(ValueError):
    """Values that module.yaml cannot hold: the checker's problems by the name of the field."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def settings_of(facts: Facts) -> Settings:
    """The fields of the facts as they stand."""
    quiz = facts.quiz
    return Settings(
        level=facts.level,
        hours=f"{float(facts.hours):g}",
        access=facts.access,
        audience=facts.audience,
        prerequisites=tuple(name for name, _ in facts.prerequisites),
        authors=facts.authors,
        reviewed=facts.reviewed.isoformat(),
        licence=facts.licence,
        pass_mark=str(quiz.pass_mark),
        attempts=_limit(quiz.attempts),
        every=span(quiz.every) if quiz.every else "",
        draw=_limit(quiz.draw),
        shuffle=quiz.shuffle,
        minutes=_limit(quiz.minutes),
        certainty=quiz.certainty,
        feedback=quiz.feedback,
        cool_down=span(quiz.cool_down) if quiz.cool_down != COOL_DOWN else "",
    )


def span(length: timedelta) -> str:
    """A length of time as module.yaml writes it."""
    minutes = int(length.total_seconds() // 60)
    if minutes % 60:
        return f"{minutes}m"
    hours = minutes // 60
    return f"{hours // 24}d" if hours % 24 == 0 and hours > 24 else f"{hours}h"


def read_settings(content: bytes) -> Facts | None:
    """The facts of module.yaml; None where it has an error that fields would hide."""
    source = read_source(FACTS_FILE, content, Findings())
    if source is None:
        return None
    findings = Findings()
    facts, _ = read_facts(source, findings)
    return None if any(problem.is_error for problem in findings) else facts


def with_settings(content: bytes, before: Settings, after: Settings) -> bytes:
    """module.yaml with what a form changed. Raises SettingsRefused, UnwritableFacts."""
    changes: dict[str, Value] = {}
    for name in _PLAIN:
        if getattr(before, name) != getattr(after, name):
            changes[name] = plain_value(getattr(after, name).replace(",", "."))
    if before.licence != after.licence:
        changes["licence"] = text_value(after.licence)
    for name in _LISTS:
        if getattr(before, name) != getattr(after, name):
            changes[name] = getattr(after, name)
    for name, key in _NUMBERS.items():
        if getattr(before, name) != getattr(after, name):
            changes[key] = plain_value(getattr(after, name)) if getattr(after, name) else None
    changes |= _rules(before, after)
    changed = with_facts(content, changes)
    _report(changed)
    return changed


def _rules(before: Settings, after: Settings) -> dict[str, Value]:
    changes: dict[str, Value] = {}
    if before.shuffle != after.shuffle:
        changes["quiz.shuffle"] = "true" if after.shuffle else "false"
    if before.certainty != after.certainty:
        changes["quiz.certainty"] = "yes" if after.certainty else "no"
    if before.feedback != after.feedback:
        changes["quiz.feedback"] = FeedbackPolicy(after.feedback).value
    return changes


def with_languages(content: bytes, languages: tuple[str, ...]) -> bytes:
    """module.yaml with these content languages. Raises SettingsRefused, UnwritableFacts."""
    changed = with_facts(content, {"languages": languages})
    _report(changed)
    return changed


def _report(changed: bytes) -> None:
    """Whatever the reader refuses is told at the field whose line it stands on."""
    findings = Findings()
    source = read_source(FACTS_FILE, changed, findings) or Source(FACTS_FILE, "")
    read_facts(source, findings)
    refused: dict[str, Problem] = {}
    for problem in findings.sorted():
        if problem.is_error:
            key = dict(problem.facts).get("key") or _key_at(changed, problem.line)
            refused.setdefault({"pass": "pass_mark"}.get(key, key), problem)
    if refused:
        raise SettingsRefused(refused)


def _key_at(content: bytes, line: int) -> str:
    """The key to which a line belongs: the nearest that stands above it, or on it."""
    for text in reversed(content.decode("utf-8", "replace").split("\n")[:line]):
        if match := _KEY.match(text):
            return match[1]
    return "languages"


def _limit(number: int | None) -> str:
    return "" if number is None else str(number)
