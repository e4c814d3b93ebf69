"""A page is shown while it is written: errors elsewhere do not hide it, and its own hide only what they spoil."""

import pytest

from app.core.courses.previews import preview, titled
from app.core.courses.reading import read_module
from app.core.courses.rendering import RenderWords, render_lesson
from app.core.quizzes.paper import lay_out, present
from tests.core.courses.addresses import PlainAddresses
from tests.core.courses.folders import TALK, good_files, module_files

FILES = module_files(good_files())
PAGE = "02-noticing.md"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_shown_is_what_will_be_published(language):
    shown = preview(TALK, FILES, language, PAGE)
    module, _ = read_module(TALK, FILES)

    assert shown is not None
    rendered = render_lesson(shown.module, "noticing", language, PlainAddresses(), RenderWords())
    assert rendered == render_lesson(module, "noticing", language, PlainAddresses(), RenderWords())
    assert shown.unreadable == frozenset()
    published = next(one for one in module.lessons if one.id == "noticing")
    assert [one.id for one in shown.lesson.practice] == [one.id for one in published.practice]
    assert [one.texts[language].title for one in shown.module.lessons] == [
        one.texts[language].title for one in module.lessons
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_quiz_is_shown_with_all_its_questions(language):
    shown = preview(TALK, FILES, language, "quiz.md")
    module, _ = read_module(TALK, FILES)

    assert [one.id for one in shown.module.questions] == [one.id for one in module.questions]
    assert shown.module.texts[language].quiz_title == module.texts[language].quiz_title


@pytest.mark.parametrize("broken", ["module.yaml", "en/module.md", "en/quiz.md", "ru/module.md"])
@pytest.mark.parametrize("rubbish", [b"", b"::", b"\xff\xfe", b"---\ntitle: [\n---\n"])
def test_an_error_in_another_file_hides_nothing(broken, rubbish):
    shown = preview(TALK, FILES | {broken: rubbish}, "en", PAGE)

    assert shown.lesson.texts["en"].body == preview(TALK, FILES, "en", PAGE).lesson.texts["en"].body


def test_a_question_with_an_error_is_named_and_the_rest_is_shown():
    page = FILES[f"en/{PAGE}"] + b"\n::: question half\nWhat?\n:::\n"

    shown = preview(TALK, FILES | {f"en/{PAGE}": page}, "en", PAGE)

    assert shown.unreadable == {"half"}
    assert [one.id for one in shown.lesson.practice] == [
        one.id for one in preview(TALK, FILES, "en", PAGE).lesson.practice
    ]


@pytest.mark.parametrize(
    ("question", "line", "shorter"),
    [
        ("single-first", "- Погода.\n", ""),
        ("multiple-balanced", "- Кому вы верите.\n", ""),
        ("match-terms", "- реле => два переводчика подряд\n", ""),
        ("match-terms", "- => речь письмом\n", ""),
        ("order-briefing", "3. Спросить, есть ли вопросы.\n", ""),
        ("gaps-code", "[[всё]]", "всё"),
        ("open-case", "| Называет услышанное, не обвиняя |\n", ""),
    ],
)
def test_a_translation_that_lacks_a_part_of_a_question_is_shown_without_it_and_the_source_with_it(
    question, line, shorter
):
    page = FILES["ru/quiz.md"].decode()
    assert line in page
    files = FILES | {"ru/quiz.md": page.replace(line, shorter).encode()}

    for language, unreadable in (("en", frozenset()), ("ru", frozenset({question}))):
        shown = preview(TALK, files, language, "quiz.md")
        assert shown.unreadable == unreadable
        assert len(shown.module.questions) == 12 - len(unreadable)
        for one in shown.module.questions:
            assert present(one, lay_out(one, b"seed", shuffle=True), language).prompt


def test_a_page_that_is_no_text_at_all_is_not_shown():
    assert preview(TALK, FILES | {f"en/{PAGE}": b"\xff"}, "en", PAGE) is None
    assert preview(TALK, FILES, "en", "no-lesson.md") is None


def test_a_title_is_told_also_where_minutes_are_missing():
    assert titled(b"---\ntitle: Seen\n---\n", "01-a.md", "en").title == "Seen"
    assert titled(b"no front matter", "01-a.md", "en").title == "a"
