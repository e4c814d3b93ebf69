"""A new module is one that works: the checker finds nothing wrong with it in any language it begins with."""

from datetime import date

import pytest

from app.core.courses.checking import check_module
from app.core.courses.reading import read_module
from app.core.courses.starting import starting_files

DAY = date(2026, 11, 22)
TITLES = {"en": "Border checks", "ru": "Пограничный контроль", "uk": "Прикордонний контроль"}


@pytest.mark.parametrize(
    "codes", [("en",), ("ru",), ("en", "ru"), ("ru", "en"), ("uk", "en"), ("en", "ru", "uk")]
)
def test_the_checker_finds_nothing_in_a_new_module(codes):
    files = starting_files(
        titles={code: TITLES[code] for code in codes}, source=codes[0], reviewed=DAY
    )

    assert check_module("new-module", files, ()) == ()


def test_a_new_module_has_three_lessons_a_quiz_and_a_chart_in_every_language():
    files = starting_files(
        titles={"en": TITLES["en"], "ru": TITLES["ru"]}, source="en", reviewed=DAY
    )

    module, _ = read_module("new-module", files)

    assert (module.source, module.languages) == ("en", ("en", "ru"))
    assert [len(lesson.practice) for lesson in module.lessons] == [1, 1, 1]
    assert {question.type.value for question in module.questions} >= {"single", "order", "number"}
    assert {text.title for text in module.texts.values()} == {TITLES["en"], TITLES["ru"]}
    assert all(
        "media/example" in files[f"{code}/02-pictures-and-tables.md"].decode()
        for code in ("en", "ru")
    )


@pytest.mark.parametrize(
    "title", ["A: b", '"Quoted"', "- x", "{x}", "[x]", "#1", "yes", "2026", "a\\b", "{title}", "'"]
)
def test_any_title_is_a_title(title):
    files = starting_files(titles={"en": title}, source="en", reviewed=DAY)

    module, problems = read_module("new-module", files)

    assert not problems
    assert module.texts["en"].title == title
