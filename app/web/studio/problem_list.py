"""The checker's findings for one page, in the reader's language: those of the page by line, the rest by file."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from app.core.courses.layout import FACTS_FILE, MEDIA_FOLDER
from app.core.courses.problems import Problem
from app.core.courses.wording.translated import sentences
from app.web import languages

MOST = 60
"""Findings of one page that are listed; the first ones often cause the rest."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: what is wrong, and how to mend it."""

    line: int
    column: int
    is_error: bool
    text: str
    mend: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another file with findings, and the page where it is mended."""

    path: str
    address: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class ProblemList:
    """`here` are those of the page by line; `left_out` counts what is not listed."""

    here: tuple[Found, ...]
    left_out: int
    elsewhere: tuple[Elsewhere, ...]

    @property
    def errors(self) -> int:
        return sum(one.is_error for one in self.here)

    @property
    def warnings(self) -> int:
        return len(self.here) - self.errors


def problem_list(problems: Iterable[Problem], module: str, path: str) -> ProblemList:
    """All of a module's problems, told for the page at `path`."""
    here, others = [], dict[str, list[Problem]]()
    for problem in problems:
        if problem.path == path:
            here.append(problem)
        else:
            others.setdefault(problem.path, []).append(problem)
    return ProblemList(
        here=tuple(_found(problem) for problem in here[:MOST]),
        left_out=max(0, len(here) - MOST),
        elsewhere=tuple(_elsewhere(name, of_it, module) for name, of_it in others.items()),
    )


def _found(problem: Problem) -> Found:
    text, mend = sentences(problem, languages.language())
    return Found(problem.line, problem.column, problem.is_error, text, mend)


def _elsewhere(path: str, problems: list[Problem], module: str) -> Elsewhere:
    errors = sum(problem.is_error for problem in problems)
    address = _address(path, problems[0].line, module)
    return Elsewhere(path, address, errors, len(problems) - errors)


def _address(path: str, line: int, module: str) -> str:
    """Where a file is mended; for a page its line is named, so that the editor can go there."""
    folder, _, name = path.partition("/")
    if path == FACTS_FILE:
        return url_for("studio_settings.edit", module=module)
    if folder == MEDIA_FOLDER or not name:
        return url_for("studio_media.index", module=module)
    address = url_for("studio_files.edit", module=module, language=folder, file=name)
    return f"{address}#line-{line}"
