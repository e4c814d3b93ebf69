"""The learners of a module on the pages: who is where, filters, the file, one of them; and what is never shown."""

import csv
import io
from datetime import timedelta

import pytest

from app.core.access.rights import Role, Status
from app.core.reports.cells import text_cell
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, make_state, sign_in
from tests.support.learning import grant
from tests.support.open_exam import make_trainer
from tests.support.queries import counted
from tests.support.standings import BEING_GRADED, FAILED, PASSED, make_learner

MODULE, OTHER = "papers", "elsewhere"
FORTNIGHT = timedelta(days=14)
CANARY = "canary-7f3a"
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def modules(db_session):
    publish({name: module_files(title=name, lessons=3) for name in (MODULE, OTHER)})


@pytest.fixture
def desk(browser):
    return sign_in(browser, make_trainer(MODULE))


def listed(desk, **values):
    return desk.get("teach_learners.index", module=MODULE, **values)


def rows(page):
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in page.all("//main//tbody/tr")
    ]


def make_four():
    return (
        make_learner(MODULE, family_name="Away", read=1, idle=FORTNIGHT),
        make_learner(MODULE, family_name="Failing", read=3, attempts=(FAILED, FAILED)),
        make_learner(MODULE, family_name="Graded", read=3, attempts=(BEING_GRADED,)),
        make_learner(MODULE, family_name="Done", read=3, attempts=(FAILED, PASSED)),
    )


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_list_says_who_is_where(desk, lang):
    make_four()
    desk.lang = lang
    page = listed(desk)
    assert len(rows(page)) == 4
    if lang == "en":
        assert rows(page) == [
            [
                "Nino AwayState GE",
                "1 of 3",
                "9 November 2026",
                "0",
                "–",
                "Stuck: not here for 14 days",
            ],
            ["Nino DoneState GE", "3 of 3", "23 November 2026", "2", "passed", "Finished"],
            [
                "Nino FailingState GE",
                "3 of 3",
                "23 November 2026",
                "2",
                "not passed",
                "Stuck: not passed in 2 attempts",
            ],
            ["Nino GradedState GE", "3 of 3", "23 November 2026", "1", "being graded", "Inside"],
        ]


def test_groups_with_their_numbers_lead_to_those_in_them(desk):
    make_four()
    page = listed(desk)
    assert page.links["Stuck: 2 people"].endswith("?group=stuck")
    stuck = desk.click(page, "Stuck: 2 people")
    assert [row[0] for row in rows(stuck)] == ["Nino AwayState GE", "Nino FailingState GE"]
    assert stuck.one("//main//nav//a[@aria-current='page']").get("href").endswith("?group=stuck")
    finished = desk.click(stuck, "Finished: 1 person")
    assert [row[0] for row in rows(finished)] == ["Nino DoneState GE"]
    assert len(rows(desk.click(finished, "Everybody: 4 people"))) == 4


def test_searching_stays_in_the_group_and_sorting_keeps_the_words(desk):
    make_four()
    page = desk.submit(listed(desk, group="stuck"), find="nino", sort="progress")
    assert [row[0] for row in rows(page)] == ["Nino FailingState GE", "Nino AwayState GE"]
    nobody = desk.submit(page, find="Done")
    assert nobody.all("//table") == []
    assert "Nobody of this group is found by these words." in nobody.words()


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("group", ["", "inside", "stuck", "finished", "nonsense"])
def test_where_nobody_is_it_is_said(desk, lang, group):
    desk.lang = lang
    page = listed(desk, group=group)
    assert page.all("//table") == []


@pytest.mark.parametrize(
    "values",
    [
        {"find": '"><img src=x> \0 %'},
        {"sort": "x'; --"},
        {"page": "9" * 40},
        {"page": "-1"},
        {"group": "<script>"},
    ],
)
def test_odd_addresses_do_no_harm(desk, values):
    make_learner(MODULE)
    listed(desk, **values)
    desk.get("teach_learners.export", module=MODULE, **values)


def test_the_footnote_of_a_state_stands_below_the_list_and_on_the_page(desk):
    make_state("XK", names={"en": "Kosovo"}, footnote={"en": "Understood so."})
    person = make_learner(MODULE, state_code="XK")
    assert "Kosovo*" in listed(desk).words()
    assert "* Understood so." in listed(desk).words()
    page = desk.get("teach_learners.show", module=MODULE, learner=person.id)
    assert "* Understood so." in page.words()


