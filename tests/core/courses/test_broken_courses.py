"""Every broken course is refused, with the line that has to be mended."""

import pytest

from app.core.courses.checking import check_courses, check_module
from tests.core.courses.broken import PAGES, YAML, Case
from tests.core.courses.broken_questions import QUESTIONS, TRANSLATIONS
from tests.core.courses.folders import TALK, changed, good_files, lines_with, module_files

CASES = [*YAML, *PAGES, *QUESTIONS, *TRANSLATIONS]


def test_the_good_courses_have_no_problem():
    assert check_courses(good_files()) == ()


def test_there_are_as_many_names_as_cases():
    names = [case[0] for case in QUESTIONS]
    assert len(set(names)) == len(names)
    assert len(CASES) > 150


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[4].rpartition('/')[2]}: {case[0]}")
def test_the_checker_names_the_line(case: Case):
    _, file, find, put, error_file, text = case
    files = changed(file, find, put)

    errors = [problem for problem in check_courses(files) if problem.is_error]

    named = {(problem.path, problem.line) for problem in errors}
    assert named & {(error_file, line) for line in lines_with(files[error_file], text)}, [
        *map(str, errors)
    ]
    for problem in errors:
        assert 1 <= problem.line <= files[problem.path].count(b"\n") + 1
        assert problem.text.endswith((".", "?"))
        assert problem.mend


@pytest.mark.parametrize(
    "case", [case for case in CASES[::4] if case[1].startswith(TALK)], ids=lambda case: case[0]
)
def test_one_module_alone_is_checked_as_in_the_folder(case: Case):
    files = changed(case[1], case[2], case[3])
    whole = {
        (problem.path.removeprefix(f"{TALK}/"), problem.line, problem.code)
        for problem in check_courses(files)
        if problem.path.startswith(TALK)
    }

    alone = check_module(TALK, module_files(files), ["ground-rules"])

    # A module alone does not see circles, and calls itself unknown to its prerequisites.
    codes = {"prerequisite-unknown", "prerequisite-circle", "link-nowhere"}
    assert {(p.path, p.line, p.code) for p in alone if p.code not in codes} == {
        found for found in whole if found[2] not in codes
    }
