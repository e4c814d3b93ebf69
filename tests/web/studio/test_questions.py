"""The pages of questions by fields: every type is written, changed and translated without a word of Markdown."""

import pytest

from app.core.access.authorship import Part
from app.core.courses.checking import check_module
from app.extensions import db
from app.models.people import Person
from app.services import draft_saving, question_statistics
from app.services.drafts import contents, working_text
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import sign_in
from tests.support.first_attempts import sit
from tests.support.moments import NOW
from tests.support.queries import counted
from tests.support.question_pools import POOL, flawed, pool_files
from tests.support.studio import begin_module, give_part, make_writer

QUIZ = {"module": EXAM, "language": "en", "file": "quiz.md"}
RIGHT = "//main//form[contains(@class, 'question-form')]"


@pytest.fixture
def owner(db_session):
    return begin_module(module=EXAM, files=exam_files())


@pytest.fixture
def trainer(browser, owner):
    return signed_in(browser, owner)


def signed_in(browser, who):
    return sign_in(browser, db.session.get(Person, who.person_id))


def files_of(owner):
    return contents(working_text(EXAM, owner))


def errors_of(owner):
    return [str(p) for p in check_module(EXAM, files_of(owner)) if p.is_error]


def opened(browser, question, language="en", **values):
    place = QUIZ | {"language": language, "question": question} | values
    return browser.get("studio_questions.edit", **place)


def new_form(browser, kind, file="quiz.md"):
    return browser.get("studio_questions.new", module=EXAM, file=file, type=kind)


def pressed(browser, page, button, fields=None, status=(302, 303)):
    return browser.submit(page, RIGHT, press=button, status=status, **(fields or {}))


ANSWERS = {
    "single": {"row-0-text": "- (x) Yes", "right": "0", "row-1-text": "= No", "row-1-feedback": "Think.\n\nAgain."},
    "multiple": {"row-0-text": "One", "row-0-right": "on", "row-1-text": "Two"},
    "true-false": {"truth": "true"},
    "short-text": {"accepted": "47\ntwo | three"},
    "number": {"number": "1,41", "tolerance": "0.01", "unit": "km"},
    "matching": {"row-0-left": "a => b", "row-0-text": "1", "row-1-left": "c", "row-1-text": "2", "row-2-text": "3"},
    "order": {"row-0-text": "First", "row-1-text": "Then"},
    "gaps": {},
    "open": {"row-0-text": "Says why | how", "row-0-points": "1"},
}  # fmt: skip


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_question_of_every_type_is_written_by_fields_and_the_checker_has_nothing_against_it(
    trainer, owner, kind
):
    before = errors_of(owner)
    prompt = (
        "The word is [[gap|hole]] and [[ may | (must) ]]" if kind == "gaps" else ":::\n- (x) Why?"
    )
    fields = {
        "prompt": prompt,
        "hint": "?? Look",
        "explanation": "- one\n- two",
        "outcome": ["first"],
    }

    done = pressed(trainer, new_form(trainer, kind), "Save the question", fields | ANSWERS[kind])
    page = trainer.follow(done)

    new = [error for error in errors_of(owner) if error not in before]
    assert all("ru/quiz.md" in error for error in new), new
    assert "Russian" in page.words("//main") or "Русский" in page.words("//main")
    assert page.all("//main//div[@class='quest']")
    assert f"type={kind}" not in page.html


@pytest.mark.parametrize("language", ["en", "ru"])
def test_saving_a_form_as_it_was_opened_changes_no_byte(trainer, owner, language):
    before = files_of(owner)
    for question in ("one", "several", "truth", "word", "length", "pairs", "steps", "holes"):
        page = opened(trainer, question, language)
        pressed(trainer, page, "Save the question")
    assert files_of(owner) == before


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(trainer, owner):
    before = files_of(owner)
    fields = {
        "prompt": "<b>What</b>?",
        "row-0-text": "One option",
        "right": "0",
        "explanation": "Why.",
    }

    page = pressed(trainer, new_form(trainer, "single"), "Save the question", fields, status=422)

    assert page.title.startswith("Error:")
    assert "HTML" in page.words("//main//*[@id='prompt-error']")
    assert page.form(RIGHT).values["row-0-text"].strip() == "One option"
    assert page.form(RIGHT).values["explanation"].strip() == "Why."
    assert files_of(owner) == before


def test_lines_are_added_moved_and_removed_with_everything_that_was_written(trainer):
    page = opened(trainer, "one")
    first = page.form(RIGHT).values["row-0-text"]

    more = pressed(trainer, page, "Add an option", {"prompt": "Changed?"}, status=200)
    assert more.form(RIGHT).values["rows"] == "5"
    assert more.form(RIGHT).values["prompt"].strip() == "Changed?"
    moved = pressed(trainer, more, "Move down: Option 1", status=200)
    assert moved.form(RIGHT).values["row-1-text"] == first
    gone = pressed(trainer, moved, "Remove: Option 2", status=200)
    assert first not in gone.form(RIGHT).values.values()


def test_the_preview_shows_what_is_not_saved_yet(trainer, owner):
    before = files_of(owner)
    page = pressed(trainer, opened(trainer, "one"), "Preview", {"prompt": "Brand new?"}, status=200)
    assert "Brand new?" in page.words("//main//div[@class='quest']")
    assert files_of(owner) == before


def test_a_translation_is_words_beside_those_of_the_source(trainer, owner):
    page = opened(trainer, "one", "ru")
    assert "Which paper" in page.words("//*[@id='prompt-origin']")
    assert "points" not in page.form(RIGHT).names
    pressed(trainer, page, "Save the question", {"row-1-text": "Доклад."})
    assert "- Доклад." in files_of(owner)["ru/quiz.md"].decode()
    assert errors_of(owner) == []


