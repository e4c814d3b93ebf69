"""A course from Moodle: looked at first, made whole or not at all, and told in a report."""

import io

import pytest

from app.core.access.rights import Role
from app.core.exchange.reports import Report
from app.extensions import db
from app.models.courses import Module
from app.models.drafts import ImportReport
from app.models.people import Person
from app.services.drafts import contents, working_text
from tests.support.factories import make_person, sign_in
from tests.support.moodle_backups import CANARY, as_tar, as_zip, members
from tests.support.queries import counted
from tests.support.studio import begin_module, make_writer

TAKE = "//main//form[.//input[@name='asked']]"
NEW = "border-talks"


@pytest.fixture
def writer(db_session):
    return make_writer()


@pytest.fixture
def trainer(browser, writer):
    return sign_in(browser, db.session.get(Person, writer.person_id))


def looked(browser, content=None, status=200, **fields):
    browser.get("studio_moodle.new")
    name = "talks.mbz"
    sent = {"language": "en", "module_id": NEW, "title": "", **fields}
    body = as_tar(members(four=True)) if content is None else content
    return browser.post(
        "studio_moodle.look", {**sent, "file": (io.BytesIO(body), name)}, status=status
    )


def test_a_look_tells_all_and_makes_nothing(trainer):
    page = looked(trainer)

    assert db.session.get(Module, NEW) is None
    for words in ("3 lessons", "2 questions", "The forum", "users.xml", "Make the module"):
        assert words in page.words()
    assert CANARY not in page.words()


def test_what_was_looked_at_becomes_a_module_of_ones_own_with_its_report(trainer, writer):
    trainer.submit(looked(trainer), TAKE, status=302)

    files = contents(working_text(NEW, writer))
    assert {"module.yaml", "en/module.md", "en/quiz.md", "en/01-first-days.md"} <= files.keys()
    assert CANARY.encode() not in b"".join(files.values())
    kept = db.session.query(ImportReport).one()
    assert (kept.module_id, kept.format, kept.file_name) == (NEW, "mbz", "talks.mbz")
    assert "The forum" in {item.what for item in Report.from_json(kept.report).of("left-out")}


def test_the_same_wish_sent_twice_makes_one_module(trainer):
    page = looked(trainer)

    trainer.submit(page, TAKE, status=302)
    trainer.submit(page, TAKE, status=302)

    assert db.session.query(ImportReport).count() == 1


def test_an_address_that_is_taken_is_told_beside_its_field_and_nothing_changes(trainer, writer):
    begin_module(make_writer(), NEW)

    page = looked(trainer, status=422)

    assert "choose another address" in page.words()
    assert db.session.query(ImportReport).count() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no container", "no zip file"),
        (as_zip({"a.txt": b"a"}), "no backup of a Moodle course"),
        (as_zip({**members(), "files.xml": b"<a"}), "files.xml is no XML"),
        (as_zip({**members(), "../evil.xml": b"x"}), "Nothing was taken"),
        (as_zip({**members(), "questions.xml": b'<!DOCTYPE a SYSTEM "x"><a/>'}), "not opened"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(trainer, content, words):
    page = looked(trainer, content, status=422)

    assert words in page.words()
    assert db.session.get(Module, NEW) is None


@pytest.mark.parametrize("name", ["", "Upper Case", "../x"])
def test_an_address_has_to_fit(trainer, name):
    looked(trainer, module_id=name, status=422)


def test_a_wish_of_somebody_else_is_not_there(trainer, browser):
    page = looked(trainer)
    sign_in(browser, make_person(roles=(Role.TRAINER,)))

    browser.submit(page, TAKE, status=404)

    assert db.session.get(Module, NEW) is None


def test_the_form_asks_no_more_than_any_page(trainer):
    with counted() as queries:
        trainer.get("studio_moodle.new")

    assert len(queries) <= 3
