"""What a browser keeps of a person: one cookie while signed in, and nothing to be seen after signing out."""

import pytest

from tests.journeys.academy import COOKIE, PASSWORD
from tests.journeys.answering import answer_rightly
from tests.journeys.learner import MODULE, Learner

KEPT = """async () => ({
    local: {...localStorage}, session: {...sessionStorage}, caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(one => one.name),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": {}, "session": {}, "caches": [], "databases": [], "workers": 0}


def test_a_stranger_who_reads_gets_no_cookie_unless_a_form_needs_one(visit):
    visitor = visit()
    for endpoint, values in (
        ("learn_home.index", {}),
        ("learn_catalogue.index", {}),
        ("learn_modules.show", {"module": MODULE}),
        ("verify_certificates.new", {}),
    ):
        visitor.open(endpoint, **values)
        assert visitor.context.cookies() == [], endpoint


def test_a_learner_has_one_cookie_that_no_script_reads_and_nothing_is_kept_besides(visit, cast):
    visitor = visit()
    visitor.context.add_cookies([cast.cookie("sitter")])
    visitor.open("learn_lessons.show", module=MODULE, lesson=cast.lessons[0])
    answer_rightly(visitor, cast.module.lessons[0].practice[0])
    visitor.page.get_by_role("button", name="Check the answer").first.click()
    visitor.page.locator("[role=status] .box").first.wait_for()
    visitor.open("learn_attempts.show", attempt=cast.attempts["sitter"])

    cookies = visitor.context.cookies()

    assert [cookie["name"] for cookie in cookies] == [COOKIE]
    assert visitor.page.evaluate(KEPT) == NOTHING
    visitor.press("Save and leave", "form#quiz")
    (kept,) = visitor.context.cookies()
    assert kept["httpOnly"]
    assert kept["sameSite"] == "Lax"
    assert visitor.page.evaluate("document.cookie") == ""


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_after_signing_out_the_way_back_shows_nothing_private(visit, cast, javascript):
    """On a shared computer (T51): neither Back nor an open window nor a typed address shows the pages again."""
    visitor = visit(javascript=javascript)
    learner = Learner(visitor, cast.people["holder"].address)
    visitor.context.add_cookies([cast.cookie("holder")])
    name = f"{cast.people['holder'].given_name} {cast.people['holder'].family_name}"
    private = (
        ("account_profile.show", {}),
        ("learn_certificates.show", {"certificate": cast.certificates["holder"]}),
        ("learn_attempts.result", {"attempt": cast.attempts["holder"]}),
    )
    for endpoint, values in private:
        visitor.open(endpoint, **values)
        assert name in visitor.page.content()
    learner.sign_out()

    for _ in range(len(private) + 1):
        visitor.back()
        assert name not in visitor.page.content(), f"Back shows {visitor.page.url}"
        assert cast.people["holder"].address not in visitor.page.content()
    for endpoint, values in private:
        visitor.open(endpoint, **values)
        assert visitor.endpoint == "account_session.new"


def test_signing_out_everywhere_ends_the_other_windows_too(visit, cast):
    office, phone = visit(), visit(width=320)
    for visitor in (office, phone):
        visitor.context.add_cookies([cast.cookie("newcomer")])
        visitor.open("account_profile.show")

    office.press("Sign out everywhere", "main")

    phone.open("account_profile.show")
    assert phone.endpoint == "account_session.new"


def test_somebody_of_another_office_waits_and_may_take_the_quiz_once_approved(academy, visit):
    """An address that no list knows: reading and beginning are open, the quiz opens with the approval."""
    visitor = visit()
    learner = Learner(visitor, "nino.waits@office.example")
    learner.register()
    learner.confirm()
    learner.sign_in()
    visitor.open("learn_quizzes.show", module=MODULE)
    visitor.reads(
        "The quiz opens when your registration is approved. Until then you may read the lessons."
    )

    academy.run("people", "approve", learner.address)

    visitor.open("learn_quizzes.show", module=MODULE)
    visitor.press("Begin this module", "main")
    visitor.open("learn_quizzes.show", module=MODULE)
    visitor.press("Start the quiz", "main")
    assert visitor.endpoint == "learn_attempts.show"
    assert PASSWORD not in visitor.page.content()
