"""Moving over on the pages: a learner is told that there is another edition, what changed, and what it means for them."""

import pytest

from app.extensions import db
from app.models.courses import Module
from app.services import enrolments
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, finish, issue, read
from tests.support.queries import counted

MORE = b"---\ntitle: More\nminutes: 5\n---\nMore words.\n"


def later(**values):
    files = exam_files(**values) | {f"{code}/03-more.md": MORE for code in ("en", "ru")}
    files["en/02-lesson-2.md"] = files["en/02-lesson-2.md"].replace(b"papers", b"letters")
    return files


@pytest.fixture
def person(db_session, clock):
    publish({EXAM: exam_files()})
    made = make_person()
    begin(made)
    return made


@pytest.fixture
def learner(browser, person):
    return sign_in(browser, person)


def test_module_and_lesson_lead_to_what_has_changed(learner, person):
    module = learner.get("learn_modules.show", module=EXAM)
    assert "newer version" not in module.words()
    publish({EXAM: later()})

    module = learner.get("learn_modules.show", module=EXAM)
    lesson = learner.get("learn_lessons.show", module=EXAM, lesson="lesson-1")

    assert "A newer version of this module is published" in module.words()
    for page, words in (
        (module, "See what has changed, and move over if you like"),
        (lesson, "Others now begin another version of this module: see what has changed"),
    ):
        assert learner.click(page, words).h1 == "What has changed"


def test_the_lesson_asks_nothing_more_for_it(learner, person):
    def asked():
        learner.get("learn_lessons.show", module=EXAM, lesson="lesson-1")
        with counted() as queries:
            learner.get("learn_lessons.show", module=EXAM, lesson="lesson-1")
        return len(queries)

    before = asked()
    publish({EXAM: later()})
    assert asked() == before


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_learner_sees_the_change_and_moves_over(learner, person, lang):
    read(person)
    publish({EXAM: later()})
    learner.lang = lang

    page = learner.get("learn_editions.show", module=EXAM)
    if lang == "en":
        assert "2 lessons that you have read stay read." in page.words()
        assert "1 lesson of the new version is still to be read: More." in page.words()
        assert page.words("//del") == "[removed: papers]"
    learner.follow(learner.submit(page))

    standing = enrolments.standing_in(EXAM, person.id)
    assert (standing.lessons_read, standing.next_lesson) == (2, "more")
    learner.get("learn_editions.show", module=EXAM, status=404)


def test_no_word_of_the_quiz_and_no_key_is_shown(learner, person):
    publish({EXAM: later(flipped=True)})

    page = learner.get("learn_editions.show", module=EXAM)

    assert "questions are new, removed or different" in page.words()
    for secret in ("Which paper do you read first?", "(x)", "KEYWORD", "OTHERWORD", "EXPLAINED"):
        assert secret not in page.html


def test_who_has_finished_reads_what_changed_and_has_nothing_to_do(learner, person):
    finish(person)
    issue(person)
    publish({EXAM: later()})

    page = learner.get("learn_editions.show", module=EXAM)

    assert "You have finished this module on your version" in page.words()
    assert page.all("//main//form") == []
    to = str(db.session.get_one(Module, EXAM).current_revision_id)
    learner.post("learn_editions.move", {"to": to}, module=EXAM, status=409)


def test_another_edition_than_the_one_shown_is_not_taken(learner, person):
    publish({EXAM: later()})
    page = learner.get("learn_editions.show", module=EXAM)
    publish({EXAM: later(quiz="pass: 70")})

    late = learner.submit(page, status=409)

    assert "You were not moved." in late.words()
    learner.post("learn_editions.move", {"to": "nonsense"}, module=EXAM, status=400)


def test_who_is_not_inside_has_nothing_to_move(app, person):
    publish({EXAM: later()})
    other = sign_in(Browser(app), make_person())

    other.get("learn_editions.show", module=EXAM, status=404)
    assert Browser(app).get("learn_editions.show", module=EXAM, status=302).location
