"""The pages about questions: plain words first, nothing under 30, filters, the table to take away, and who may see it."""

import csv
import io
from datetime import timedelta

import pytest

from app.core.access.rights import Role
from app.services import question_statistics
from tests.support.corrections import make_trainer
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.first_attempts import Sat, sit
from tests.support.moments import NOW
from tests.support.queries import counted
from tests.support.question_pools import ESSAY, ESSAY_RU, POOL, flawed, people, pool_files

SVG = "*[local-name()='svg']"
WAYS = ("teach_questions.show", "teach_questions.export")
HOSTILE = '@SUM(A1);=1+1,"-2+3'


@pytest.fixture(autouse=True)
def pools(db_session):
    question_statistics.forget()
    publish({POOL: pool_files(4), EXAM: exam_files()})


@pytest.fixture
def trainer(browser):
    sign_in(browser, make_trainer(POOL))
    return browser


def rows_of(page, delimiter=","):
    assert page.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = page.response.get_data().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_under_30_the_page_says_how_many_there_are_and_how_many_are_needed(trainer, lang):
    sit(POOL, people(12, questions=4))

    page = trainer.get("teach_questions.show", module=POOL, lang=lang)

    assert "12" in page.words("//main//p[@class='lead']")
    assert "30" in page.words("//main//div[@role='status']")
    assert "18" in page.words("//main//div[@role='status']")
    assert [cell for cell in page.all("//main//td") if "%" in "".join(cell.itertext())] == []


def test_a_flawed_question_comes_first_in_plain_words_and_leads_to_its_page(trainer):
    sit(POOL, flawed(80))

    page = trainer.get("teach_questions.show", module=POOL)
    shown = trainer.click(page, "Question 2")

    told = page.words("//section[@aria-labelledby='look']//li[1]/div")
    assert told.startswith("Question 2: A wrong answer is chosen more often than the right one.")
    assert page.words("//main//tbody/tr[1]/th").startswith("Question 2")
    assert "of 4 need a look. From 80 first attempts." in page.words()
    box = shown.words("//main//div[@class='box warn']")
    assert "A wrong answer is chosen more often than the right one. Answer 3 is wrong and" in box
    assert "Is the key right?" in box


def test_where_nothing_stands_out_the_pages_say_so(trainer):
    sit(POOL, people(300, questions=4))

    page = trainer.get("teach_questions.show", module=POOL)
    shown = trainer.get("teach_questions.question", module=POOL, question="q1")

    assert "No question stands out. From 300 first attempts." in page.words()
    assert "Nothing stands out." in shown.words()


def test_the_quiz_as_a_whole_is_told_in_words_before_figures(trainer):
    sit(POOL, people(200, questions=4))

    whole = trainer.get("teach_questions.show", module=POOL).words(
        "//section[@aria-labelledby='whole']"
    )

    assert whole.index("Results ") < whole.index("Reliability")
    assert "percentage points" in whole
    # Four questions of four options, all must be right in one of three attempts: 1.2 %.
    assert "Passing by guessing1.2\u00a0%" in whole


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_question_shows_its_chart_with_the_same_figures_beside_it_in_a_table(trainer, lang):
    sit(POOL, flawed(80) + flawed(40, "ru"))

    page = trainer.get("teach_questions.question", module=POOL, question="q2", lang=lang)

    charts = page.all(f"//main//{SVG}[@role='img']")
    assert len(charts) == 2
    for chart in charts:
        names = chart.get("aria-labelledby").split()
        title, told = (page.words(f"//*[@id='{name}']") for name in names)
        assert title
        table = page.words(f"//main//{SVG}[*[@id='{names[0]}']]/following-sibling::table")
        figures = [one.split(": ", 1)[1].rstrip(".") for one in told.split("; ")]
        assert figures
        assert all(figure in table for figure in figures)
    assert len(page.all("//main//*[local-name()='rect']")) == 3 + 4