def test_the_file_has_the_same_people_and_columns_and_no_formula(desk, clock):
    make_learner(
        MODULE, given_name="=HYPERLINK(1)", family_name="+x", read=2, attempts=(FAILED, FAILED)
    )
    make_four()
    page = listed(desk, group="stuck", sort="progress")
    answer = desk.get("teach_learners.export", module=MODULE, group="stuck", sort="progress")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="learners-papers.csv"'
    table = list(csv.reader(io.StringIO(answer.html.removeprefix("\ufeff"))))
    assert len(table[0]) == 8
    assert len(table) - 1 == len(rows(page)) == 3
    assert table[1][0] == "Nino Failing"
    hostile = next(row for row in table if "HYPERLINK" in row[0])
    assert hostile[0] == text_cell("=HYPERLINK(1) +x")
    assert hostile[0].startswith("'")
    assert hostile[2:4] == ["2", "3"]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_neither_pages_nor_file_hold_an_address_or_an_answer(desk, lang):
    person = make_learner(
        MODULE,
        address=f"{CANARY}@ministry.example",
        institution_other=f"Office {CANARY}",
        position=CANARY,
        read=1,
        attempts=(FAILED,),
    )
    desk.lang = lang
    for page in (
        listed(desk),
        desk.get("teach_learners.show", module=MODULE, learner=person.id),
        desk.get("teach_learners.export", module=MODULE),
    ):
        assert CANARY not in page.html
    assert listed(desk, find=CANARY).all("//main//table") == []


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_one_learner_in_full(desk, lang):
    person = make_learner(
        MODULE, family_name="Away", read=2, attempts=(FAILED, PASSED), idle=FORTNIGHT
    )
    grant(person, MODULE)
    desk.lang = lang
    page = desk.get("teach_learners.show", module=MODULE, learner=person.id)
    assert page.h1 == "Nino Away"
    if lang == "en":
        assert rows(page) == [
            ["1", "9 November 2026", "50 %, not passed"],
            ["2", "9 November 2026", "90 %, passed"],
        ]
        lessons = page.all("//section[@aria-labelledby='lessons']//li")
        assert ["not read" in "".join(one.itertext()) for one in lessons] == [False, False, True]
        assert "Another attempt granted on 23 November 2026" in page.links
        assert page.links["Write to this learner"].endswith(f"messages/new?learner={person.id}")


def test_for_everybody_else_nothing_is_there(desk, browser, app, clock):
    inside, elsewhere = make_learner(MODULE), make_learner(OTHER)
    gone = make_learner(MODULE, status=Status.SUSPENDED)
    for person in (elsewhere, gone, make_person()):
        desk.get("teach_learners.show", 404, module=MODULE, learner=person.id)
    for person, status in (
        (make_trainer(OTHER), 404),
        (inside, 403),
        (make_person(roles=[Role.OBSERVER]), 403),
        (make_person(roles=[Role.ADMIN]), 200),
    ):
        other = sign_in(Browser(app), person)
        other.get("teach_learners.index", module=MODULE, status=status)
        other.get("teach_learners.export", module=MODULE, status=status)
        other.get("teach_learners.show", module=MODULE, learner=inside.id, status=status)


@pytest.mark.parametrize("number", [1, 30])
def test_how_often_the_pages_ask_the_database(desk, number):
    for _ in range(number):
        person = make_learner(MODULE, read=2, attempts=(FAILED, FAILED))
    listed(desk)
    with counted() as list_:
        listed(desk)
    assert len(list_) == 5  # session, module, its revisions, numbers, one page of them
    with counted() as file:
        desk.get("teach_learners.export", module=MODULE)
    assert len(file) == 4
    address = desk.url("teach_learners.show", module=MODULE, learner=person.id)
    with counted() as one:
        desk.get(address)
    # session, module, its revisions, the learner, lessons, attempts, requests, questions
    assert len(one) == 8


def test_a_name_that_is_markup_is_shown_as_text(desk):
    make_learner(MODULE, given_name=HOSTILE, family_name="<script>x</script>")
    page = listed(desk)
    name = f"{HOSTILE} <script>x</script>"
    shown = desk.click(page, name)
    assert shown.h1 == name
    for one in (page, shown):
        assert one.all("//main//img | //main//script") == []