def test_an_option_that_is_new_in_the_source_is_asked_for_in_the_translation(trainer, owner):
    page = pressed(trainer, opened(trainer, "one"), "Add an option", status=200)
    saved = trainer.follow(
        pressed(trainer, page, "Save the question", {"row-4-text": "The stamp."})
    )
    assert "Translate it" in saved.links
    page = trainer.click(saved, "Translate it")
    assert "The stamp." in page.words("//*[@id='row-4-text-origin']")
    pressed(trainer, page, "Save the question", {"row-4-text": "Печать."})
    assert errors_of(owner) == []


def test_whoever_saves_second_is_shown_the_difference_and_keeps_what_they_wrote(trainer, owner):
    page = opened(trainer, "one")
    theirs = files_of(owner)["en/quiz.md"].replace(b"Which paper", b"Which letter")
    save(owner, theirs)

    clash = pressed(trainer, page, "Save the question", {"prompt": "Mine?"}, status=409)

    assert "Which letter" in clash.words("//main//div[@class='compare']")
    assert clash.form(RIGHT).values["prompt"].strip() == "Mine?"
    assert files_of(owner)["en/quiz.md"] == theirs
    pressed(trainer, clash, "Save mine over theirs")
    assert b"Mine?" in files_of(owner)["en/quiz.md"]


def test_two_people_may_change_two_questions_of_one_file_at_the_same_time(trainer, owner):
    page = opened(trainer, "one")
    save(owner, files_of(owner)["en/quiz.md"].replace(b"Name the principle", b"Name the rule"))
    pressed(trainer, page, "Save the question", {"prompt": "Mine?"})
    assert b"Name the rule" in files_of(owner)["en/quiz.md"]
    assert b"Mine?" in files_of(owner)["en/quiz.md"]


def save(owner, content):
    path = "en/quiz.md"
    draft_saving.save_file(
        module_id=EXAM,
        path=path,
        content=content,
        seen=working_text(EXAM, owner).entries[path].sha256,
        who=owner,
        now=NOW,
    )


def test_a_question_is_moved_and_removed_in_every_language(trainer, owner):
    page = trainer.get("studio_questions.index", module=EXAM)
    trainer.submit(page, "//li[@id='one']//form", press="Move down: one")
    for language in ("en", "ru"):
        text = files_of(owner)[f"{language}/quiz.md"].decode()
        assert text.index("question several") < text.index("question one")
    page = trainer.get("studio_questions.remove", module=EXAM, question="several")
    trainer.submit(page, press="Remove the question")
    for language in ("en", "ru"):
        assert "question several" not in files_of(owner)[f"{language}/quiz.md"].decode()


def test_a_block_that_fields_would_not_show_whole_is_shown_as_text(trainer, owner):
    text = files_of(owner)["en/quiz.md"].replace(b"- ( ) The map.", b"- ( ) The map.\n(x) no dash")
    save(owner, text)
    page = opened(trainer, "one")
    assert "(x) no dash" in page.words("//main//pre")
    assert "Open it in the editor" in page.links
    assert files_of(owner)["en/quiz.md"] == text


def test_the_type_is_changed_with_the_words_kept(trainer, owner):
    page = pressed(
        trainer, opened(trainer, "one"), "Change the type", {"to-type": "multiple"}, status=200
    )
    pressed(trainer, page, "Save the question", {"rule": "all"})
    assert "rule=all" in files_of(owner)["en/quiz.md"].decode()
    assert "- [ ] The map." in files_of(owner)["en/quiz.md"].decode()


@pytest.mark.parametrize("part", [None, Part.REVIEWER])
def test_readers_and_reviewers_look_and_change_nothing(browser, db_session, part):
    publish({EXAM: exam_files()})
    reader = make_writer()
    if part:
        give_part(reader, part, EXAM)
    signed_in(browser, reader)
    page = opened(browser, "one")
    assert not page.all("//main//form//p[@class='acts']//button")
    address = browser.url("studio_questions.edit", **QUIZ, question="one")
    browser.post(address, {"prompt": "Mine"}, status=403)
    browser.get("studio_questions.new", status=403, module=EXAM)
    browser.get("studio_questions.remove", status=403, module=EXAM, question="one")
    move = browser.url("studio_questions.move", module=EXAM, question="one")
    browser.post(move, {"go": "up"}, status=403)


def test_the_figures_of_what_is_published_are_for_those_who_teach_it(browser, db_session):
    question_statistics.forget()
    publish({POOL: pool_files(4)})
    sit(POOL, flawed(80))
    reader, owner = make_writer(), give_part(make_writer(), Part.OWNER, POOL)

    shown = signed_in(browser, owner).get("studio_questions.index", module=POOL)
    assert "discrimination" in shown.words()
    assert any("finding" in words for words in shown.links)

    shown = signed_in(browser, reader).get("studio_questions.index", module=POOL)
    assert "discrimination" not in shown.words()


def test_the_list_asks_the_database_as_often_for_many_questions_as_for_few(trainer, owner):
    trainer.get("studio_questions.index", module=EXAM)
    with counted() as few:
        trainer.get("studio_questions.index", module=EXAM)
    quiz = files_of(owner)["en/quiz.md"]
    more = "".join(f"\n::: question q{n}\nTrue?\n\n= true\n:::\n" for n in range(20))
    save(owner, quiz + more.encode())
    with counted() as many:
        page = trainer.get("studio_questions.index", module=EXAM)
    assert len(many) == len(few)
    assert len(page.all("//ol[@class='asked']/li")) >= 28
