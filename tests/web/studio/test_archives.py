"""A module as a zip file: out and in again byte for byte, the importer owns it, and nothing comes in by halves."""

import pytest

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.core.courses.stages import Stage
from app.core.exchange.archives import module_zip
from app.extensions import db
from app.models.courses import Module
from app.models.drafts import Draft, ImportReport
from app.models.teaching import ModuleTrainer
from app.services import drafts
from config import ROOT
from tests.core.exchange.bad_paths import BAD_PATHS
from tests.support.bombs import ZIP_BOMBS
from tests.support.containers import Writer, zipped
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.media import GPS, TABLE, photograph
from tests.support.open_exam import as_trainer
from tests.support.studio import MODULE, begin_module, give_part
from tests.support.uploads import upload

FILES = module_files() | {"media/people.csv": TABLE}


@pytest.fixture
def trainer(browser):
    person = make_person(roles=(Role.TRAINER,))
    sign_in(browser, person)
    return as_trainer(person)


def send(browser, content, status=(302, 303), name="module.zip", **fields):
    browser.get("studio_archives.new")
    sent = {"file": (name, content), "module_id": ""}
    return upload(browser, "studio_archives.create", sent | fields, status)


def replace(browser, content, status=(302, 303), module=MODULE):
    browser.get("studio_archives.new", module=module)
    sent = {"file": ("module.zip", content)}
    return upload(browser, "studio_archives.replace", sent, status, module=module)


def modules_in_database():
    return db.session.query(Module).count()


def test_what_goes_out_comes_in_byte_for_byte_as_a_draft_of_the_importer(browser, trainer):
    begin_module(trainer, files=FILES)
    sent = browser.get("studio_archives.download", module=MODULE).response.get_data()

    page = browser.follow(send(browser, sent, module_id="again"))

    assert drafts.contents(drafts.working_text("again", trainer)) == FILES
    assert drafts.working_text("again", trainer).stage is Stage.DRAFT
    parts = db.session.query(ModuleTrainer).filter_by(module_id="again").all()
    assert [(one.person_id, one.part) for one in parts] == [(trainer.person_id, Part.OWNER)]
    assert "media/people.csv" in page.words()
    again = browser.get("studio_archives.download", module="again").response.get_data()
    assert again == module_zip("again", FILES)


@pytest.mark.parametrize("module", ["trafficking-in-human-beings", "prague-process-orientation"])
def test_the_modules_of_this_site_go_out_and_come_back_with_their_drawings(
    browser, trainer, module
):
    files = {
        path.relative_to(ROOT / "courses" / module).as_posix(): path.read_bytes()
        for path in (ROOT / "courses" / module).rglob("*")
        if path.is_file()
    }
    publish({module: files})
    sent = browser.get("studio_archives.download", module=module).response.get_data()

    send(browser, sent, module_id="again")

    assert any(path.endswith(".svg") for path in files)
    assert drafts.contents(drafts.working_text("again", trainer)) == files


def test_the_folder_gives_the_address_where_none_is_entered(browser, trainer):
    send(browser, module_zip("from-the-folder", FILES))
    assert drafts.contents(drafts.working_text("from-the-folder", trainer)) == FILES

    page = send(browser, zipped(FILES), 422)
    assert "choose an address" in page.words()


def test_a_draft_becomes_exactly_what_is_in_the_zip_file(browser, trainer):
    begin_module(trainer, files=FILES)
    other = {path: content for path, content in FILES.items() if path != "media/people.csv"}
    other["en/01-lesson-1.md"] += b"More words.\n"

    page = browser.follow(replace(browser, module_zip(MODULE, other)))

    assert drafts.contents(drafts.working_text(MODULE, trainer)) == other
    assert "Removed from the draft: it is not in the zip file." in page.words()


def test_what_learners_have_stays_when_a_published_module_gets_another_text(browser, trainer):
    publish({MODULE: module_files()})
    give_part(trainer, Part.AUTHOR)

    replace(browser, module_zip(MODULE, FILES))

    sign_in(browser, make_person(roles=(Role.TRAINER,)))
    sent = browser.get("studio_archives.download", module=MODULE).response.get_data()
    assert sent == module_zip(MODULE, module_files())


