"""The catalogue: what is in it, in which order, and what a filter leaves."""

from fractions import Fraction

import pytest

from app.core.courses.content import Access, Level
from app.core.errors import NotFound
from app.services import enrolments
from app.services.catalogue import (
    Wanted,
    find_track,
    read_catalogue,
    select_entries,
    ways_out,
)
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.queries import counted
from tests.support.readers import reader

MODULES = {
    "short": module_files(title="short", hours="1", level="introductory"),
    "middling": module_files(title="middling", hours="1.5", level="advanced", access="members"),
    "long": module_files(title="long", hours="4", languages=("en",), access="restricted"),
}
TRACKS = {"one": ["middling"], "two": ["short", "middling"], "three": []}


@pytest.fixture
def published(db_session):
    publish(MODULES, TRACKS)


def ids(entries):
    return [entry.id for entry in entries]


def test_modules_stand_in_the_order_of_the_tracks_and_those_without_a_track_last(published):
    found = read_catalogue(None)
    assert ids(found.entries) == ["middling", "short", "long"]
    assert [entry.number for entry in found.entries] == ["0.1", "1.1", ""]


def test_a_module_in_two_tracks_belongs_to_the_areas_and_components_of_both(published):
    middling = read_catalogue(None).entry("middling")
    assert middling.areas == {1, 2}
    assert middling.components == {"TC1", "TC2"}


def test_a_track_without_modules_is_there_and_empty(published):
    found = read_catalogue(None)
    assert found.shelf("three").entries == ()
    assert found.shelf("two").hours == Fraction(5, 2)
    with pytest.raises(NotFound):
        found.shelf("four")


def test_the_languages_of_a_track_are_those_that_all_its_modules_have(db_session):
    publish(MODULES, {"one": ["short", "long"], "two": ["short"]})
    found = read_catalogue(None)
    assert found.shelf("one").languages == ("en",)
    assert found.shelf("two").languages == ("en", "ru")


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Wanted(), ["middling", "short", "long"]),
        (Wanted(area=1), ["middling"]),
        (Wanted(area=2), ["middling", "short"]),
        (Wanted(component="TC2", level=Level.INTRODUCTORY), ["short"]),
        (Wanted(language="ru"), ["middling", "short"]),
        (Wanted(hours="short"), ["short"]),
        (Wanted(hours="medium"), ["middling"]),
        (Wanted(hours="long"), ["long"]),
        (Wanted(access=Access.RESTRICTED), ["long"]),
        (Wanted(area=6), []),
    ],
)
def test_a_filter_leaves_what_meets_every_condition(published, wanted, left):
    assert ids(select_entries(read_catalogue(None).entries, wanted)) == left


def test_an_empty_answer_names_the_filters_whose_removal_alone_shows_something(published):
    entries = read_catalogue(None).entries
    assert ways_out(entries, Wanted(language="ru", hours="long")) == [("language", 1), ("hours", 2)]
    assert ways_out(entries, Wanted(area=6, hours="long")) == [("area", 1)]
    assert ways_out(entries, Wanted(area=6, component="TC4")) == []


def test_the_track_of_a_module_is_the_first_that_names_it(published):
    assert find_track("middling").id == "one"
    assert find_track("long") is None


def test_the_catalogue_shows_how_far_the_reader_is_and_nobody_else(published, now):
    person = make_person()
    enrolments.mark_read(who=reader(person), module_id="short", lesson_id="lesson-2", now=now)
    mine = read_catalogue(person.id).entry("short").standing
    assert (mine.lessons_read, mine.next_lesson) == (1, "lesson-3")
    assert read_catalogue(make_person().id).entry("short").standing is None
    assert read_catalogue(None).entry("short").standing is None


def test_the_number_of_queries_does_not_grow_with_the_catalogue(published):
    person = make_person()
    with counted() as few:
        read_catalogue(person.id)
    publish({f"module-{n}": module_files(title=str(n)) for n in range(12)})
    with counted() as many:
        read_catalogue(person.id)
    assert len(few) == len(many) == 3
