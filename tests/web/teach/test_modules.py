"""The desk on the pages: what waits, one clear next step, and whose module it is."""

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.models.courses import Module
from app.services import teaching
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, start, submit
from tests.support.open_exam import MODULE, OTHER, make_trainer, publish_open_exam, sit
from tests.support.queries import counted

ADDRESS = "marek@mv.example"
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def modules(db_session):
    quiz = "{pass: 80, attempts: 1, every: null, draw: null, shuffle: true, minutes: null}"
    publish_open_exam(OTHER, quiz=quiz)


@pytest.fixture
def desk(browser):
    return sign_in(browser, make_trainer(MODULE, OTHER))


@pytest.fixture
def admin(browser):
    return sign_in(browser, make_person(roles=[Role.ADMIN]))


def ask_for_attempt(browser, person, module=MODULE):
    begin(person, module)
    submit(person, start(person, module), {"graded-one": 1})
    sign_in(browser, person)
    browser.get("learn_quizzes.show", module=module)
    browser.post("learn_requests.create", {"words": ""}, module=module)


def filled_buttons(page):
    return page.all("//main//*[self::a[@class='btn'] or self::button[not(@class)]]")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_with_nothing_waiting_the_desk_is_calm(desk, lang):
    desk.lang = lang
    page = desk.get("teach_modules.index")

    assert filled_buttons(page) == []
    assert len(page.all("//main//ul[@class='list tr']/li")) == 2
    if lang == "en":
        assert page.h1 == "Teaching"
        assert "Nothing waits for you" in page.words()
    desk.get("teach_modules.show", module=MODULE)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_whoever_has_no_module_is_told_how_to_get_one(browser, lang):
    browser.lang = lang
    page = sign_in(browser, make_trainer()).get("teach_modules.index")

    assert page.all("//main//ul[@class='list tr']") == []
    if lang == "en":
        assert "An administrator makes a module yours." in page.words()


def test_the_one_next_step_is_the_answer_that_waits_longest(desk, now):
    sit(make_person(), case="One.", letter="Two.", now=now)
    page = desk.get("teach_modules.index")

    assert [button.text for button in filled_buttons(page)] == ["Grade the open answers"]
    assert "2 open answers wait in “Module interviews”" in page.words()
    assert page.links["2 open answers to grade"] == desk.url("teach_marking.index", module=MODULE)
    assert desk.click(page, "Grade the open answers").h1 == "Open answers"
    one = desk.get("teach_modules.show", module=MODULE)
    assert [button.text for button in filled_buttons(one)] == ["Grade the open answers"]


def test_without_answers_the_requests_come_next(browser):
    ask_for_attempt(browser, make_person())
    page = sign_in(browser, make_trainer(MODULE, OTHER)).get("teach_modules.index")

    assert [button.text for button in filled_buttons(page)] == ["Decide about the requests"]
    assert "1 request for another attempt" in page.links
    assert browser.click(page, "Decide about the requests").h1 == "Requests for another attempt"


def test_a_trainer_sees_their_own_modules_and_an_administrator_all(browser, app):
    sign_in(browser, make_trainer(MODULE))
    own = browser.get("teach_modules.index")
    assert "Module interviews" in own.links
    assert "Module elsewhere" not in own.links
    browser.get("teach_modules.show", module=OTHER, status=404)
    browser.get("teach_modules.show", module="nowhere", status=404)

    sign_in(browser, make_person(roles=[Role.ADMIN]))
    every = browser.get("teach_modules.index")
    assert {"Module interviews", "Module elsewhere"} <= set(every.links)


@pytest.mark.parametrize("roles", [[], [Role.HOST], [Role.CONTACT_POINT], [Role.OBSERVER]])
def test_nobody_else_has_a_desk(browser, roles):
    sign_in(browser, make_person(roles=roles))
    assert "Teaching" not in browser.get("/en/").links
    browser.get("teach_modules.index", status=403)
    browser.get("teach_modules.show", module=MODULE, status=403)