@pytest.mark.parametrize("name", ZIP_BOMBS)
def test_a_bomb_changes_nothing(browser, trainer, name):
    before = modules_in_database()

    page = send(browser, ZIP_BOMBS[name](), 422, module_id="bomb")

    assert "Nothing was taken." in page.words()
    assert modules_in_database() == before


@pytest.mark.one_database
@pytest.mark.parametrize("path", BAD_PATHS[::4])
def test_a_bad_path_changes_nothing(browser, trainer, path):
    writer = Writer()
    for name, content in {**FILES, path: b"bad"}.items():
        writer.add(name.encode(), content, flags=0x800)

    page = send(browser, writer.finish(), 422, module_id="bad")

    assert "Nothing was taken." in page.words()
    assert modules_in_database() == 0


@pytest.mark.parametrize(
    ("path", "content", "words"),
    [
        ("media/x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Drawings in SVG"),
        ("media/<script>.png", b"x", "A name in it cannot be kept"),
        ("media/x.html", b"<script>alert(1)</script>", "Files of this kind"),
        ("media/x.png", b"<script>alert(1)</script>", "This is no PNG file"),
        ("media/x.zip", zipped({"x": b"y"}), "another packed file"),
    ],
)
def test_one_bad_member_is_named_and_nothing_is_taken(browser, trainer, path, content, words):
    page = send(browser, zipped(FILES | {path: content}), 422, module_id="bad")

    assert words in page.words()
    assert path in page.words()
    assert modules_in_database() == 0
    assert db.session.query(ImportReport).count() == 0


def test_a_picture_out_of_a_zip_file_loses_its_traces_and_the_report_says_so(browser, trainer):
    page = browser.follow(
        send(browser, module_zip("photos", FILES | {"media/x.jpg": photograph()}))
    )

    kept = drafts.content(drafts.working_text("photos", trainer), "media/x.jpg")
    assert GPS.encode() not in kept
    assert "Taken after it was cleaned" in page.words()


def test_rights_in_a_zip_file_are_no_rights(browser, trainer):
    inside = {"owners.json": b'["mallory"]', ".git/config": b"x", "people.yaml": b"owner: mallory"}

    page = browser.follow(send(browser, module_zip("theirs", FILES | inside)))

    assert drafts.contents(drafts.working_text("theirs", trainer)) == FILES
    assert "owners.json" in page.words()


def test_a_zip_file_tells_nothing_of_people(browser, trainer):
    begin_module(trainer, files=FILES)

    sent = browser.get("studio_archives.download", module=MODULE)

    assert sent.response.get_data() == module_zip(MODULE, FILES)
    assert sent.headers["Cache-Control"] == "no-store"
    assert sent.headers["Content-Disposition"] == f"attachment; filename={MODULE}.zip"


def test_an_address_that_is_taken_is_told_beside_its_field(browser, trainer):
    begin_module()

    page = send(browser, module_zip(MODULE, FILES), 422)

    assert "There is a module at this address" in page.words()


def test_a_text_in_review_stays_as_it_is(browser, trainer):
    begin_module(trainer, files=FILES)
    browser.get("studio_archives.new", module=MODULE)
    db.session.get(Draft, MODULE).stage = Stage.REVIEW
    db.session.commit()

    page = replace(browser, module_zip(MODULE, module_files()), 422)

    assert "stands still" in page.words()
    assert drafts.contents(drafts.working_text(MODULE, trainer)) == FILES


@pytest.mark.parametrize("part", [Part.REVIEWER, None])
def test_only_those_who_write_replace_a_text(browser, trainer, part):
    begin_module()
    if part:
        give_part(trainer, part)
    status = 403 if part else 404

    browser.get("studio_archives.new", status, module=MODULE)
    browser.get("studio_modules.new")
    sent = {"file": ("x.zip", module_zip(MODULE, FILES))}
    upload(browser, "studio_archives.replace", sent, status, module=MODULE)
    browser.get("studio_archives.download", 200 if part else 404, module=MODULE)


def test_people_without_the_role_of_a_trainer_reach_nothing(browser):
    publish({MODULE: module_files()})
    sign_in(browser, make_person())

    browser.get("studio_archives.new", 403)
    browser.get("studio_archives.download", 403, module=MODULE)
