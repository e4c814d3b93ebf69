"""The studio's modules: begun, copied, found; a foreign draft is a missing one; the last owner stays."""

import pytest

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.core.courses.checking import check_module
from app.core.courses.stages import Stage
from app.extensions import db
from app.models.drafts import Draft
from app.models.people import Person
from app.models.teaching import ModuleTrainer
from app.services import draft_saving, drafts, withdrawal
from app.services.previews import light_contents
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.moments import NOW
from tests.support.open_exam import as_trainer
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_admin, make_writer

ADDRESS = {"en": "Border checks", "ru": "Пограничный контроль"}


@pytest.fixture
def trainer(browser):
    person = make_person(roles=(Role.TRAINER,))
    sign_in(browser, person)
    return as_trainer(person)


def begin(browser, **fields):
    page = browser.get("studio_modules.new")
    return browser.submit(page, **({"title_en": ADDRESS["en"], "title_ru": ADDRESS["ru"]} | fields))


def test_a_new_module_has_both_languages_and_no_problem(browser, trainer):
    page = browser.follow(begin(browser, module_id="border-checks"))

    text = drafts.working_text("border-checks", trainer)
    assert check_module("border-checks", light_contents(text), ()) == ()
    assert "Nothing: this text could be published as it stands." in page.words()
    assert {"Writing a lesson", "Как написать урок"} <= set(page.links)


def test_an_address_is_made_from_the_title_where_none_is_given(browser, trainer):
    assert begin(browser).location.endswith("/studio/modules/border-checks")
    assert begin(browser, title_en="", source="ru").location.endswith("/pogranichnyy-kontrol")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title_en": "", "title_ru": ""}, "Enter the title in English"),
        ({"title_en": "", "source": "en"}, "Enter the title in English"),
        ({"title_en": "<b>x</b>"}, "Write the title without HTML"),
        ({"module_id": "Upper Case"}, "Use small Latin letters"),
        ({"module_id": "../x"}, "Use small Latin letters"),
        ({"module_id": MODULE}, "There is a module at this address"),
    ],
)
def test_a_form_says_what_is_wrong_and_keeps_what_was_entered(browser, trainer, fields, words):
    begin_module()

    page = browser.submit(
        browser.get("studio_modules.new"),
        **({"title_en": "Module", "title_ru": "Модуль"} | fields),
        status=422,
    )

    assert words in page.words()
    assert page.form().values["title_ru"] == fields.get("title_ru", "Модуль")


def test_people_find_their_own_modules_and_what_is_published_and_no_draft_of_others(
    browser, trainer
):
    begin_module(trainer, "mine")
    begin_module(None, "somebody-elses")
    publish({"public-one": module_files()})

    page = browser.get("studio_modules.index")

    assert "/studio/modules/mine" in page.html
    assert "/studio/modules/public-one" in page.html
    assert "somebody-elses" not in page.html


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_asks_the_same_number_of_questions_however_many_modules_there_are(
    browser, trainer, count
):
    for number in range(count):
        begin_module(trainer, f"module-{number}")
    browser.get("studio_modules.index")

    with counted() as queries:
        browser.get("studio_modules.index")

    assert len(queries) <= 3


@pytest.mark.parametrize("name", ["show", "people", "copy"])
def test_a_foreign_draft_is_a_missing_one(browser, trainer, name):
    begin_module()

    foreign = browser.get(f"studio_modules.{name}", 404, module=MODULE)
    missing = browser.get(f"studio_modules.{name}", 404, module="never-there")

    assert foreign.title == missing.title


def test_people_without_the_role_of_a_trainer_reach_nothing(browser):
    begin_module()
    publish({"public-one": module_files()})
    sign_in(browser, make_person())

    browser.get("studio_modules.index", 403)
    browser.get("studio_modules.new", 403)
    for name in ("show", "people", "copy"):
        browser.get(f"studio_modules.{name}", 403, module="public-one")


def test_a_copy_is_a_draft_of_its_own_with_the_text_of_the_other(browser, trainer):
    publish({"public-one": module_files()})

    page = browser.get("studio_modules.copy", module="public-one")
    page = browser.follow(browser.submit(page, module_id="my-copy"))

    text = drafts.working_text("my-copy", trainer)
    assert (text.stage, drafts.contents(text)) == (Stage.DRAFT, module_files())
    assert db.session.get(ModuleTrainer, ("my-copy", trainer.person_id)).part == Part.OWNER
    assert "Submit for review" in page.words()


def test_a_reader_copies_what_is_published_and_never_the_draft(browser, trainer, now):
    owner = begin_module()
    publish({"public-one": module_files()})
    give_part(owner, Part.OWNER, "public-one")
    draft_saving.save_file(
        module_id="public-one",
        path="media/new.csv",
        content=b"year,people\n2024,7\n",
        seen=None,
        who=owner,
        now=now,
    )

    browser.submit(browser.get("studio_modules.copy", module="public-one"), module_id="a-copy")

    assert drafts.contents(drafts.working_text("a-copy", trainer)) == module_files()
    browser.post("studio_modules.copy", {"module_id": "b"}, module=MODULE, status=404)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("part", list(Part))
def test_every_part_finds_a_next_step_at_every_stage(browser, trainer, stage, part):
    begin_module()
    give_part(trainer, part)
    db.session.get(Draft, MODULE).stage = stage
    db.session.commit()

    page = browser.get("studio_modules.show", module=MODULE)

    assert page.one("//section[@aria-labelledby='next']//a").get("href")


def test_a_module_whose_files_cannot_be_read_is_shown_with_its_problems(browser, trainer):
    broken = {"module.yaml": b"\xff", "en/module.md": b"no front matter", "de/x.md": b"", "zz": b""}
    begin_module(trainer, files=broken)

    page = browser.get("studio_modules.show", module=MODULE)

    assert "module.yaml" in page.words()
    assert "Go to the errors" in page.words()
    assert MODULE in browser.get("studio_modules.index").words()


def test_who_writes_a_module_is_asked_to_check_it_again_when_its_day_has_come(
    app, db_session, clock
):
    publish({"old": module_files(reviewed="2025-11-21"), "fresh": module_files()})
    writers = [
        make_admin(),
        *(give_part(make_writer(), part, "old") for part in (Part.OWNER, Part.AUTHOR)),
    ]
    others = [make_writer(), give_part(make_writer(), Part.REVIEWER, "old")]
    begin_module(writers[1])

    for who in (*writers, *others):
        desk = sign_in(Browser(app), db.session.get_one(Person, who.person_id))
        page, words = desk.get("studio_modules.index"), "Check that it is still true"
        assert (words in page.words()) == (who in writers)
        module = desk.get("studio_modules.show", module="old")
        assert "To be checked again since 21 November 2026" in module.words()
        assert (words in module.words()) == (who in writers)
        if who in writers:
            section = "//section[@aria-labelledby='overdue']//li"
            assert page.words(section) == f"{words}: Module last checked on 21 November 2025"
            assert desk.click(page, words).words("//h1") == "Module"
        assert "again since" not in desk.get("studio_modules.show", module="fresh").words()

    withdrawal.withdraw_module(module_id="old", reason="Old.", who=writers[0], now=NOW)
    desk = sign_in(Browser(app), db.session.get_one(Person, writers[0].person_id))
    assert "Check that it is still true" not in desk.get("studio_modules.index").words()
