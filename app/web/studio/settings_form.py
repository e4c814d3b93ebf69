"""What the form of a module's settings has sent, and what to say where it cannot be kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.module_words import ModuleWords, new_outcome_id, problem_of
from app.core.courses.settings_fields import Settings, SettingsRefused
from app.services.module_settings import OpenedSettings

LONGEST = 2000
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffc\ufeff\ufffe\uffff\ud800-\udfff]")
SPAN = re.compile(r"(\d+)(m|min|h|d)\Z")
UNITS: dict[str, LazyString] = {"m": _l("minutes"), "h": _l("hours"), "d": _l("days")}
_MESSAGES: dict[str, LazyString] = {
    "hours": _l("Write a number of hours above 0, such as 2 or 1.5."),
    "reviewed": _l("Write a date as it is in the calendar."),
    "audience": _l("Choose at least one group."),
    "authors": _l("Write at least one author, one on each line, without HTML."),
    "licence": _l("Write the licence, such as CC-BY-4.0, without HTML."),
    "pass_mark": _l("Write a whole number from 1 to 100."),
    "attempts": _l("Write a whole number from 1 to 1000, or leave it empty."),
    "every": _l("Write a whole number and choose a unit, or leave it empty."),
    "draw": _l("Write a whole number from 1 to 1000, or leave it empty."),
    "minutes": _l("Write a whole number from 1 to 1440, or leave it empty."),
    "cool_down": _l("Write a whole number and choose a unit, or leave it empty."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One learning outcome in the form; `id` is empty for a new one."""

    id: str
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """The fields as they stand in the form, and by control what is wrong there."""

    settings: Settings
    words: Mapping[str, ModuleWords]
    outcomes: tuple[Outcome, ...]
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def removed(self) -> tuple[str, ...]:
        """Outcomes of which nothing is left in any language."""
        return tuple(one.id for one in self.outcomes if one.id and not any(one.sentences.values()))


def as_saved(opened: OpenedSettings) -> SettingsForm | None:
    """The form of what stands; None where module.yaml must be mended by hand first."""
    if opened.settings is None:
        return None
    words = {code: said or ModuleWords() for code, said in opened.words.items()}
    outcomes = tuple(
        Outcome(name, {code: said.outcomes.get(name, "") for code, said in words.items()})
        for name in opened.outcomes
    )
    return SettingsForm(opened.settings, words, outcomes)


def sent(opened: OpenedSettings) -> SettingsForm:
    """The form as it was sent, with what is wrong in its words."""
    form = request.form
    settings = Settings(
        level=_line("level"),
        hours=_line("hours"),
        access=_line("access"),
        audience=_listed("audience"),
        prerequisites=_listed("prerequisites"),
        authors=tuple(dict.fromkeys(filter(None, map(_tidy, _text("authors").split("\n"))))),
        reviewed=_line("reviewed"),
        licence=_line("licence"),
        pass_mark=_line("pass_mark"),
        attempts=_line("attempts"),
        every=_span("every"),
        draw=_line("draw"),
        shuffle="shuffle" in form,
        minutes=_line("minutes"),
        certainty="certainty" in form,
        feedback="never" if form.get("feedback") == "never" else "passed",
        cool_down=_span("cool_down"),
    )
    outcomes = _outcomes(opened)
    words = {
        code: ModuleWords(
            _line(f"title-{code}"),
            _line(f"summary-{code}"),
            {one.id: one.sentences.get(code, "") for one in outcomes if one.id},
        )
        for code in opened.words
    }
    found = SettingsForm(settings, words, outcomes)
    return SettingsForm(settings, words, outcomes, _wrong_words(opened, found))


def refused(form: SettingsForm, refusal: SettingsRefused) -> SettingsForm:
    errors = {
        name: str(_MESSAGES.get(name, _l("This cannot be kept. Choose or write it anew.")))
        for name in refusal.problems
    }
    return SettingsForm(form.settings, form.words, form.outcomes, dict(form.errors) | errors)


def _outcomes(opened: OpenedSettings) -> tuple[Outcome, ...]:
    """Those that are there in their order, then new ones, which get an id from their words."""
    count = request.form.get("outcomes", "0")
    taken = list(opened.outcomes)
    found = []
    for place in range(min(int(count), 30) if count.isdigit() and len(count) < 4 else 0):
        name = request.form.get(f"outcome-{place}-id", "")
        sentences = {code: _line(f"outcome-{place}-{code}") for code in opened.words}
        if name not in opened.outcomes:
            if not any(sentences.values()):
                continue
            name = new_outcome_id(sentences.get(opened.source, ""), taken)
            taken.append(name)
        found.append(Outcome(name, sentences))
    return tuple(found)


def _wrong_words(opened: OpenedSettings, form: SettingsForm) -> dict[str, str]:
    errors = {}
    for code, said in form.words.items():
        before = opened.words[code] or ModuleWords()
        for name in ("title", "summary"):
            needed = code == opened.source or bool(getattr(before, name))
            errors[f"{name}-{code}"] = problem_of(getattr(said, name), is_needed=needed)
    for place, one in enumerate(form.outcomes):
        for code, words in one.sentences.items():
            needed = code == opened.source and one.id not in form.removed
            errors[f"outcome-{place}-{code}"] = problem_of(words, is_needed=needed)
    if not any(one.sentences.get(opened.source) for one in form.outcomes):
        errors[f"outcome-0-{opened.source}"] = "empty-text"
    told = {
        "raw-html": gettext("HTML cannot be used here. Write plain words."),
        "empty-text": gettext("Write these words; they cannot stay empty."),
    }
    return {name: told[code] for name, code in errors.items() if code}


def _tidy(text: str) -> str:
    """One line without characters that nobody sees and no file of a course may hold."""
    return " ".join(_UNSEEN.sub("", " ".join(text.split())).split())


def _text(name: str) -> str:
    return request.form.get(name, "")[:LONGEST]


def _line(name: str) -> str:
    return _tidy(_text(name))


def _listed(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_tidy(value[:LONGEST]) for value in request.form.getlist(name)))


def _span(name: str) -> str:
    number, unit = _line(name), request.form.get(f"{name}-unit", "h")
    return f"{number}{unit if unit in UNITS else 'h'}" if number else ""


def span_parts(text: str) -> tuple[str, str]:
    """A length of time as a number and its unit."""
    match = SPAN.match(text)
    if match:
        return match[1], {"min": "m"}.get(match[2], match[2])
    return text.rstrip("mhd"), text[-1:] if text[-1:] in UNITS else "h"
