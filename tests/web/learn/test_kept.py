"""Pieces of pages in memory: bounded, never one reader's for another, never an older state for a newer one."""

import re

import pytest

from app.core.access.rights import Status
from app.web.learn.kept import TOKEN, Pieces, kept
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in

PLACE = "/en/modules/open/lesson-1"
TOKENS = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def published(db_session):
    publish({"open": module_files(title="open", practice=True)})


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    pieces = Pieces(2)
    pieces.put("a", "A")
    pieces.put("b", "B")
    pieces.get("a")
    pieces.put("c", "C")
    assert [pieces.get(key) for key in "abc"] == ["A", None, "C"]


@pytest.mark.one_database
def test_a_piece_is_rendered_once_and_carries_no_token_of_its_own(app):
    rendered, key = [], object()

    def render():
        rendered.append(1)
        return "<p>the same for all</p>"

    with app.test_request_context():
        assert kept(key, render) == kept(key, render)
    assert len(rendered) == 1


@pytest.mark.one_database
def test_two_readers_of_one_kept_page_have_each_their_own_form_token(app, clock, published):
    first, second = Browser(app), Browser(app)
    for browser in (first, second):
        sign_in(browser, make_person())
    seen = [set(TOKENS.findall(browser.get(PLACE).html)) for browser in (first, second)]
    assert all(len(tokens) == 1 for tokens in seen)
    assert seen[0] != seen[1]
    assert TOKEN not in first.get(PLACE).html


@pytest.mark.one_database
def test_a_kept_page_of_one_standing_is_not_shown_to_another(app, clock, published):
    visitor, learner, rejected = Browser(app), Browser(app), Browser(app)
    sign_in(learner, make_person())
    sign_in(rejected, make_person(status=Status.REJECTED))
    pages = [browser.get(PLACE).words() for browser in (visitor, learner, rejected, visitor)]
    assert "Mark as read" in pages[1]
    assert all("Mark as read" not in pages[index] for index in (0, 2, 3))
    assert pages[0] == pages[3]
