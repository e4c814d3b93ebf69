"""`flask courses publish` beside the studio: a draft is named and left, a withdrawn text stays withdrawn."""

import pytest

from app.core.access.authorship import Part
from app.services import drafts, withdrawal
from tests.support.courses import course_files, publish
from tests.support.exam import exam_files
from tests.support.review import write
from tests.support.studio import MODULE, give_part, make_writer

PAGE = "en/02-lesson-2.md"


@pytest.fixture
def owner(db_session):
    publish({MODULE: exam_files()})
    publish({MODULE: exam_files(quiz="pass: 70")})
    return give_part(make_writer(), Part.OWNER)


def run(app, tmp_path, files, *options):
    for path, body in course_files({MODULE: files}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    return app.test_cli_runner().invoke(args=["courses", "publish", str(tmp_path), *options])


def test_an_open_draft_is_named_and_left(app, owner, tmp_path):
    write(owner, {PAGE: exam_files()[PAGE] + b"\nMine.\n"})
    before = drafts.contents(drafts.working_text(MODULE, owner))

    done = run(app, tmp_path / "courses", exam_files(quiz="pass: 90"))

    assert done.exit_code == 0, done.output
    assert "revision 3, new; the draft in the studio (draft) was left as it is" in done.output
    assert drafts.contents(drafts.working_text(MODULE, owner)) == before


def test_a_withdrawn_text_stays_withdrawn(app, owner, tmp_path, now):
    withdrawal.withdraw_revision(
        module_id=MODULE, number=2, reason="A wrong table.", who=owner, now=now
    )

    done = run(app, tmp_path / "courses", exam_files(quiz="pass: 70"), "--means-the-same")

    assert "revision 2, withdrawn in the studio and left so" in done.output
