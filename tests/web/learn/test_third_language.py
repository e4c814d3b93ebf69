"""A third language needs no code: a site in English, Russian and Ukrainian, with a module that has all three."""

from dataclasses import replace

import pytest

from app.core.courses.revisions import source_hash
from app.services import catalogue, issuing, lessons
from config import ConfigError, load_settings
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, make_issuer, read, start, take
from tests.support.readers import reader

UKRAINIAN = {
    "Урок": "Заняття",
    "Модуль": "Модуль українською",
    "Тест": "Підсумковий тест",
    "Какой?": "Який?",
    "Вот этот.": "Ось цей.",
}


@pytest.fixture
def settings(settings):
    return replace(settings, languages=("en", "ru", "uk"))


def three_languages(**facts):
    """A module in three languages, whose Ukrainian is made from the Russian by rule."""
    files = module_files(**facts)
    files["module.yaml"] = files["module.yaml"].replace(b"[en, ru]", b"[en, ru, uk]")
    for path, content in list(files.items()):
        if path.startswith("ru/"):
            text = content.decode()
            for russian, word in UKRAINIAN.items():
                text = text.replace(russian, word)
            files[f"uk/{path[3:]}"] = text.encode()
    return files


def ukrainian_alone():
    files = three_languages()
    kept = {path: body for path, body in files.items() if path[:3] not in ("en/", "ru/")}
    quiz = files["uk/quiz.md"].decode().replace("one\n", "one outcome=first\n", 1)
    quiz = quiz.replace("- Ось цей.", "- (x) Ось цей.")
    for option in ("Вон тот.", "Другой.", "Никакой из них."):
        quiz = quiz.replace(f"- {option}", f"- ( ) {option}")
    facts = kept["module.yaml"].replace(b"source: en", b"source: uk")
    return kept | {
        "module.yaml": facts.replace(b"[en, ru, uk]", b"[uk]"),
        "uk/quiz.md": quiz.encode(),
    }


@pytest.fixture
def published(db_session):
    publish({"threefold": three_languages(practice=True), "two": module_files()})


def test_the_catalogue_finds_modules_by_the_third_language(browser, published):
    page = browser.get("learn_catalogue.index", lang="uk", language="uk")

    assert page.one("/html").get("lang") == "uk"
    assert "Модуль українською" in page.words()
    assert "/uk/modules/two" not in page.links.values()
    assert "українська" in page.words()
    assert "Ukrainian" in browser.get("learn_catalogue.index", lang="en").words()
    assert "украинский" in browser.get("learn_catalogue.index", lang="ru").words()


def test_module_and_lesson_are_read_in_it(browser, published):
    module = browser.get("learn_modules.show", lang="uk", module="threefold")
    assert module.h1 == "Модуль українською"
    assert not module.one("//h1").get("lang")

    lesson = browser.get("learn_lessons.show", lang="uk", module="threefold", lesson="lesson-1")
    assert lesson.h1 == "Заняття 1"
    assert "23 листопада 2026 р." in lesson.words().replace("\u202f", " ")
    assert not lesson.one("//div[contains(@class,'prose')]").get("lang")


def test_the_switch_keeps_the_place_in_all_three(browser, published):
    page = browser.get("learn_lessons.show", lang="ru", module="threefold", lesson="lesson-2")

    page = browser.click(page, "Українська")
    assert (page.url, page.h1) == ("/uk/modules/threefold/lesson-2", "Заняття 2")
    page = browser.click(page, "English")
    assert (page.url, page.h1) == ("/en/modules/threefold/lesson-2", "Lesson 2")


def test_a_module_without_it_is_shown_in_its_own_language_and_says_so(browser, published):
    page = browser.get("learn_lessons.show", lang="uk", module="two", lesson="lesson-1")

    assert page.h1 == "Lesson 1"
    assert page.one("//h1").get("lang") == "en"
    assert "англійська" in page.words("//main//div[contains(@class, 'warn')]")


