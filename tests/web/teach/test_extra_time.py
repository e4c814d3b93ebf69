"""Extra time on the pages: find a learner, choose how much; nobody asks why, and the learner sees a limit alone."""

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.models.teaching import ExtraTime
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin
from tests.support.open_exam import MODULE, make_trainer, open_files
from tests.support.queries import counted


@pytest.fixture
def desk(browser, db_session):
    publish({EXAM: exam_files(quiz="minutes: 40"), MODULE: open_files()})
    return sign_in(browser, make_trainer(EXAM))


def enrolled(**values):
    person = make_person(**values)
    begin(person)
    return person


def edit_page(desk, person, status=200):
    return desk.get("teach_extra_time.edit", module=EXAM, learner=person.id, status=status)


def kept(db_session):
    return db_session.scalars(select(ExtraTime.percent)).all()


@pytest.mark.parametrize(
    ("fields", "percent", "shown"),
    [
        ({"amount": "25"}, [25], "+25 %"),
        ({"amount": "50"}, [50], "+50 %"),
        ({"amount": "100"}, [100], "+100 %"),
        ({"amount": "other", "percent": " 33 "}, [33], "+33 %"),
        ({"amount": "untimed"}, [None], "No time limit"),
        ({"amount": "none", "percent": "33"}, [], "–"),
    ],
)
def test_from_the_list_to_a_learner_and_back(desk, db_session, fields, percent, shown):
    enrolled(family_name="Someone")
    enrolled(given_name="Aigerim", family_name="Sadykova")
    found = desk.submit(desk.get("teach_extra_time.index", module=EXAM), find="sadyk")
    assert "Someone" not in found.words()

    listed = desk.follow(desk.submit(desk.click(found, "Aigerim Sadykova"), **fields))

    assert "Saved for Aigerim Sadykova." in listed.words()
    assert kept(db_session) == percent
    (row,) = listed.all("//tr[th/a='Aigerim Sadykova']")
    assert row.xpath("string(td[2])").replace("\u00a0", " ") == shown
    again = desk.click(listed, "Aigerim Sadykova").form().values
    assert again["amount"] == fields["amount"]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("typed", ["", "0", "401", "-5", "1.5", "many", "٣٣", "1e1", "999"])
def test_another_per_cent_is_a_whole_number_from_1_to_400(desk, db_session, lang, typed):
    person = enrolled()
    desk.lang = lang

    again = desk.submit(edit_page(desk, person), status=422, amount="other", percent=typed)

    assert len(again.all("//div[@role='alert']//li")) == 1
    assert again.form().values["percent"] == typed
    assert kept(db_session) == []


@pytest.mark.parametrize("data", [{}, {"amount": "75"}, {"amount": ""}])
def test_what_the_form_does_not_offer_is_refused(desk, db_session, data):
    person = enrolled()
    edit_page(desk, person)
    where = {"module": EXAM, "learner": person.id}

    desk.post("teach_extra_time.update", data, status=422, **where)

    assert kept(db_session) == []


def test_the_learners_page_shows_their_own_limit_and_nothing_else(desk, app):
    person = enrolled()
    desk.submit(edit_page(desk, person), amount="50")
    learner = sign_in(Browser(app), person)
    other = sign_in(Browser(app), enrolled())

    own = learner.get("learn_quizzes.show", module=EXAM)

    assert "60 minutes from the start" in own.words()
    for told in ("40 minutes", "50 per cent", "50 %", "xtra"):
        assert told not in own.words().replace("\u00a0", " ")
    assert "40 minutes from the start" in other.get("learn_quizzes.show", module=EXAM).words()


def test_untimed_is_no_limit_and_odd_per_cents_are_told_to_the_second(desk, app):
    untimed, odd = enrolled(), enrolled()
    desk.submit(edit_page(desk, untimed), amount="untimed")
    desk.submit(edit_page(desk, odd), amount="other", percent="1")

    page = sign_in(Browser(app), untimed).get("learn_quizzes.show", module=EXAM)
    (time,) = page.all("//dl/div[dt='Time']/dd")
    assert time.text == "No limit"
    page = sign_in(Browser(app), odd).get("learn_quizzes.show", module=EXAM)
    (time,) = page.all("//dl/div[dt='Time']/dd")
    assert time.text == "40 min 24 s from the start"


def test_pages_of_fifty_lead_on_and_back_and_keep_the_search(desk):
    for number in range(53):
        enrolled(given_name="Aigerim", family_name=f"N{number:02}")
    first = desk.submit(desk.get("teach_extra_time.index", module=EXAM), find="aigerim")
    assert len(first.all("//tbody/tr")) == 50

    last = desk.click(first, "Next page")
    assert "Page 2 of 2" in last.words()
    assert len(last.all("//tbody/tr")) == 3
    assert last.form().values["find"] == "aigerim"
    assert len(desk.click(last, "Previous page").all("//tbody/tr")) == 50


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_nobody_enrolled_and_nobody_found_say_what_is_the_case(desk, lang):
    desk.lang = lang
    empty = desk.get("teach_extra_time.index", module=EXAM)
    nothing = desk.get("teach_extra_time.index", module=EXAM, find='"><img src=x> \0 %')
    assert empty.all("//table") == nothing.all("//table") == []
    assert empty.words("//section[@aria-labelledby='found']/div") != nothing.words(
        "//section[@aria-labelledby='found']/div"
    )
    desk.get("teach_extra_time.index", module=EXAM, page="x" * 9)
    desk.get("teach_extra_time.index", module=EXAM, page="9" * 30)


def test_for_everybody_else_nothing_is_there(desk, browser, db_session):
    inside, outside = enrolled(), make_person()
    edit_page(desk, outside, status=404)
    for person, status in (
        (make_trainer(MODULE), 404),
        (inside, 403),
        (make_person(roles=[Role.OBSERVER]), 403),
        (make_person(roles=[Role.ADMIN]), 200),
    ):
        sign_in(browser, person)
        edit_page(browser, inside, status=status)
        browser.get("teach_extra_time.index", module=EXAM, status=status)
        if status != 200:
            where = {"module": EXAM, "learner": inside.id}
            browser.get("/en/")
            browser.post("teach_extra_time.update", {"amount": "50"}, status=status, **where)
    assert kept(db_session) == []


def test_how_often_the_pages_ask_the_database(desk):
    address = desk.url("teach_extra_time.edit", module=EXAM, learner=enrolled().id)
    desk.get(address)
    with counted() as listed:
        desk.get("teach_extra_time.index", module=EXAM)
    assert len(listed) == 5  # session, module twice, how many, one page of them
    with counted() as one:
        desk.get(address)
    assert len(one) == 4  # session, module twice, the person


def test_a_name_that_is_markup_is_shown_as_text(desk):
    person = enrolled(given_name='"><img src=x onerror=alert(1)>', family_name="<script>x</script>")
    name = '"><img src=x onerror=alert(1)> <script>x</script>'
    listed = desk.get("teach_extra_time.index", module=EXAM)
    saved = desk.follow(desk.submit(desk.click(listed, name), amount="25"))

    assert f"Saved for {name}." in saved.words()
    assert edit_page(desk, person).h1 == f"Extra time for {name}"
    for page in (listed, saved, edit_page(desk, person)):
        assert page.all("//main//img | //main//script") == []
