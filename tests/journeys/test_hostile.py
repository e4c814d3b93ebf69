"""Nothing that a trainer, a person or a link writes runs in anybody's browser (T25, T26, T29): seen in Chromium."""

import html
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import update

from app.core.access.rights import Role
from app.core.courses.checking import check_courses
from app.extensions import db
from app.models.courses import Revision, Track
from app.models.people import Person
from app.services import approvals, attempts
from app.web.issuer import issuer
from tests.journeys.academy import Academy
from tests.journeys.conftest import running
from tests.journeys.foreign import harmless
from tests.journeys.hostile import publish_hostile_courses
from tests.journeys.payloads import ELEMENTS, PAYLOADS
from tests.journeys.visitor import Visitor
from tests.support import learning
from tests.support.courses import course_files, module_files
from tests.support.factories import make_person

TOGETHER = 6
GROUPS = [PAYLOADS[place : place + TOGETHER] for place in range(0, len(PAYLOADS), TOGETHER)]
RUNS = re.compile(r"(?:lert\(|canary\.example/)(\d+)")
# Answers every practice question at once with whatever it offers.
PRACTISE = """() => document.querySelectorAll('[data-practice] form').forEach(form => {
    form.querySelectorAll('input:not([type=hidden])').forEach(input => {
        if (['radio', 'checkbox'].includes(input.type)) input.checked = true;
        else input.value = 'word';
    });
    form.querySelectorAll('select').forEach((select, place) => {
        select.selectedIndex = Math.min(place % 2 + 1, select.options.length - 1);
    });
    form.requestSubmit();
})"""
ANSWERED = """() => [...document.querySelectorAll('[data-practice]')]
    .every(one => one.querySelector('[role=status] .box'))"""


@pytest.fixture(scope="module")
def academy(tmp_path_factory) -> Iterator[Academy]:
    """An Academy of its own: the other journeys see nothing of these texts."""
    yield from running(tmp_path_factory.mktemp("hostile") / "data")


@pytest.fixture(scope="module")
def modules(academy) -> list[str]:
    """Published as everything is; then the facts that lists show are made hostile in the tables, as they stand."""
    with academy.at_work() as now:
        published = publish_hostile_courses(GROUPS, now)
        for group, module in zip(GROUPS, published, strict=True):
            rows = db.session.query(Revision).filter_by(module_id=module)
            for revision in rows:
                revision.facts = _made_hostile(revision.facts, " ".join(group))
        words = {"en": " ".join(GROUPS[0]), "ru": " ".join(GROUPS[1])}
        db.session.execute(update(Track).values(titles=words, summaries=words))
    return published


def _made_hostile(facts, text: str):
    """Every title and summary, however deep it stands."""
    if isinstance(facts, list):
        return [_made_hostile(one, text) for one in facts]
    if not isinstance(facts, dict):
        return facts
    return {
        name: dict.fromkeys(value, text)
        if name in ("titles", "summaries") and isinstance(value, dict)
        else _made_hostile(value, text)
        for name, value in facts.items()
    }


def rogue(now, payloads, **facts) -> Person:
    """Somebody who has written these texts about themselves, past the forms that refuse them."""
    names = ("given_name", "family_name", "own_given_name", "own_family_name", "position")
    written = dict(
        zip((*names, "institution_other"), (text[:90] for text in payloads), strict=False)
    )
    return make_person(now=now, **(written | facts))


def test_the_payloads_run_where_nothing_stops_them(chromium):
    """Otherwise this file would prove nothing: in a bare page nearly all of them open a dialog or fetch something."""
    context = chromium.new_context()
    context.route("**/canary.example/**", lambda route: route.abort())
    ran: set[str] = set()
    context.on(
        "dialog",
        lambda dialog: (ran.update(RUNS.findall(f"alert({dialog.message})")), dialog.dismiss()),
    )
    context.on("request", lambda request: ran.update(RUNS.findall(request.url)))
    for text in ELEMENTS:
        page = context.new_page()  # a document gives the focus once by itself, and may lead away
        page.set_content(f"<!doctype html><body>{text}", wait_until="commit")
        page.wait_for_timeout(60)
        page.close()
    context.close()

    silent = [text for text in ELEMENTS if not set(RUNS.findall(text)) & ran]
    assert len(PAYLOADS) >= 60
    assert len(silent) <= 6, silent