def test_a_question_that_is_harder_in_russian_is_told_so_with_the_figures_behind_it(trainer):
    publish({POOL: pool_files(10), EXAM: exam_files()})
    harder = {"q4": 2.0}
    sit(POOL, people(200, questions=10) + people(200, questions=10, language="ru", harder=harder))

    page = trainer.get("teach_questions.show", module=POOL)
    shown = trainer.click(page, "Question 4")

    assert "Question 4: This question is harder in Russian." in page.words()
    box = shown.words("//main//div[@class='box warn']")
    assert "Among people with the same result otherwise: a large difference (\u2212" in box
    assert "Read both languages side by side" in box
    assert shown.words("//section[@aria-labelledby='right']//p/b") == "Languages compared."


def test_a_question_leads_to_the_correction_of_its_key(trainer):
    page = trainer.get("teach_questions.question", module=POOL, question="q1", revision=1)

    assert "revision=1" in page.links["Correct the key"]
    trainer.click(page, "Correct the key")


def test_an_open_question_has_no_key_to_correct(trainer):
    publish({EXAM: exam_files(), POOL: pool_files(1, ESSAY, ESSAY_RU)})

    page = trainer.get("teach_questions.question", module=POOL, question="essay")

    assert "Correct the key" not in page.links


def test_a_language_under_30_shows_its_number_and_no_figure(trainer):
    sit(POOL, people(40, questions=4) + people(7, questions=4, language="ru"))

    page = trainer.get("teach_questions.question", module=POOL, question="q1")

    russian = page.words("//section[@aria-labelledby='right']//tr[th[contains(., 'Russian')]]")
    assert "7 first attempts" in russian
    assert "Figures from 30 on" in russian
    assert "%" not in russian


def test_the_language_chosen_in_the_form_is_the_one_that_is_shown(trainer):
    sit(POOL, people(40, questions=4) + people(33, questions=4, language="ru"))

    page = trainer.get("teach_questions.show", module=POOL)
    russian = trainer.submit(page, "//main//form", language="ru")

    assert "From 33 first attempts." in russian.words()
    assert russian.words("//select[@id='f-language']/option[@selected]") == "Russian"
    assert all("language=ru" in russian.links[f"Question {number}"] for number in (1, 2))


def test_a_revision_that_asks_otherwise_can_be_chosen(trainer):
    sit(POOL, people(40, questions=4))
    publish({POOL: pool_files(5), EXAM: exam_files()}, now=NOW + timedelta(days=1))

    page = trainer.get("teach_questions.show", module=POOL)
    before = trainer.submit(page, "//main//form", revision="1")

    assert "0 first attempts so far." in page.words()
    assert "From 40 first attempts." in before.words()
    assert len(before.all("//main//tbody/tr")) == 4


@pytest.mark.parametrize("query", [{"language": "tlh"}, {"revision": "x"}, {"language": "<b>"}])
def test_a_filter_that_no_list_knows_counts_as_not_given(trainer, query):
    sit(POOL, people(31, questions=4))

    assert "31" in trainer.get("teach_questions.show", module=POOL, **query).words()


@pytest.mark.parametrize("way", WAYS)
def test_a_revision_or_question_that_is_not_there_is_not_found(trainer, way):
    trainer.get(way, module=POOL, revision=9, status=404)
    trainer.get("teach_questions.question", module=POOL, question="nothing", status=404)


@pytest.mark.parametrize("role", [None, Role.CONTACT_POINT, Role.HOST, Role.OBSERVER])
def test_people_who_do_not_teach_are_refused(browser, role):
    sign_in(browser, make_person(roles=[role] if role else []))

    for way in WAYS:
        browser.get(way, module=POOL, status=403)
    browser.get("teach_questions.question", module=POOL, question="q1", status=403)


def test_a_trainer_of_another_module_finds_nothing_as_for_a_module_that_is_not_there(browser):
    sign_in(browser, make_trainer(EXAM))

    for module in (POOL, "nothing-here"):
        for way in WAYS:
            browser.get(way, module=module, status=404)
        browser.get("teach_questions.question", module=module, question="q1", status=404)
    browser.get("teach_questions.show", module=EXAM)


