"""Questions that come and go: looked at first, taken whole, told in a report, and taken out again."""

import csv
import io

import pytest

from app.core.access.authorship import Part
from app.core.courses.checking import check_module
from app.core.courses.stages import Stage
from app.extensions import db
from app.models.drafts import Draft, ImportReport
from app.models.people import Person
from app.services.drafts import contents, working_text
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import sign_in
from tests.support.queries import counted
from tests.support.studio import begin_module, give_part, make_writer

TAKE = "//main//form[.//input[@name='wanted']]"
GIFT = """\
::Кто слушает::[html]Who may <b>listen</b>?<img src="x.png">{=An interpreter ~%50%A colleague ~The cousin#Part of the pressure}

A talk in public is safe.{FALSE}

$CATEGORY: Talks

::who::How many?{#3:1}
""".encode()


@pytest.fixture
def owner(db_session):
    return begin_module(module=EXAM, files=exam_files())


@pytest.fixture
def trainer(browser, owner):
    return signed_in(browser, owner)


def signed_in(browser, who):
    return sign_in(browser, db.session.get(Person, who.person_id))


def quiz_of(owner):
    return contents(working_text(EXAM, owner))["en/quiz.md"]


def looked(browser, content=GIFT, name="talks.txt", status=200, page="quiz.md", kind=""):
    browser.get("studio_exchange.index", module=EXAM)
    sent = {"file": (io.BytesIO(content), name), "page": page, "kind": kind}
    return browser.post("studio_exchange.look", sent, module=EXAM, status=status)


def taken(browser, page, status=(302, 303)):
    return browser.submit(page, TAKE, status=status)


def test_a_look_tells_all_and_changes_nothing(trainer, owner):
    before = quiz_of(owner)

    page = looked(trainer)

    assert quiz_of(owner) == before
    assert db.session.query(ImportReport).count() == 0
    for words in (
        "Take these 3 questions",
        "Line 1",
        "A picture in the text",
        "A colleague (50 %)",
    ):
        assert words in page.words()


def test_what_was_looked_at_is_taken_with_its_report(trainer, owner):
    told = taken(trainer, looked(trainer))

    quiz = quiz_of(owner).decode()
    report = db.session.query(ImportReport).one()
    assert quiz.startswith(exam_files()["en/quiz.md"].decode().rstrip("\n"))
    assert "::: question kto-slushaet\nWho may **listen**?" in quiz
    assert "::: question who\nHow many?\n\n= 2..4" in quiz
    assert (report.format, report.file_name) == ("gift", "talks.txt")
    assert told.location.endswith(f"/reports/{report.id}")
    shown = trainer.follow(told)
    assert "Taken as “One right answer”" in shown.words()
    assert "The words in Russian are still to be written" in shown.words()
    assert "talks.txt" in trainer.get("studio_exchange.index", module=EXAM).words()


def test_taken_questions_are_questions_of_the_module(trainer, owner):
    before = errors_of(owner)

    taken(trainer, looked(trainer, page="01-lesson-1.md"))

    new = [line for line in errors_of(owner) if line not in before]
    assert new
    assert all("ru/" in line for line in new)


def errors_of(owner):
    files = contents(working_text(EXAM, owner))
    return [str(problem) for problem in check_module(EXAM, files) if problem.is_error]


def test_the_same_wish_sent_twice_is_one_import(trainer, owner):
    page = looked(trainer)

    first, second = taken(trainer, page), taken(trainer, page)

    assert first.location == second.location
    assert quiz_of(owner).count(b"::: question who\n") == 1
    assert db.session.query(ImportReport).count() == 1