def test_the_quiz_is_taken_in_it_and_the_switch_keeps_the_attempt(browser, published):
    person = make_person()
    begin(person, "threefold")
    attempt = start(person, "threefold")
    sign_in(browser, person)

    page = browser.get("learn_attempts.show", lang="uk", attempt=attempt)
    assert "Який?" in page.words()
    assert "Ось цей." in page.words()

    form = page.all("//form[.//fieldset]")[0].get("id")
    switched = browser.follow(browser.submit(page, form, press="ru"))
    assert switched.url.startswith("/ru/attempts/")
    assert "Какой?" in switched.words()


def test_a_certificate_falls_back_to_what_can_be_printed_and_the_page_says_so(
    browser, published, now
):
    person = make_person(language="uk")
    begin(person, "threefold")
    read(person, ("lesson-1", "lesson-2", "lesson-3"), "threefold")
    take(person, module_id="threefold")
    sign_in(browser, person)

    page = browser.get("learn_certificates.new", lang="uk", module="threefold")
    assert "англійська, російська" in page.words()

    shown = browser.follow(browser.submit(page, "//main//form[@method='post']"))
    assert any(link.endswith("/en.pdf") for link in shown.links.values())


def test_a_module_in_the_third_language_alone_is_printed_in_english(db_session):
    publish({"alone": ukrainian_alone()})
    module = lessons.open_module("alone", None).module

    assert module.languages == ("uk",)
    assert issuing.printable(module, make_issuer()) == ("en",)


def test_the_page_that_checks_certificates_speaks_it(browser, published):
    page = browser.get("verify_certificates.new", lang="uk")

    assert page.one("/html").get("lang") == "uk"
    assert browser.get("verify_certificates.new", lang="de", status=404).status == 404


def test_track_names_fall_back_and_the_checker_only_advises(browser, published):
    (shelf,) = catalogue.read_catalogue(None).shelves

    assert "uk" not in shelf.titles
    assert browser.get("learn_tracks.show", lang="uk", track="first").h1.endswith("Track first")


def test_an_older_translation_into_it_is_told(browser, db_session, now):
    files = three_languages(lessons=1)
    head = b"---\ntranslates: 0123456789abcdef\n"
    for path in ("uk/01-lesson-1.md", "uk/module.md"):
        files[path] = files[path].replace(b"---\n", head, 1)
    publish({"threefold": files})

    lesson = browser.get("learn_lessons.show", lang="uk", module="threefold", lesson="lesson-1")
    module = browser.get("learn_modules.show", lang="uk", module="threefold")

    warning = "//main//div[contains(@class, 'warn')]//a"
    assert lesson.one(warning).get("href") == "/en/modules/threefold/lesson-1"
    assert module.one(warning).get("href") == "/en/modules/threefold"
    assert not browser.get("learn_modules.show", lang="ru", module="threefold").all(warning)
    assert lesson.h1 == "Заняття 1"


def test_both_dates_of_an_older_introduction_are_told(db_session, now):
    files = three_languages(lessons=1)
    name = source_hash(files["en/module.md"])
    files["uk/module.md"] = files["uk/module.md"].replace(
        b"---\n", f"---\ntranslates: {name}\n".encode(), 1
    )
    publish({"threefold": files}, now=now)
    later = now.replace(day=25)
    files["en/module.md"] += b"\nMore.\n"
    publish({"threefold": files}, now=later)
    reading = lessons.open_module("threefold", reader(make_person()))

    older = lessons.older_introduction(reading.revision_id, reading.module, "uk")

    assert (older.made_from, older.source_changed) == (now, later)
    assert lessons.older_introduction(reading.revision_id, reading.module, "ru") is None


@pytest.mark.parametrize("text", ["en,xx", "en,en", "EN", "en,ru-RU", "e"])
def test_a_language_that_cannot_be_is_refused_at_the_start(text, tmp_path):
    with pytest.raises(ConfigError, match="LANGUAGES"):
        load_settings({"LANGUAGES": text, "DATA_DIR": str(tmp_path)})


def test_the_languages_are_a_setting(tmp_path):
    assert load_settings({"DATA_DIR": str(tmp_path)}).languages == ("en", "ru")
    settings = load_settings({"LANGUAGES": " ru , en ", "DATA_DIR": str(tmp_path)})
    assert settings.languages == ("ru", "en")
