"""The catalogue: every module, filtered by the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.content import Access, Level
from app.services import catalogue
from app.services.catalogue import Wanted
from app.web import labels
from app.web.identity import visitor

bp = Blueprint("learn_catalogue", __name__)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter; `value` is what stands in the address."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One select of the form."""

    name: str
    words: LazyString
    all: LazyString
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Removal:
    """A filter in use and the address without it; `count` says how many modules one would see then."""

    words: str
    address: str
    count: int = 0


HEADINGS = {
    "area": (_l("Area"), _l("All areas")),
    "component": (_l("Component"), _l("All components")),
    "language": (_l("Language"), _l("Any language")),
    "level": (_l("Level"), _l("Any level")),
    "hours": (_l("Length"), _l("Any length")),
    "access": (_l("Access"), _l("Any access")),
}


@bp.get("/catalogue")
def index() -> str:
    who = visitor()
    found = catalogue.read_catalogue(who.person_id if who else None)
    choices = _choices()
    wanted = wanted_from(request.args, choices)
    return render_template(
        "learn/catalogue/index.html",
        labels=labels,
        total=len(found.entries),
        found=catalogue.select_entries(found.entries, wanted),
        filters=[_filter(name, choices[name], getattr(wanted, name)) for name in choices],
        chosen=[_removal(wanted, name, choices) for name in wanted.in_use],
        ways_out=[
            _removal(wanted, name, choices, count)
            for name, count in catalogue.ways_out(found.entries, wanted)
        ],
    )


def _choices() -> dict[str, dict[Any, str]]:
    """Per filter: its values and their words."""
    return {
        "area": {area: f"{area}. {words}" for area, words in labels.AREAS.items()},
        "component": {code: f"{code}. {words}" for code, words in labels.COMPONENTS.items()},
        "language": {code: labels.language(code) for code in g.languages},
        "level": {level: str(labels.LEVELS[level]) for level in Level},
        "hours": {length: str(words) for length, words in labels.LENGTHS.items()},
        "access": {access: str(labels.ACCESS[access]) for access in Access},
    }


def wanted_from(args: Mapping[str, str], choices: Mapping[str, Mapping[Any, str]]) -> Wanted:
    """Read the filters from the address; a value that no list knows counts as not given."""
    values = {
        name: next((value for value in options if str(value) == args.get(name)), None)
        for name, options in choices.items()
    }
    return Wanted(**values)


def _filter(name: str, options: Mapping[Any, str], chosen: object) -> Filter:
    words, everything = HEADINGS[name]
    return Filter(
        name,
        words,
        everything,
        [Option(str(value), text, value == chosen) for value, text in options.items()],
    )


def _removal(
    wanted: Wanted, name: str, choices: Mapping[str, Mapping[Any, str]], count: int = 0
) -> Removal:
    rest = wanted.without(name)
    query: dict[str, Any] = {other: str(getattr(rest, other)) for other in rest.in_use}
    address = url_for(".index", **query)
    return Removal(choices[name][getattr(wanted, name)], address, count)
