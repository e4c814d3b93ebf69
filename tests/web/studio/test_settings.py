"""The page of a module's settings: facts, words and languages by fields, and no other byte touched."""

import pytest

from app.core.access.authorship import Part
from app.extensions import db
from app.models.people import Person
from app.services import draft_saving
from app.services.drafts import contents, working_text
from tests.support.courses import module_files, publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import sign_in
from tests.support.moments import NOW
from tests.support.queries import counted
from tests.support.studio import begin_module, give_part, make_writer

FORM = "//main//form[contains(@class, 'question-form')]"


@pytest.fixture
def owner(db_session):
    files = exam_files()
    files["module.yaml"] = b"# ours\n" + files["module.yaml"]
    return begin_module(module=EXAM, files=files)


@pytest.fixture
def trainer(browser, owner):
    return signed_in(browser, owner)


def signed_in(browser, who):
    return sign_in(browser, db.session.get(Person, who.person_id))


def files_of(owner):
    return contents(working_text(EXAM, owner))


def facts_of(owner):
    return files_of(owner)["module.yaml"].decode()


def opened(browser):
    return browser.get("studio_settings.edit", module=EXAM)


def saved(browser, page, status=(302, 303), **fields):
    return browser.submit(page, FORM, press="Save the settings", status=status, **fields)


def test_saving_the_page_as_it_was_opened_changes_no_byte(trainer, owner):
    before = files_of(owner)
    saved(trainer, opened(trainer))
    assert files_of(owner) == before


def test_facts_are_changed_one_by_one_with_comments_kept(trainer, owner):
    before = facts_of(owner)
    saved(
        trainer,
        opened(trainer),
        level="advanced",
        pass_mark="70",
        certainty=True,
        audience=["trainers"],
        **{"every": "7", "every-unit": "d"},
    )
    after = facts_of(owner)
    assert after.startswith("# ours\n")
    assert "level: advanced\n" in after
    assert "audience: [trainers]\n" in after
    assert "pass: 70" in after
    assert "every: 7d" in after
    assert "certainty: yes" in after
    changed = set(before.split("\n")) - set(after.split("\n"))
    assert all(line.startswith(("level", "audience", "quiz")) for line in changed)


def test_words_and_outcomes_are_changed_in_every_language(trainer, owner):
    page = opened(trainer)
    number = int(page.form(FORM).values["outcomes"]) - 2
    saved(
        trainer,
        page,
        **{
            "title-en": "A new: title",
            "summary-ru": "Новое краткое описание.",
            f"outcome-{number}-en": "Hear a person alone.",
            f"outcome-{number}-ru": "Выслушать человека наедине.",
        },
    )
    files = files_of(owner)
    assert 'title: "A new: title"' in files["en/module.md"].decode()
    assert "summary: Новое краткое описание." in files["ru/module.md"].decode()
    assert "  hear-a-person: Hear a person alone." in files["en/module.md"].decode()
    assert "  hear-a-person: Выслушать человека наедине." in files["ru/module.md"].decode()
    page = opened(trainer)
    saved(trainer, page, **{f"outcome-{number}-en": "", f"outcome-{number}-ru": ""})
    assert "hear-a-person" not in files_of(owner)["en/module.md"].decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hours", "many"),
        ("pass_mark", "0"),
        ("attempts", "two"),
        ("every", "soon"),
        ("minutes", "9999"),
        ("reviewed", "2026-02-31"),
        ("authors", ""),
        ("authors", "<script>alert(1)</script>"),
        ("licence", "<b>"),
        ("title-en", ""),
        ("summary-en", "<img src=x>"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(trainer, owner, field, value):
    before = files_of(owner)
    page = saved(trainer, opened(trainer), status=422, **{"level": "advanced", field: value})
    assert page.title.startswith("Error:")
    assert page.words(f"//*[@id='{field}-error']")
    assert page.form(FORM).values["level"] == "advanced"
    assert files_of(owner) == before


def test_whoever_saves_second_is_shown_the_difference_and_keeps_what_they_wrote(trainer, owner):
    page = opened(trainer)
    theirs = files_of(owner)["module.yaml"].replace(b"hours: 2", b"hours: 9")
    draft_saving.save_file(
        module_id=EXAM,
        path="module.yaml",
        content=theirs,
        seen=working_text(EXAM, owner).entries["module.yaml"].sha256,
        who=owner,
        now=NOW,
    )
    clash = saved(trainer, page, status=409, level="advanced")
    assert clash.form(FORM).values["level"] == "advanced"
    assert files_of(owner)["module.yaml"] == theirs
    trainer.submit(clash, FORM, press="Save mine over theirs")
    assert "level: advanced" in facts_of(owner)


def test_a_language_is_added_without_words_and_removed_with_its_pages(trainer, owner):
    page = opened(trainer)
    trainer.submit(page, "//form[contains(@action, 'languages')]", language="uk")
    files = files_of(owner)
    assert "languages: [en, ru, uk]" in files["module.yaml"].decode()
    english = {path.removeprefix("en/") for path in files if path.startswith("en/")}
    assert {path.removeprefix("uk/") for path in files if path.startswith("uk/")} == english
    assert b"minutes" in files[f"uk/{sorted(english)[0]}"]
    assert "translates" not in files["uk/module.md"].decode()

    page = trainer.click(opened(trainer), "Remove: Українська")
    trainer.submit(page, press="Remove the language")
    assert "languages: [en, ru]" in facts_of(owner)
    assert not [path for path in files_of(owner) if path.startswith("uk/")]
    trainer.get("studio_settings.remove_language", status=404, module=EXAM, language="en")


def test_a_file_with_an_error_that_fields_would_hide_is_shown_as_text(browser, db_session):
    files = module_files() | {"module.yaml": module_files()["module.yaml"] + b"colour: blue\n"}
    owner = begin_module(module=EXAM, files=files)
    page = opened(signed_in(browser, owner))
    assert "colour: blue" in page.words("//main//pre")


@pytest.mark.parametrize("part", [None, Part.REVIEWER])
def test_readers_and_reviewers_look_and_change_nothing(browser, db_session, part):
    publish({EXAM: exam_files()})
    reader = make_writer()
    if part:
        give_part(reader, part, EXAM)
    page = opened(signed_in(browser, reader))
    assert not page.all("//main//button")
    browser.post(browser.url("studio_settings.save", module=EXAM), {}, status=403)
    browser.post(
        browser.url("studio_settings.add_language", module=EXAM), {"language": "uk"}, status=403
    )
    browser.get("studio_settings.remove_language", status=403, module=EXAM, language="ru")


def test_the_page_asks_the_database_as_often_for_many_files_as_for_few(browser, db_session):
    few_owner = begin_module(module=EXAM, files=module_files(lessons=1))
    many_owner = begin_module(module="many", files=module_files(lessons=12))
    signed_in(browser, few_owner)
    opened(browser)
    with counted() as few:
        opened(browser)
    signed_in(browser, many_owner)
    browser.get("studio_settings.edit", module="many")
    with counted() as many:
        browser.get("studio_settings.edit", module="many")
    assert len(few) == len(many)
