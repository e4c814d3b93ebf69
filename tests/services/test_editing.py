"""The editor's services: pages saved over what was seen, looked at before they are saved, and who has them open."""

from datetime import timedelta

import pytest

from app.core.access.authorship import Part
from app.core.courses.written_text import LARGEST_WRITTEN
from app.core.errors import NotAllowed, NotFound, SavedMeanwhile, TextTooLong
from app.extensions import db
from app.models.drafts import DraftPresence
from app.services import draft_saving, drafts, editing, previews
from tests.support.courses import module_files, publish
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_writer

FILE = "01-lesson-1.md"
PATH = f"en/{FILE}"


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


def save(who, now, words, seen, language="en", file=FILE):
    return editing.save_page(
        module_id=MODULE,
        language=language,
        file=file,
        words=words,
        seen=seen,
        who=who,
        now=now,
    )


def look(who, words=None, file=FILE, language="en"):
    return previews.look_and_check(
        module_id=MODULE, language=language, file=file, who=who, words=words
    )


def here(who, now, file=FILE):
    return editing.note_presence(module_id=MODULE, language="en", file=file, who=who, now=now)


def kept(who, path=PATH):
    return drafts.content(drafts.working_text(MODULE, who), path)


def test_a_page_goes_through_the_editor_byte_for_byte(now):
    content = b"\xef\xbb\xbf---\r\ntitle: A\r\nminutes: 5\r\n---\r\nWords.\r\n"
    owner = begin_module(files=module_files() | {PATH: content})
    looked = look(owner)

    assert looked.words == "---\ntitle: A\nminutes: 5\n---\nWords.\n"
    assert save(owner, now, looked.words.replace("\n", "\r\n"), looked.version) == looked.version
    assert kept(owner) == content
    save(owner, now, looked.words + "More.\n", looked.version)
    assert kept(owner) == content + b"More.\r\n"


def test_the_second_is_told_what_stands(now):
    owner = begin_module()
    other = give_part(make_writer(), Part.AUTHOR)
    seen = look(owner).version
    save(owner, now, "theirs", seen)

    with pytest.raises(SavedMeanwhile) as told:
        save(other, now, "mine", seen)

    assert told.value.content == b"theirs"
    assert kept(owner) == b"theirs"


def test_a_page_that_was_removed_meanwhile_can_be_written_again(now):
    owner = begin_module()
    seen = look(owner).version
    draft_saving.save_files(
        module_id=MODULE, changes={PATH: None}, seen={PATH: seen}, who=owner, now=now
    )

    with pytest.raises(SavedMeanwhile) as told:
        save(owner, now, "mine", seen)

    assert (told.value.content, told.value.sha256) == (None, None)
    save(owner, now, "mine", None)
    assert kept(owner) == b"mine"


def test_200_kilobytes_are_taken_and_not_one_byte_more(now):
    owner = begin_module()
    seen = look(owner).version

    with pytest.raises(TextTooLong):
        save(owner, now, "ж" * (LARGEST_WRITTEN // 2) + "x", seen)
    with pytest.raises(TextTooLong):
        look(owner, words=b"x" * (LARGEST_WRITTEN + 1))

    assert save(owner, now, "ж" * (LARGEST_WRITTEN // 2), seen) != seen


@pytest.mark.parametrize("file", ["module.yaml", "other.md", "..", "quiz.md.md", "01-quiz.md"])
def test_only_pages_are_edited_here(now, file):
    owner = begin_module()

    with pytest.raises(NotFound):
        save(owner, now, "words", None, file=file)


def test_a_page_in_a_language_that_the_module_has_not_is_not_begun(now):
    owner = begin_module()

    with pytest.raises(NotFound):
        save(owner, now, "words", None, language="fr")


def test_words_that_are_looked_at_are_kept_nowhere(now):
    owner = begin_module()
    words = b"---\ntitle: Typed\nminutes: 5\n---\n#### Far\n"

    looked = look(owner, words=words)

    assert looked.shown.lesson.texts["en"].title == "Typed"
    assert "heading-jump" in [one.code for one in looked.problems if one.path == PATH]
    assert kept(owner) == module_files()[PATH]


def test_a_text_that_takes_too_long_is_an_error_of_its_page(now):
    owner = begin_module()
    words = b"---\ntitle: A\nminutes: 5\n---\n" + (b"[" * 19_000 + b"\n\n") * 10

    looked = look(owner, words=words)

    assert looked.shown is None
    assert [(one.path, one.code) for one in looked.problems] == [(PATH, "took-too-long")]


def test_a_reviewer_reads_and_whoever_has_no_part_in_a_draft_finds_nothing(now):
    owner = begin_module()
    reviewer, stranger = give_part(make_writer(), Part.REVIEWER), make_writer()
    seen = look(owner).version

    assert look(reviewer).version == seen
    for refused in (
        lambda: save(reviewer, now, "x", seen),
        lambda: look(reviewer, words=b"x"),
        lambda: here(reviewer, now),
    ):
        with pytest.raises(NotAllowed):
            refused()
    for missing in (
        lambda: save(stranger, now, "x", seen),
        lambda: look(stranger),
        lambda: here(stranger, now),
    ):
        with pytest.raises(NotFound):
            missing()


def test_two_who_have_a_page_open_are_told_of_each_other_until_one_has_gone(now):
    owner = begin_module()
    other = give_part(make_writer(given_name="Nino", family_name="Beridze"), Part.AUTHOR)

    assert here(owner, now) == ()
    assert here(other, now) == (f"{owner.given_name} {owner.family_name}",)
    assert here(owner, now) == ("Nino Beridze",)
    assert here(owner, now, file="quiz.md") == ()
    assert here(owner, now + timedelta(minutes=2)) == ()


def test_nobody_stays_noted_for_more_than_an_hour(now):
    owner = begin_module()
    other = give_part(make_writer(), Part.AUTHOR)
    here(owner, now)

    here(other, now + timedelta(hours=2))

    assert [row.person_id for row in db.session.query(DraftPresence)] == [other.person_id]


def test_while_a_published_module_has_no_draft_nobody_is_noted(now):
    publish({MODULE: module_files()})
    owner = give_part(make_writer(), Part.OWNER)

    assert here(owner, now) == ()


@pytest.mark.parametrize("lessons", [2, 9])
def test_a_look_asks_the_same_number_of_questions_whatever_the_module(now, lessons):
    owner = begin_module(files=module_files(lessons=lessons, practice=True))

    with counted() as queries:
        look(owner, words=b"---\ntitle: A\nminutes: 5\n---\n")

    assert len(queries) == 5