def test_a_visitor_is_led_to_sign_in(browser):
    for way in WAYS:
        browser.get(way, module=POOL, status=302)


def test_an_administrator_sees_every_module(browser):
    sign_in(browser, make_person(roles=[Role.ADMIN]))

    for module in (POOL, EXAM):
        browser.get("teach_questions.show", module=module)


@pytest.mark.one_database
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_type_of_question_has_its_page_with_figures(browser, lang):
    sign_in(browser, make_trainer(EXAM))
    values = {
        "one": 0,
        "several": [0, 2],
        "truth": True,
        "word": "KEYWORD",
        "length": "125",
        "pairs": [0, 1, None],
        "steps": [1, 0, 2, 3],
        "holes": ["safety", 1],
    }
    sit(EXAM, [Sat(values if place % 3 else {}) for place in range(40)])

    for name in values:
        page = browser.get("teach_questions.question", module=EXAM, question=name, lang=lang)
        offers = {"one": 4, "several": 4, "truth": 2, "holes": 3}.get(name, 0)
        shown = page.all("//section[@aria-labelledby='options']//tbody/tr")
        assert len(shown) == offers, name


@pytest.mark.parametrize(("lang", "delimiter", "point"), [("en", ",", "."), ("ru", ";", ",")])
def test_the_table_to_take_away_has_every_figure_as_the_language_writes_it(
    trainer, lang, delimiter, point
):
    sit(POOL, flawed(80))

    page = trainer.get("teach_questions.export", module=POOL, lang=lang)
    rows = rows_of(page, delimiter)

    assert page.headers["Content-Disposition"] == 'attachment; filename="questions-pool.csv"'
    assert page.headers["Cache-Control"] == "no-store"
    # All languages and English: a question and its four options each; Russian: questions without figures.
    assert len(rows) == 2 * 4 * 5 + 4
    columns = list(rows[0])
    share, discrimination = columns[7], columns[10]
    second = [row for row in rows if row[columns[1]] == "q2"][0]
    assert second[columns[6]] == "80"
    assert point in second[share]
    assert second[discrimination].startswith("-0" + point)
    assert [row[share] for row in rows[-4:]] == [""] * 4


def test_no_text_of_the_table_is_a_formula_whatever_a_trainer_wrote(trainer):
    hostile = f"\n::: question evil outcome=first\n{HOSTILE}\n\n- (x) {HOSTILE}\n- ( ) =1+1\n- ( ) ＝1+1\n:::\n"
    hostile_ru = f"\n::: question evil\n{HOSTILE}\n\n- {HOSTILE}\n- =1+1\n- ＝1+1\n:::\n"
    publish({POOL: pool_files(2, hostile, hostile_ru), EXAM: exam_files()})
    sit(POOL, [Sat({"q1": 0, "q2": place % 2, "evil": place % 2}) for place in range(40)])

    rows = rows_of(trainer.get("teach_questions.export", module=POOL))

    texts = [row["Text"] for row in rows if row["Question"] == "evil"]
    assert texts[:4] == [texts[0], texts[0], "'=1+1", "'＝1+1"]
    assert texts[0].startswith("'@SUM(A1);'=1+1,")
    assert not [
        cell for row in rows for name, cell in row.items() if name == "Text" and cell[0] in "=+-@＝"
    ]


def test_a_page_costs_seven_queries_when_figures_are_new_and_four_when_they_are_known(trainer):
    sit(POOL, people(40, questions=4))
    trainer.get("teach_questions.show", module=EXAM, status=404)
    with counted() as first:
        trainer.get("teach_questions.show", module=POOL)
    with counted() as second:
        trainer.get("teach_questions.question", module=POOL, question="q1")
    with counted() as third:
        trainer.get("teach_questions.export", module=POOL)

    # The session, whose module it is, revisions, what has changed; corrections, attempts, answers.
    assert [len(first), len(second), len(third)] == [7, 4, 4]
