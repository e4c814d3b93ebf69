"""Lessons change in every language at once, and links between pages follow them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.checking import check_module
from app.core.courses.lesson_changes import (
    added,
    is_free,
    listed,
    moved,
    removed,
    renamed,
    yaml_text,
)
from app.core.courses.reading import read_module
from tests.support.courses import module_files

BOTH = ("en", "ru")
LINK = b"See [it](03-lesson-3.md#s1), [ref] and [home](../en/module.md).\n\n[ref]: 02-lesson-2.md\n"


def linked():
    files = module_files()
    return files | {"en/01-lesson-1.md": files["en/01-lesson-1.md"] + LINK}


def after(files, changes):
    return {p: c for p, c in {**files, **changes}.items() if c is not None}


def errors(files):
    return [str(problem) for problem in check_module("m", files) if problem.is_error]


def order(files):
    module, _ = read_module("m", files)
    return [lesson.id for lesson in module.lessons]


def test_a_new_lesson_stands_last_in_every_language():
    files = module_files()

    made = after(files, added(files, "new-one", {"en": "New: one", "ru": "Новый"}, 10))

    assert errors(made) == []
    assert order(made)[-1] == "new-one"
    assert listed(made, BOTH)[-1].titles == {"en": "New: one", "ru": "Новый"}
    assert "en/04-new-one.md" in made


@pytest.mark.parametrize("steps", [-5, -1, 0, 1, 5])
def test_a_moved_lesson_takes_its_links_along(steps):
    files = linked()

    made = after(files, moved(files, BOTH, "02-lesson-2.md", steps))

    wanted = ["lesson-1", "lesson-3"]
    wanted.insert(min(max(1 + steps, 0), 2), "lesson-2")
    assert order(made) == wanted
    assert errors(made) == []
    assert {path.partition("/")[2] for path in made if path.startswith("en/0")} == {
        path.partition("/")[2] for path in made if path.startswith("ru/0")
    }


def test_there_and_back_again_changes_no_byte():
    files = linked()
    there = after(files, moved(files, BOTH, "01-lesson-1.md", 2))

    assert after(there, moved(there, BOTH, "03-lesson-1.md", -2)) == files


def test_a_renamed_lesson_keeps_its_text_and_is_found_by_its_links():
    files = linked()

    made = after(files, renamed(files, BOTH, "03-lesson-3.md", "end", {"en": 'The "end": all'}))

    assert errors(made) == []
    assert order(made) == ["lesson-1", "lesson-2", "end"]
    assert listed(made, BOTH)[-1].titles == {"en": 'The "end": all', "ru": "Урок 3"}
    assert b"(03-end.md#s1)" in made["en/01-lesson-1.md"]
    assert made["ru/03-end.md"] == files["ru/03-lesson-3.md"]


def test_links_to_other_modules_stay():
    files = linked()
    files["en/01-lesson-1.md"] += b"[far](../../other/en/03-lesson-3.md)\n"

    made = after(files, moved(files, BOTH, "03-lesson-3.md", -2))

    assert b"../../other/en/03-lesson-3.md" in made["en/02-lesson-1.md"]


def test_a_lesson_is_removed_in_every_language():
    files = module_files()

    made = after(files, removed(files, BOTH, "02-lesson-2.md"))

    assert order(made) == ["lesson-1", "lesson-3"]
    assert errors(made) == []


@pytest.mark.parametrize(
    "id_", ["", "Upper", "a b", "quiz", "media", "module", "lesson-2", "a" * 81, "-a", "ж"]
)
def test_an_id_that_is_taken_or_badly_written_is_not_free(id_):
    assert not is_free(id_, module_files(), BOTH)
    assert is_free("fresh", module_files(), BOTH)


@given(
    st.text(min_size=1, max_size=60).filter(
        lambda text: text.split() and text.isprintable() and "<" not in text
    )
)
def test_every_title_can_be_read_back(title):
    files = module_files(languages=("en",))

    made = after(files, added(files, "fresh", {"en": title}, 10))

    assert listed(made, ("en",))[-1].titles["en"] == " ".join(title.split())


@pytest.mark.parametrize(
    "text", ["yes", "12", "null", "# a", "- a", "a: b", "'a", "[a", "~", "1.5", "true"]
)
def test_a_text_that_looks_like_something_else_goes_in_quotes(text):
    assert yaml_text(text) == f'"{text}"'