def test_html_as_it_is_cannot_be_published():
    good = course_files({"good": module_files(lessons=1)})
    path = "good/en/01-lesson-1.md"
    assert not [one for one in check_courses(good) if one.kind == "error"]
    for payload in ELEMENTS:
        bad = good | {path: good[path] + f"\n{payload}\n".encode()}
        assert any(one.kind == "error" for one in check_courses(bad)), payload


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_what_a_trainer_writes_stays_text_for_learners(academy, modules, visit, number):
    module = modules[number]
    with academy.at_work() as now:
        person = rogue(now, GROUPS[number])
        learning.read(person, ["first"], module, now)
        taken = learning.take(person, module_id=module, seed=b"passed", now=now)
        issued = learning.issue(
            person, module, issuer=issuer(), nonce=bytes([number] * 16), now=now
        )
        sitting = attempts.start_attempt(
            person_id=person.id, module_id=module, language="en", seed=b"open", now=now
        )
        cookie = academy.open_session(person, now)
    visitor = visit()
    visitor.context.add_cookies([cookie])

    for endpoint, values in pages_of_a_module(module, sitting, issued):
        visitor.open(endpoint, **values)
        harmless(visitor)
    practise_everything(visitor, module)
    with academy.at_work() as now:
        learning.submit(person, sitting, {}, now)
    visitor.open("learn_attempts.result", attempt=taken)
    assert html.unescape(GROUPS[number][0])[:20] in visitor.page.locator("main").inner_text()
    harmless(visitor)


def pages_of_a_module(module: str, sitting: UUID, issued: UUID):
    here = {"module": module}
    return (
        ("learn_modules.show", here),
        ("learn_quizzes.show", here),
        ("learn_attempts.show", {"attempt": sitting}),
        ("learn_certificates.show", {"certificate": issued}),
        ("learn_certificates.index", {}),
        ("learn_mine.index", {}),
        ("account_profile.show", {}),
        ("account_profile.edit", {}),
    )


def practise_everything(visitor: Visitor, module: str) -> None:
    """All questions of the lesson are answered, so that the script puts every explanation into the page."""
    visitor.open("learn_lessons.show", module=module, lesson="first")
    harmless(visitor)
    visitor.page.evaluate(PRACTISE)
    visitor.page.wait_for_function(ANSWERED)
    harmless(visitor)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_lists_show_hostile_titles_as_text(academy, modules, visit, lang):
    visitor = visit(lang=lang)
    for endpoint, values in (
        ("learn_home.index", {}),
        ("learn_catalogue.index", {}),
        ("learn_tracks.show", {"track": "hostile"}),
        ("learn_modules.show", {"module": modules[0]}),
        ("learn_lessons.show", {"module": modules[1], "lesson": "first"}),
    ):
        visitor.open(endpoint, **values)
        harmless(visitor)


def test_the_secretariat_sees_hostile_names_as_text(academy, modules, visit):
    """Where an administrator looks, everybody's words come together (T29)."""
    with academy.at_work() as now:
        admin = rogue(now, GROUPS[0], roles=(Role.ADMIN,))
        cookie = academy.open_session(admin, now)
        for place, group in enumerate(GROUPS):
            waiting = rogue(now, group, status="waiting", address=f"rogue{place}@office.example")
            approvals.approve(address=waiting.address, by="tests", now=now)
    visitor = visit()
    visitor.context.add_cookies([cookie])
    visitor.open("admin_outbox.index")
    harmless(visitor)
    for link in [one.get_attribute("href") for one in visitor.page.locator("main table a").all()]:
        visitor.open(f"{academy.base_url}{link}")
        harmless(visitor)


def test_what_a_link_carries_stays_text(academy, visit):
    """Filters of the catalogue, the code of a certificate, the place to go to after signing in."""
    visitor = visit()
    names = ("area", "component", "language", "level", "hours", "access")
    for group in GROUPS:
        visitor.open("learn_catalogue.index", **dict(zip(names, group, strict=False)))
        harmless(visitor)
    for text in PAYLOADS:
        academy.forget_tries()
        visitor.open("verify_certificates.new", 404, code=text)
        harmless(visitor, 404)
        visitor.open("account_session.new", next=text)
        harmless(visitor)


def test_what_a_form_gives_back_stays_text(visit):
    visitor = visit()
    fields = ("Given names", "Family name", "Position", "Full name of the institution")
    for place in range(0, len(PAYLOADS), len(fields)):
        visitor.open("account_registration.new")
        for label, text in zip(fields, PAYLOADS[place : place + len(fields)], strict=False):
            visitor.write(label, text)
        visitor.press("Create an account", "main", status=422)
        harmless(visitor, 422)