def test_the_menu_leads_a_trainer_to_the_desk(desk):
    assert desk.click(desk.get("/en/"), "Teaching").h1 == "Teaching"


def test_an_administrator_adds_a_trainer_by_address_and_removes_them(admin):
    make_person(address=ADDRESS, roles=[Role.TRAINER], given_name="Marek", family_name=HOSTILE)
    page = admin.get("teach_modules.show", module=MODULE)
    assert "Nobody looks after this module yet." in page.words()
    form = "//form[contains(@action, '/trainers')]"

    added = admin.follow(admin.submit(page, form, address=f" {ADDRESS.upper()} "))

    section = "//section[@aria-labelledby='trainers']"
    assert f"Marek {HOSTILE}" in added.words(section)
    assert added.all("//main//img") == []
    removed = admin.follow(admin.submit(added, "//form[contains(@action, '/remove')]"))
    assert "Nobody looks after this module yet." in removed.words()
    assert teaching.trainers_of(MODULE) == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "Enter the e-mail address"),
        ("nobody@x.example", "Nobody is registered with this address"),
        ("not an address", "Nobody is registered with this address"),
        (ADDRESS, "does not hold the role of a trainer"),
    ],
)
def test_only_somebody_who_holds_the_role_can_be_added(admin, lang, address, told):
    make_person(address=ADDRESS)
    admin.lang = lang
    page = admin.get("teach_modules.show", module=MODULE)

    again = admin.submit(
        page, "//form[contains(@action, '/trainers')]", status=422, address=address
    )

    assert len(again.all("//div[@role='alert']//li")) == 1
    if lang == "en":
        assert told in again.words("//div[@role='alert']")
    assert again.form("//form[contains(@action, '/trainers')]").values["address"] == address
    assert teaching.trainers_of(MODULE) == []


def test_trainers_see_their_colleagues_by_name_and_choose_nobody(desk):
    colleague = make_trainer(MODULE, given_name="Jana", address="jana@canary.example")
    page = desk.get("teach_modules.show", module=MODULE)

    assert "Jana" in page.words("//section[@aria-labelledby='trainers']")
    assert "canary" not in page.html
    assert page.all("//main//form") == []
    desk.post("teach_modules.add_trainer", {"address": ADDRESS}, status=403, module=MODULE)
    where = {"module": MODULE, "trainer": colleague.id}
    desk.post("teach_modules.remove_trainer", {}, status=403, **where)
    assert len(teaching.trainers_of(MODULE)) == 2


def test_removing_somebody_who_is_no_trainer_of_it_is_a_page_not_found(admin):
    admin.get("teach_modules.show", module=MODULE)
    where = {"module": MODULE, "trainer": make_trainer(OTHER).id}
    admin.post("teach_modules.remove_trainer", {}, status=404, **where)
    admin.post("teach_modules.add_trainer", {"address": "x"}, status=404, module="nowhere")


@pytest.mark.parametrize("number", [1, 6])
def test_how_often_the_pages_ask_the_database(browser, now, number):
    others = [f"m{place}" for place in range(number)]
    publish_open_exam(*others)
    sign_in(browser, make_trainer(*others))
    for module in others:
        sit(make_person(), case="One.", module=module, now=now)
    browser.get("teach_modules.index")

    with counted() as every:
        browser.get("teach_modules.index")
    assert len(every) == 6  # session, modules, answers, requests, corrections, questions
    with counted() as one:
        browser.get("teach_modules.show", module="m0")
    assert len(one) == 7  # the same, and the trainers


def test_before_any_course_is_published_an_administrator_is_told_so(admin, db_session):
    for module in db_session.scalars(select(Module)):
        module.current_revision_id = None
    db_session.commit()

    assert "No module is published yet." in admin.get("teach_modules.index").words()
