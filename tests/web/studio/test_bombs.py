"""What would fill a memory or leave its folder is refused in words by every page that takes a container (T32, T33).

The opening itself is measured in tests/core/exchange; here the whole request is, in a process that goes on living.
"""

import resource
import time

import pytest

from app.core.access.rights import Role
from app.extensions import db
from app.models.courses import Module
from app.models.drafts import ImportReport
from tests.core.exchange.bad_paths import BAD_PATHS
from tests.support.bombs import TAR_BOMBS, ZIP_BOMBS
from tests.support.containers import Writer, tarred
from tests.support.courses import module_files
from tests.support.factories import make_person, sign_in
from tests.support.moodle_backups import members
from tests.support.open_exam import as_trainer
from tests.support.studio import MODULE, begin_module
from tests.support.uploads import upload

pytestmark = pytest.mark.one_database
SECONDS, MEGABYTES = 2, 100
PAGES = {
    "archive": ("studio_archives.new", "studio_archives.create", {}, "new.zip", {}),
    "exchange": (
        "studio_exchange.index",
        "studio_exchange.look",
        {"module": MODULE},
        "questions.xlsx",
        {"page": "quiz.md", "kind": ""},
    ),
    "Moodle": ("studio_moodle.new", "studio_moodle.look", {}, "talks.mbz", {"language": "en"}),
}
BOMBS = ZIP_BOMBS | TAR_BOMBS


@pytest.fixture
def trainer(browser):
    person = make_person(roles=(Role.TRAINER,))
    begin_module(as_trainer(person))
    return sign_in(browser, person)


def send(browser, page, content):
    """The page that answers, the processor's seconds, and the megabytes by which this process grew at its peak."""
    form, endpoint, values, name, fields = PAGES[page]
    browser.get(form, **values)
    sent = {"module_id": "brought-in", "title": "", **fields, "file": (name, content)}
    grown, began = _peak(), time.process_time()
    told = upload(browser, endpoint, sent, 422, **values)
    return told, time.process_time() - began, _peak() - grown


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def nothing_came(told):
    assert told.all("//main//*[contains(@class, 'em') or @role='alert']"), told.words()
    assert [one.id for one in db.session.query(Module)] == [MODULE]
    assert db.session.query(ImportReport).count() == 0


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_words_within_bounds(trainer, page, name):
    told, seconds, megabytes = send(trainer, page, BOMBS[name]())

    nothing_came(told)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("path", BAD_PATHS[::5])
def test_a_name_that_leads_out_is_refused_in_words(trainer, page, path):
    honest = members() if page == "Moodle" else module_files()
    writer = Writer()
    for name, content in {**honest, path: b"bad"}.items():
        writer.add(name.encode(), content, flags=0x800)

    nothing_came(send(trainer, page, writer.finish())[0])


@pytest.mark.parametrize("page", PAGES)
def test_a_link_in_place_of_a_file_is_refused_in_words(trainer, page):
    honest = members() if page == "Moodle" else module_files()
    writer = Writer()
    for name, content in honest.items():
        writer.add(name.encode(), content)
    writer.add(b"en/passwords", b"/etc/passwd", mode=0o120777)

    nothing_came(send(trainer, page, writer.finish())[0])


def test_a_backup_in_a_tar_file_may_not_lead_out_either(trainer):
    for path in ("../evil", "/etc/evil", "en/../../evil"):
        nothing_came(send(trainer, "Moodle", tarred({**members(), path: b"bad"}))[0])
