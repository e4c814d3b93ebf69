"""Lessons of a draft: in all languages at once, with whatever stood in them."""

import pytest

from app.core.access.authorship import Part
from app.core.errors import BadLessonId, DraftIsLocked, NotAllowed, NotFound
from app.extensions import db
from app.models.drafts import Draft
from app.services import draft_lessons, drafts
from app.services.draft_lessons import (
    add_lesson,
    contents,
    move_lesson,
    remove_lesson,
    rename_lesson,
)
from tests.support.courses import module_files, publish
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_writer

SECOND = "02-lesson-2.md"


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


def order(who):
    return [lesson.id for lesson in contents(MODULE, who).lessons]


def test_a_lesson_is_added_in_every_language_and_opened_in_the_source(now):
    owner = begin_module()

    where = add_lesson(
        module_id=MODULE, id_="fresh", titles={"en": "Fresh", "ru": ""}, who=owner, now=now
    )

    assert where == ("en", "04-fresh.md")
    last = contents(MODULE, owner).lessons[-1]
    assert (last.id, last.titles) == ("fresh", {"en": "Fresh", "ru": "Fresh"})


def test_an_id_is_had_once(now):
    owner = begin_module()

    with pytest.raises(BadLessonId):
        add_lesson(module_id=MODULE, id_="lesson-2", titles={"en": "A"}, who=owner, now=now)
    with pytest.raises(BadLessonId):
        rename_lesson(module_id=MODULE, file=SECOND, id_="lesson-1", titles={}, who=owner, now=now)

    assert order(owner) == ["lesson-1", "lesson-2", "lesson-3"]


def test_a_lesson_moves_and_keeps_its_text(now):
    owner = begin_module()

    move_lesson(module_id=MODULE, file=SECOND, steps=-1, who=owner, now=now)

    assert order(owner) == ["lesson-2", "lesson-1", "lesson-3"]
    text = drafts.working_text(MODULE, owner)
    assert drafts.content(text, "ru/01-lesson-2.md") == module_files()[f"ru/{SECOND}"]


def test_a_lesson_is_renamed_in_all_languages_at_once(now):
    owner = begin_module()

    rename_lesson(
        module_id=MODULE,
        file=SECOND,
        id_="middle",
        titles={"en": "Middle", "ru": "Середина", "fr": "Milieu"},
        who=owner,
        now=now,
    )

    lesson = contents(MODULE, owner).lessons[1]
    assert (lesson.id, lesson.titles) == ("middle", {"en": "Middle", "ru": "Середина"})


def test_a_removed_lesson_goes_from_the_draft_and_stays_published(now):
    publish({MODULE: module_files()})
    owner = give_part(make_writer(), Part.OWNER)

    remove_lesson(module_id=MODULE, file=SECOND, who=owner, now=now)

    found = contents(MODULE, owner)
    assert [lesson.id for lesson in found.lessons] == ["lesson-1", "lesson-3"]
    assert found.published == {"lesson-1", "lesson-2", "lesson-3"}


def test_lessons_are_changed_by_those_who_write_and_only_while_the_text_may_change(now):
    owner = begin_module()
    reviewer = give_part(make_writer(), Part.REVIEWER)
    change = {"module_id": MODULE, "file": SECOND, "now": now}

    with pytest.raises(NotAllowed):
        remove_lesson(**change, who=reviewer)
    with pytest.raises(NotFound):
        remove_lesson(**change, who=make_writer())
    with pytest.raises(NotFound):
        remove_lesson(**change | {"file": "09-none.md"}, who=owner)
    db.session.get(Draft, MODULE).stage = "review"
    db.session.commit()
    with pytest.raises(DraftIsLocked):
        remove_lesson(**change, who=owner)

    assert order(owner) == ["lesson-1", "lesson-2", "lesson-3"]


def test_languages_stand_source_first_and_are_found_without_module_yaml(now):
    owner = begin_module(files=module_files(languages=("ru", "en")))
    assert contents(MODULE, owner).languages == ("ru", "en")

    broken = begin_module(module="broken", files=module_files() | {"module.yaml": b"::"})
    assert draft_lessons.contents("broken", broken).languages == ("en", "ru")


@pytest.mark.parametrize("lessons", [2, 9])
def test_the_list_costs_the_same_whatever_its_length(now, lessons):
    owner = begin_module(files=module_files(lessons=lessons))

    with counted() as queries:
        contents(MODULE, owner)

    assert len(queries) == 5
