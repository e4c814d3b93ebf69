"""The preview is the learner's page, kept apart from everything else; the checker says what is wrong and where."""

from types import SimpleNamespace

import pytest

from app.core.access.authorship import Part
from app.web.studio import previews
from tests.support.courses import module_files, publish
from tests.support.exam import QUESTIONS, exam_files
from tests.support.factories import sign_in
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_writer

FILE = "01-lesson-1.md"
PAGE = {"module": MODULE, "language": "en", "file": FILE}
TYPED = "---\ntitle: Typed\nminutes: 5\n---\n## Just now\n\n![Seen](media/none.png)\n"
SCRIPT = {"Accept": "application/json"}
FORM = "//main//form[contains(@action, 'first-look')]"


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


@pytest.fixture
def writer(browser):
    owner = begin_module(files=module_files(practice=True))
    sign_in(browser, SimpleNamespace(id=owner.person_id))
    browser.get("studio_files.edit", **PAGE)  # a page with a token
    return browser


def look(writer, words, **page):
    return writer.post(
        "studio_previews.render", {"words": words}, headers=SCRIPT, status=200, **PAGE | page
    ).json


def check(writer, words, lang="en"):
    told = writer.post(
        "studio_previews.check", {"words": words}, headers=SCRIPT, status=200, lang=lang, **PAGE
    )
    return told.json["problems"]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_preview_is_the_page_that_learners_will_get(browser, lang):
    publish({MODULE: module_files(practice=True)})
    owner = give_part(make_writer(), Part.OWNER)
    sign_in(browser, SimpleNamespace(id=owner.person_id))
    learner = browser.get("learn_lessons.show", module=MODULE, lesson="lesson-1", lang=lang)

    page = browser.get("studio_previews.show", module=MODULE, language=lang, file=FILE, lang="en")

    for part in ("//article//h1", "//article//h2", "//article//fieldset", "//article//legend"):
        assert [one.text for one in page.all(part)] == [one.text for one in learner.all(part)]
    assert page.words("//article/div[@class='prose']") == learner.words(
        "//article/div[@class='prose']"
    )


def test_what_is_typed_is_shown_with_its_weight_and_saved_nowhere(writer):
    shown = look(writer, TYPED)

    assert "Just now" in shown["page"]
    assert "second on a 2G line" in shown["weight"]
    saved = writer.get("studio_previews.show", **PAGE)
    assert "Just now" not in saved.words()


@pytest.mark.parametrize(("file", "words"), [("quiz.md", "Which one?"), ("module.md", "Module.")])
def test_every_kind_of_page_has_its_preview(writer, file, words):
    assert words in writer.get("studio_previews.show", **PAGE | {"file": file}).words()


def test_links_of_the_preview_stay_in_the_draft(writer):
    page = writer.get("studio_previews.show", **PAGE)
    following = [one.get("href") for one in page.all("//nav[@class='out']//a")]

    assert following == [
        writer.url("studio_previews.show", **PAGE | {"file": file})
        for file in (FILE, "02-lesson-2.md", "03-lesson-3.md", "quiz.md")
    ]
    assert [link for link in page.links.values() if "/modules/new-module/lesson" in link] == []


def test_a_practice_question_can_be_tried(writer):
    page = writer.get("studio_previews.show", **PAGE)

    tried = writer.submit(page, FORM, status=200, **{"q-first-look": "1"})

    assert "That is right." in tried.words()


@pytest.mark.parametrize("words", ["", "---", "\x00", "::: question a\n", "[" * 30_000])
def test_a_half_written_page_has_a_preview_or_says_what_comes_first(writer, words):
    shown = look(writer, words)

    assert shown["page"].strip()


def test_a_question_with_an_error_has_a_note_in_its_place(writer):
    shown = look(writer, TYPED + "\n::: question half\nWhat?\n:::\n")

    assert "“half” is shown here once its errors are mended" in shown["page"]


def test_problems_stand_with_their_line_and_what_to_do_in_the_readers_language(writer):
    english, russian = check(writer, TYPED), check(writer, TYPED, lang="ru")

    assert 'data-line="7"' in english
    assert "There is no file media/none.png." in english
    assert "Файла media/none.png нет." in russian
    assert "href=" in english


def test_problems_elsewhere_lead_to_their_files(writer):
    told = check(writer, TYPED + "\n## Two\n\n## Three\n")

    assert writer.url("studio_files.edit", **PAGE | {"language": "ru"}) in told


@pytest.mark.parametrize("where", ["studio_previews.render", "studio_previews.check"])
def test_what_is_too_long_is_refused_in_clear_words(writer, where):
    told = writer.post(where, {"words": "x\n\n" * 70_000}, headers=SCRIPT, status=413, **PAGE)

    assert "up to 200 KB" in told.json["error"]


@pytest.mark.parametrize("where", ["studio_previews.render", "studio_previews.check"])
def test_while_others_look_at_their_texts_the_next_is_asked_to_come_back(
    writer, where, monkeypatch
):
    monkeypatch.setattr(previews, "PATIENCE", 0.01)
    turns = [previews.AT_ONCE.acquire(timeout=1) for _ in range(2)]
    try:
        told = writer.post(where, {"words": TYPED}, headers=SCRIPT, status=503, **PAGE)
    finally:
        for _ in turns:
            previews.AT_ONCE.release()

    assert told.headers["Retry-After"] == "2"
    assert look(writer, TYPED)["page"]


def test_a_reviewer_sees_the_preview_and_types_nothing_into_it(writer, browser):
    reviewer = give_part(make_writer(), Part.REVIEWER)
    sign_in(browser, SimpleNamespace(id=reviewer.person_id))

    browser.get("studio_previews.show", **PAGE)
    browser.post("studio_previews.render", {"words": TYPED}, status=403, **PAGE)


@pytest.mark.parametrize("lessons", [2, 9])
def test_a_preview_asks_the_same_number_of_questions_whatever_the_module(browser, lessons):
    owner = begin_module(files=module_files(lessons=lessons, practice=True))
    sign_in(browser, SimpleNamespace(id=owner.person_id))
    browser.get("studio_files.edit", **PAGE)

    with counted() as queries:
        look(browser, TYPED)

    assert len(queries) == 5


@pytest.mark.parametrize(
    "name", ["studio_previews.show", "studio_files.edit", "studio_questions.edit"]
)
def test_a_translation_that_lacks_an_option_is_named_on_its_pages_and_the_rest_is_shown(
    browser, name
):
    files = exam_files()
    page = files["ru/quiz.md"].decode()
    assert "- Список.\n" in page
    files["ru/quiz.md"] = page.replace("- Список.\n", "", 1).encode()
    owner = begin_module(module="exam", files=files)
    sign_in(browser, SimpleNamespace(id=owner.person_id))
    place = {"module": "exam", "language": "ru", "file": "quiz.md"}
    if name == "studio_questions.edit":
        place["question"] = "one"

    shown = browser.get(name, **place)

    if name == "studio_previews.show":
        assert "«one»" in shown.words("//div[@class='box warn']")
        assert len(shown.all("//section[contains(@class, 'qn')]")) == len(QUESTIONS) - 1