def test_the_same_file_again_gets_ids_of_its_own(trainer, owner):
    taken(trainer, looked(trainer))
    taken(trainer, looked(trainer))

    quiz = quiz_of(owner)
    assert b"::: question who\n" in quiz
    assert b"::: question who-2\n" in quiz


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"One {T}\n\nTwo {=a", "a.txt", "Line 3: a brace {"),
        (b"One {T}\nTwo {F}", "a.txt", "Line 2: a second pair"),
        (b"What?\nA. one\nB. two\n", "a.aiken", "has no line “ANSWER:”"),
        (b"What?\nA. one\nB. two\nANSWER: C\n", "a.txt", "Line 4: no option has the letter “C”"),
        (b"\0\1\2", "a.txt", "not a text file"),
        (b"PK\3\4 no zip at all", "a.xlsx", "damaged or dangerous"),
        (b"\xd0\xcf\x11\xe0old", "a.xls", "old Excel file"),
        (b"one;two\n1;2\n", "a.csv", "does not name the columns"),
        (b"", "a.txt", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(trainer, owner, content, name, words):
    before = quiz_of(owner)

    page = looked(trainer, content, name, status=422, kind="aiken" if "aiken" in name else "")

    assert words in page.words()
    assert quiz_of(owner) == before


def test_what_is_in_review_takes_no_questions(trainer, owner):
    page = looked(trainer)
    db.session.get(Draft, EXAM).stage = Stage.REVIEW
    db.session.commit()

    taken(trainer, page, status=409)
    looked(trainer, status=409)

    assert "it stands still" in trainer.get("studio_exchange.index", module=EXAM).words()


@pytest.mark.parametrize("part", [None, Part.REVIEWER])
def test_only_those_who_write_bring_questions_in(browser, owner, part):
    other = make_writer()
    if part:
        give_part(other, part, EXAM)
    stranger = signed_in(browser, other)
    status = 404 if part is None else 403
    status_of_page = 404 if part is None else 200
    stranger.get("studio_exchange.index", module=EXAM, status=status_of_page)

    stranger.post("studio_exchange.look", {}, module=EXAM, status=status)
    stranger.post("studio_exchange.take", {}, module=EXAM, status=404)


def test_a_wish_counts_for_the_person_who_made_it(browser, trainer, owner):
    page = looked(trainer)
    wanted = page.form(TAKE).send({}).pairs
    other = signed_in(browser, give_part(make_writer(), Part.AUTHOR, EXAM))
    other.get("studio_exchange.index", module=EXAM)

    other.post("studio_exchange.take", dict(wanted), module=EXAM, status=404)

    assert quiz_of(owner) == exam_files()["en/quiz.md"]


def test_reports_are_for_those_with_a_part(browser, trainer, owner):
    taken(trainer, looked(trainer))
    report = db.session.query(ImportReport).one()
    publish({"another": exam_files()})

    reader = signed_in(browser, make_writer())

    reader.get("studio_exchange.report", module=EXAM, report=report.id, status=404)
    reader.get("studio_exchange.report", module="another", report=report.id, status=404)


FORMATS = {"gift": b"::", "xlsx": b"PK", "csv": b"\xef\xbb\xbfType;", "xml": b"<?xml"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_questions_are_taken_out_after_a_look_at_the_losses(trainer, format, language):
    wanted = {"module": EXAM, "format": format, "language": language, "questions": ""}

    page = trainer.get("studio_exchange.export", **wanted)
    file = trainer.click(page, "Download the file")

    assert file.response.data.startswith(FORMATS[format])
    assert file.headers["Content-Disposition"].startswith("attachment;")
    assert "Written as “Matching”" in page.words()


def test_no_cell_of_an_export_is_a_formula(trainer, owner):
    taken(trainer, looked(trainer, b"::x::\\=HYPERLINK(1)? {=@SUM ~+1 ~-2}"))

    file = trainer.get(
        "studio_exchange.download", module=EXAM, format="csv", language="en", questions=""
    )

    rows = list(csv.reader(io.StringIO(file.response.data.decode("utf-8-sig")), delimiter=";"))
    cells = [cell for row in rows for cell in row if "HYPERLINK" in cell or "SUM" in cell]
    assert len(cells) == 2
    assert not [cell for cell in cells if cell[0] in "=+-@"]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_template_itself_can_be_brought_in(trainer, owner, lang, format):
    trainer.lang = lang
    file = trainer.get("studio_exchange.template", format=format)
    trainer.lang = "en"

    page = looked(trainer, file.response.data, f"table.{format}")

    assert "Take these 9 questions" in page.words()
    taken(trainer, page)
    assert quiz_of(owner).count(b"::: question example-") == 9


def test_pages_cost_the_same_however_many_questions_there_are(trainer, owner):
    counts = []
    for _ in range(2):
        with counted() as index:
            trainer.get("studio_exchange.index", module=EXAM)
        with counted() as export:
            trainer.get(
                "studio_exchange.export", module=EXAM, format="csv", language="en", questions=""
            )
        counts.append((len(index), len(export)))
        taken(trainer, looked(trainer))
    # The reports are asked for beside the questions.
    assert counts[0] == counts[1]
