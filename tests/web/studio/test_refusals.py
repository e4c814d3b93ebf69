"""Who may not do a thing is told so before the form is read: with an empty form as with a full one."""

from uuid import uuid4

import pytest

from app.core.access.authorship import Part
from app.extensions import db
from app.models.people import Person
from tests.support.courses import module_files, publish
from tests.support.exam import exam_files
from tests.support.factories import sign_in
from tests.support.review import write
from tests.support.studio import MODULE, begin_module, give_part, make_writer

PUBLIC = "public-one"
FULL = {"words": "So it is.", "reason": "Old.", "seen": "x", "base": "", "go": "up"}
POSTS = [
    ("studio_publication.publish", {}),
    ("studio_publication.edition", {"number": 1, "how": "withdraw"}),
    ("studio_publication.edition", {"number": 1, "how": "restore"}),
    ("studio_publication.whole", {"how": "withdraw"}),
    ("studio_publication.whole", {"how": "restore"}),
    ("studio_questions.move", {"question": "one"}),
    ("studio_comments.create", {}),
    ("studio_comments.answer", {"comment": uuid4()}),
    ("studio_comments.settle", {"comment": uuid4(), "how": "resolve"}),
]


@pytest.fixture
def stranger(browser, db_session):
    publish({PUBLIC: exam_files()})
    begin_module(files=exam_files())
    return signed_in(browser, make_writer())


def signed_in(browser, who):
    sign_in(browser, db.session.get_one(Person, who.person_id))
    browser.get("studio_modules.new")  # a page with a token
    return browser


@pytest.mark.parametrize(("endpoint", "values"), POSTS)
def test_without_a_part_what_is_published_is_refused_and_a_draft_is_missing(
    stranger, endpoint, values
):
    for form in ({}, FULL):
        stranger.post(endpoint, form, module=PUBLIC, status=403, **values)
        stranger.post(endpoint, form, module=MODULE, status=404, **values)
        stranger.post(endpoint, form, module="never-there", status=404, **values)


@pytest.mark.parametrize("part", [Part.AUTHOR, Part.REVIEWER])
@pytest.mark.parametrize(("endpoint", "values"), POSTS[:5])
def test_only_owners_publish_and_withdraw(stranger, endpoint, values, part):
    signed_in(stranger, give_part(make_writer(), part, PUBLIC))

    for form in ({}, FULL):
        stranger.post(endpoint, form, module=PUBLIC, status=403, **values)


def test_an_owner_finds_no_edition_question_or_comment_that_is_not_there(stranger):
    owner = give_part(make_writer(), Part.OWNER, PUBLIC)
    signed_in(stranger, owner)
    missing = [
        ("studio_publication.edition", {"number": 9, "how": "withdraw"}),
        ("studio_publication.edition", {"number": 9, "how": "restore"}),
        ("studio_questions.move", {"question": "never-asked"}),
        ("studio_comments.answer", {"comment": uuid4()}),
        ("studio_comments.settle", {"comment": uuid4(), "how": "resolve"}),
    ]
    for endpoint, values in missing:
        for form in ({}, FULL):
            stranger.post(endpoint, form, module=PUBLIC, status=404, **values)


def test_a_module_without_questions_has_none_to_move(stranger):
    owner = begin_module(make_writer(), "elsewhere", module_files())
    write(owner, {"en/quiz.md": None, "ru/quiz.md": None}, module="elsewhere")
    signed_in(stranger, owner)

    stranger.post("studio_questions.move", FULL, module="elsewhere", question="one", status=404)


def test_a_published_module_alone_is_withdrawn(stranger):
    signed_in(stranger, begin_module(make_writer(), "elsewhere", module_files()))

    for form in ({}, FULL):
        stranger.post(
            "studio_publication.whole", form, module="elsewhere", how="withdraw", status=404
        )
