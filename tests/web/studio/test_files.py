"""The editor and the lessons: without a script everything works by its buttons, and nothing that was typed is lost."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.core.access.authorship import Part
from app.core.courses.stages import Stage
from app.extensions import db
from app.models.drafts import Draft
from app.services import drafts
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.factories import PASSWORD, sign_in
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_writer

ADDRESS = "nino@mia.gov.ge"
FILE = "01-lesson-1.md"
PATH = f"en/{FILE}"
PAGE = {"module": MODULE, "language": "en", "file": FILE}
TYPED = "---\ntitle: Lesson\nminutes: 5\n---\nOther words, typed just now.\n"
SCRIPT = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


@pytest.fixture
def owner():
    return begin_module(make_writer(address=ADDRESS), files=module_files(practice=True))


@pytest.fixture
def writer(browser, owner):
    return enter(browser, owner)


def enter(browser, who):
    return sign_in(browser, SimpleNamespace(id=who.person_id))


def kept(who, path=PATH):
    return drafts.content(drafts.working_text(MODULE, who), path).decode()


def test_a_page_is_opened_changed_and_saved(writer, owner):
    page = writer.get("studio_files.edit", **PAGE)
    assert page.words("//h1") == "Lesson 1: Lesson 1"
    assert page.one("//textarea").text.lstrip("\n") == module_files(practice=True)[PATH].decode()

    shown = writer.follow(writer.submit(page, "editor", press="Save", words=TYPED))

    assert "Saved." in shown.words("//main")
    assert kept(owner) == TYPED


@pytest.mark.parametrize("file", ["module.md", FILE, "quiz.md"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_page_is_edited_in_both_languages_of_the_site(writer, file, lang):
    for language in ("en", "ru"):
        page = writer.get(
            "studio_files.edit", module=MODULE, language=language, file=file, lang=lang
        )

        assert page.one("//iframe[@id='frame']").get("sandbox").split() == [
            "allow-same-origin",
            "allow-popups",
            "allow-popups-to-escape-sandbox",
        ]
        assert "<main" in page.one("//iframe[@id='frame']").get("srcdoc")


def test_a_preview_without_a_script_saves_nothing_and_keeps_what_was_typed(writer, owner):
    page = writer.get("studio_files.edit", **PAGE)

    shown = writer.submit(page, "editor", press="Preview", words=TYPED, status=200)

    assert "typed just now" in shown.one("//iframe[@id='frame']").get("srcdoc")
    assert shown.one("//textarea").text.lstrip("\n") == TYPED
    assert "Not saved yet" in shown.words("//*[@id='state']")
    assert kept(owner) != TYPED
    writer.submit(shown, "editor", press="Save")
    assert kept(owner) == TYPED


def test_who_saves_second_sees_both_texts_and_chooses(app, writer, owner):
    page = writer.get("studio_files.edit", **PAGE)
    other = enter(Browser(app), give_part(make_writer(), Part.AUTHOR))
    theirs = TYPED.replace("Other", "Their")
    other.submit(other.get("studio_files.edit", **PAGE), "editor", press="Save", words=theirs)

    asked = writer.submit(page, "editor", press="Save", words=TYPED, status=409)

    assert kept(owner) == theirs
    assert "Their" in asked.words("//main//del")
    assert "Other" in asked.words("//main//ins")
    assert asked.one("//textarea").text.lstrip("\n") == TYPED
    assert "Take theirs and drop mine" in asked.links
    writer.submit(asked, "compared", press="Save mine over theirs")
    assert kept(owner) == TYPED


def test_the_script_is_told_the_same_as_facts(writer, owner):
    page = writer.get("studio_files.edit", **PAGE)
    seen = page.one("//input[@name='seen']").get("value")

    saved = writer.post(
        "studio_files.save", {"words": TYPED, "seen": seen}, headers=SCRIPT, status=200, **PAGE
    )
    told = writer.post(
        "studio_files.save", {"words": "mine", "seen": seen}, headers=SCRIPT, status=409, **PAGE
    )

    assert saved.json["version"] == told.json["version"] != seen
    assert told.json["theirs"] == TYPED
    assert "<ins>" in told.json["panel"]
    assert kept(owner) == TYPED


def test_a_text_beyond_200_kilobytes_is_refused_in_clear_words_and_kept_on_the_page(writer, owner):
    words = TYPED + "x\n\n" * 70_000
    page = writer.get("studio_files.edit", **PAGE)

    refused = writer.submit(page, "editor", press="Save", words=words, status=413)
    told = writer.post("studio_files.save", {"words": words}, headers=SCRIPT, status=413, **PAGE)

    assert "the studio takes up to 200 KB" in refused.words("//*[@role='alert']")
    assert refused.one("//textarea").text.lstrip("\n") == words
    assert "200 KB" in told.json["error"]
    assert kept(owner) != words


def test_what_was_typed_survives_the_end_of_the_session(writer, owner, clock):
    page = writer.get("studio_files.edit", **PAGE)
    clock.shift(timedelta(hours=13))

    asked = writer.submit(page, "editor", press="Save", words=TYPED, status=401)
    assert "Your text is not lost" in asked.words("//main")
    told = writer.post("studio_files.save", {"words": TYPED}, headers=SCRIPT, status=401, **PAGE)
    assert told.status == 401
    here = writer.submit(asked, "//main//form", status=200, address=ADDRESS, password=PASSWORD)
    assert here.h1 == "Your text is here"
    assert kept(owner) != TYPED
    writer.submit(here, "answers", press="Save my text")
    assert kept(owner) == TYPED


def test_a_text_in_review_stands_still_and_says_so(writer, owner):
    page = writer.get("studio_files.edit", **PAGE)
    db.session.get(Draft, MODULE).stage = Stage.REVIEW
    db.session.commit()

    refused = writer.submit(page, "editor", press="Save", words=TYPED, status=409)

    assert "Take it back" in refused.words("//*[@role='alert']")
    assert refused.one("//textarea").text.lstrip("\n") == TYPED
    again = writer.get("studio_files.edit", **PAGE)
    assert again.one("//textarea").get("readonly") is not None
    assert again.all("//button[@value='save']") == []


def test_a_reader_of_a_published_module_reads_its_text_and_changes_nothing(browser):
    publish({MODULE: module_files()})
    enter(browser, make_writer())

    page = browser.get("studio_files.edit", **PAGE)

    assert page.one("//textarea").get("readonly") is not None
    assert "make a copy" in page.words("//main")
    browser.post("studio_files.save", {"words": "x"}, status=403, **PAGE)
    browser.post("studio_files.be_present", {}, status=403, headers=SCRIPT, **PAGE)
    assert "Add a lesson" not in browser.get("studio_files.lessons", module=MODULE).words("//main")


def test_a_draft_of_others_is_as_one_that_is_not_there(browser, owner):
    enter(browser, make_writer())

    for where in ("studio_files.edit", "studio_previews.show"):
        browser.get(where, status=404, **PAGE)
    browser.get("studio_files.lessons", status=404, module=MODULE)


def test_two_who_have_a_page_open_read_of_each_other(app, writer):
    writer.get("studio_files.edit", **PAGE)
    writer.post("studio_files.be_present", {}, headers=SCRIPT, status=200, **PAGE)
    other = enter(
        Browser(app), give_part(make_writer(given_name="Nino", family_name="Beridze"), Part.AUTHOR)
    )

    page = other.get("studio_files.edit", **PAGE)
    told = other.post("studio_files.be_present", {}, headers=SCRIPT, status=200, **PAGE)

    assert "Also open at" in page.words("//*[@id='others']")
    assert "Also open at" in told.json["others"]
    assert "Nino Beridze" in writer.get("studio_files.edit", **PAGE).words("//*[@id='others']")


@pytest.mark.parametrize("lessons", [2, 9])
def test_the_editor_asks_the_same_number_of_questions_whatever_the_module(browser, lessons):
    owner = begin_module(files=module_files(lessons=lessons, practice=True))
    enter(browser, owner)
    browser.get("studio_files.edit", **PAGE)

    with counted() as queries:
        browser.get("studio_files.edit", **PAGE)

    assert len(queries) == 8


def test_lessons_are_added_moved_renamed_and_removed_by_plain_forms(writer, owner):
    page = writer.get("studio_files.lessons", module=MODULE)
    made = writer.submit(
        page,
        "add-lesson",
        press="Add the lesson",
        **{"title-en": "Fresh", "title-ru": "Новый", "id": "fresh"},
    )
    assert made.location.endswith("/files/en/04-fresh.md")

    change = {"module": MODULE, "file": "04-fresh.md"}
    writer.get("studio_files.lessons", module=MODULE)
    writer.post("studio_files.change", {"go": "up"}, **change)
    writer.post(
        "studio_files.change",
        {"go": "rename", "id": "newer", "title-en": "Newer"},
        module=MODULE,
        file="03-fresh.md",
    )
    assert kept(owner, "en/03-newer.md").startswith("---\ntitle: Newer\n")
    assert kept(owner, "ru/03-newer.md").startswith("---\ntitle: Новый\n")
    writer.post("studio_files.change", {"go": "remove"}, module=MODULE, file="03-newer.md")
    shown = writer.get("studio_files.lessons", module=MODULE)
    assert "Newer" not in shown.words("//main")


def test_an_id_that_cannot_be_had_is_told_and_the_form_keeps_what_it_held(writer):
    page = writer.get("studio_files.lessons", module=MODULE)

    told = writer.submit(
        page,
        "add-lesson",
        press="Add the lesson",
        status=422,
        **{"title-en": "Fresh", "id": "lesson-1"},
    )

    assert "“lesson-1”" in told.words("//*[@role='alert']")
    assert told.one("//input[@id='title-en']").get("value") == "Fresh"


def test_another_id_of_a_published_lesson_is_another_address_and_the_form_says_so(browser):
    publish({MODULE: module_files()})
    enter(browser, give_part(make_writer(), Part.OWNER))

    page = browser.get("studio_files.lessons", module=MODULE)

    assert "Another id is another address" in page.words("//main")
