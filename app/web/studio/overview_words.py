"""What the overview of a module tells: parts in words, its languages page by page, and its problems by page."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.access.authorship import Part
from app.services.module_overview import Overview
from app.web.studio.problem_list import Elsewhere, problem_list

PART_NAMES: dict[Part, LazyString] = {
    Part.OWNER: _l("owner"),
    Part.AUTHOR: _l("co-author"),
    Part.REVIEWER: _l("reviewer"),
}


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page with its title in each language in which it is there."""

    file: str
    titles: Mapping[str, str]


def language_rows(found: Overview) -> tuple[tuple[str, ...], list[PageRow]]:
    """The languages, source first, and every page in the order of the source."""
    source = found.facts.source if found.facts else ""
    codes = tuple(sorted(found.pages, key=lambda code: (code != source, code)))
    files = list(dict.fromkeys(file for code in codes for file in found.pages[code]))
    rows = [
        PageRow(
            file,
            {code: found.titles[code][file] or file for code in codes if file in found.pages[code]},
        )
        for file in files
    ]
    return codes, rows


def told_problems(found: Overview) -> tuple[Elsewhere, ...]:
    """The files with errors or warnings, each with the page where it is mended; errors first."""
    listed = problem_list(found.problems, found.listed.authored.module_id, "")
    return tuple(sorted(listed.elsewhere, key=lambda one: (one.errors == 0, one.path)))
