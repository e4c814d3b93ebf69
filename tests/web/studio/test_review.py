"""The way to publication on the pages: submit, comment, approve, see the consequences, publish, withdraw."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models.courses import Module, Revision
from app.models.drafts import BlockComment, Draft
from app.models.people import Person
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.exam import exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin
from tests.support.pages import words_of
from tests.support.queries import counted
from tests.support.review import approve, make_reviewer, release, write
from tests.support.studio import MODULE, begin_module, make_admin, make_writer

PAGE = "en/02-lesson-2.md"
HOSTILE = '<script>alert(1)</script>\n"><img src=x onerror=alert(2)> {{7*7}}'


def window(app, who):
    return sign_in(Browser(app), db.session.get_one(Person, who.person_id))


@pytest.fixture
def owner(db_session, clock):
    return begin_module(make_writer(given_name="Nino", family_name="Beridze"), files=exam_files())


@pytest.fixture
def reviewer(owner):
    return make_reviewer(given_name="Lela", family_name="Gelashvili")


@pytest.fixture
def desk(app, owner):
    return window(app, owner)


def review(one, module=MODULE, **values):
    return one.get("studio_review.show", module=module, **values)


def press(one, page, button, **values):
    return one.follow(
        one.submit(
            page,
            "//form[.//button[@name='step'] and not(ancestor::details)]",
            press=button,
            **values,
        )
    )


def test_a_text_walks_from_its_author_to_the_public(app, desk, owner, reviewer):
    page = press(desk, review(desk), "Submit for review")
    assert "Submitted. The text stands still now" in page.words()
    other = window(app, reviewer)
    page = press(other, review(other), "Pass the review")
    page = press(other, page, "Pass the language check")
    page = press(other, page, "Approve")
    assert "Lela Gelashvili, 23 November 2026, 09:30 UTC" in page.words("//ol[@class='way']")

    shown = desk.get("studio_publication.show", module=MODULE)
    assert "New starters get version 1." in shown.words()
    listed = desk.follow(desk.submit(shown, press="Publish version 1"))
    assert "What new starters get" in listed.words()
    assert "Nino Beridze" in listed.words()
    assert Browser(app).get("learn_modules.show", module=MODULE).h1
    assert db.session.scalars(select(Revision.number)).all() == [1]


def test_sending_back_needs_a_reason_and_shows_it(app, desk, owner, reviewer):
    press(desk, review(desk), "Submit for review")
    other = window(app, reviewer)
    form = "//details//form"

    page = other.submit(review(other), form, press="Send back", reason=" ", status=422)
    assert "Say why" in page.words()
    other.submit(page, form, press="Send back", reason=HOSTILE)

    page = review(desk)
    assert "Sent back by Lela Gelashvili" in page.words()
    assert page.all("//main//script") == [] == page.all("//main//img")


def test_who_has_written_it_is_told_that_another_approves(app, desk, owner, reviewer):
    approve_up_to_approval(owner, reviewer)

    page = review(desk)

    assert "somebody else approves it" in page.words()
    assert page.all("//button[@value='approve']") == []


def approve_up_to_approval(owner, reviewer):
    approve(owner, reviewer)
    db.session.get_one(Draft, MODULE).stage = "approval"
    db.session.commit()


def test_a_step_on_an_old_page_is_answered_with_how_it_stands_now(desk, owner):
    page = review(desk)
    write(owner, {PAGE: exam_files()[PAGE] + b"\nMore.\n"})

    late = desk.submit(page, press="Submit for review", status=409)

    assert "Meanwhile something has changed" in late.words()
    assert db.session.get_one(Draft, MODULE).stage == "draft"


def test_errors_are_listed_where_they_stop_the_submission(desk, owner):
    write(owner, {PAGE: exam_files()[PAGE] + b"\n<b>no</b>\n"})

    page = desk.submit(review(desk), press="Submit for review", status=422)

    assert f"{PAGE}:" in page.words("//div[@role='alert']")


@pytest.mark.parametrize("step", ["", "publish", "nonsense"])
def test_a_step_that_is_none_is_refused(desk, owner, step):
    review(desk)
    desk.post("studio_review.step", {"step": step}, module=MODULE, status=400)


def test_a_comment_is_made_on_a_block_answered_and_resolved(app, desk, owner, reviewer):
    other = window(app, reviewer)
    page = other.click(review(other, file=PAGE), "Comment on: Files and papers.")
    empty = other.submit(page, words=" ", status=422)
    assert "Write what you have to say" in empty.words()
    shown = other.follow(other.submit(empty, words=HOSTILE))
    assert "1 open comment" in shown.words()
    assert shown.all("//main//script") == []

    index = desk.get("studio_comments.index", module=MODULE)
    answer = "//form[contains(@action, '/answers')]"
    again = desk.submit(index, answer, words="", status=422)
    assert "Write what you have to say" in again.words()
    index = desk.follow(desk.submit(again, answer, words="Mended."))
    assert "Mended." in index.words()
    index = desk.follow(desk.submit(index, "//form[contains(@action, '/resolve')]"))
    assert "Everything is resolved." in index.words()
    assert db.session.scalars(select(BlockComment.resolved_at)).all().count(None) == 1


def test_strangers_find_none_of_these_pages_and_readers_may_not_enter(app, owner):
    publish({"public-one": module_files()})
    stranger = window(app, make_writer())
    pages = ("studio_review.show", "studio_comments.index", "studio_publication.show")

    for page in (*pages, "studio_publication.editions", "studio_publication.differences"):
        stranger.get(page, module=MODULE, status=404)
    for page in pages:
        stranger.get(page, module="public-one", status=403)
    stranger.get("studio_publication.editions", module="public-one")
    stranger.get("studio_publication.differences", module="public-one")
    learner = sign_in(Browser(app), make_person())
    learner.get("studio_review.show", module=MODULE, status=403)


def test_words_before_and_after_stand_in_one_line(desk, owner, reviewer):
    release(owner, reviewer)
    changed = exam_files()[PAGE].replace(b"Files and papers.", b"Files and <b>letters.")
    write(
        owner,
        {
            PAGE: changed,
            "module.yaml": exam_files()["module.yaml"].replace(b"hours: 2", b"hours: 3"),
        },
    )

    page = desk.get("studio_publication.differences", module=MODULE)

    assert page.words("//section[@aria-labelledby='facts']").endswith(
        "Length in hoursremoved: 2 added: 3"
    )
    assert "[removed: papers]" in page.words()
    assert page.words("//del[not(@class)]") == "[removed: papers]"
    assert "<b>letters" in page.words("//ins[not(@class)]")


def test_a_changed_key_is_told_in_words(desk, owner, reviewer):
    release(owner, reviewer)
    write(owner, exam_files(flipped=True))

    page = desk.get("studio_publication.differences", module=MODULE)

    before, after = (
        [words_of(one) for one in page.all(f"//div[@class='{side}']")] for side in ("gone", "new")
    )
    assert ("The letter.", "The report.") in zip(before, after, strict=True)


@pytest.mark.parametrize(
    ("lang", "languages", "asked"),
    [
        ("en", ("en", "ru"), "Which paper do you read first?"),
        ("ru", ("en", "ru"), "Какой документ вы читаете первым?"),
        ("ru", ("en",), "Which paper do you read first?"),
    ],
)
def test_a_changed_question_is_called_by_its_first_words_and_a_gap_by_dots(
    app, db_session, clock, lang, languages, asked
):
    files = exam_files(languages=languages)
    owner = begin_module(make_writer(), files=files)
    release(owner, make_reviewer())
    write(owner, {"en/quiz.md": exam_files(flipped=True)["en/quiz.md"]})

    page = window(app, owner).get("studio_publication.show", module=MODULE, lang=lang)

    lines = {words_of(one) for one in page.all("//section[@aria-labelledby='changes']//li")}
    assert any(asked in line and line.endswith(" one") for line in lines)
    assert any("…" in line and line.endswith(" holes") for line in lines)


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "99999999999"])
def test_an_edition_that_is_not_there_has_no_differences(desk, owner, reviewer, number):
    release(owner, reviewer)

    desk.get("studio_publication.differences", module=MODULE, before=number, status=404)


def test_where_a_folder_was_published_meanwhile_nothing_is_replaced_unseen(
    app, desk, owner, reviewer
):
    release(owner, reviewer)
    write(owner, {PAGE: exam_files()[PAGE] + b"\nMine.\n"})
    approve(owner, reviewer)
    page = desk.get("studio_publication.show", module=MODULE)
    publish({MODULE: exam_files(quiz="pass: 70")})

    late = desk.submit(page, press="Publish version 2", status=409)
    assert "Another version was published since this draft was begun" in late.words()
    desk.submit(late, press="Publish version 3")

    assert max(db.session.scalars(select(Revision.number))) == 3


def test_reworded_questions_reach_those_inside_on_the_publishers_word(desk, owner, reviewer):
    release(owner, reviewer)
    begin(make_person(), MODULE)
    quiz = exam_files()["en/quiz.md"].replace(b"The report.", b"The summary.")
    write(owner, {"en/quiz.md": quiz})
    approve(owner, reviewer)

    page = desk.get("studio_publication.show", module=MODULE)
    assert "1 person inside stays on version 1 and may move over." in page.words()
    page = desk.submit(page, "//form[@method='get']", means_the_same=True, status=200)
    assert "1 person inside gets the new words at once." in page.words()
    form = "//form[@method='post' and .//textarea]"
    page = desk.submit(page, form, press="Publish version 2", reason="", status=422)
    done = desk.follow(desk.submit(page, form, press="Publish version 2", reason="A slip."))
    assert "1 person inside has the new words." in done.words()


def test_a_module_is_withdrawn_with_a_reason_and_restored(app, desk, owner, reviewer):
    release(owner, reviewer)
    page = desk.get("studio_publication.editions", module=MODULE)
    form = "//section[@aria-labelledby='withdraw']//form"

    wrong = desk.submit(page, form, reason="", status=422)
    assert "Say why it is withdrawn" in wrong.words()
    page = desk.follow(desk.submit(wrong, form, reason=HOSTILE))
    assert "This module has been withdrawn" in page.words()

    learner = sign_in(Browser(app), make_person())
    assert (
        "This module has been withdrawn" in learner.get("learn_modules.show", module=MODULE).words()
    )
    gone = learner.post("learn_modules.enrol", module=MODULE, status=410)
    assert "Nobody new can begin it." in gone.words()
    learner.get("learn_lessons.show", module=MODULE, lesson="lesson-1", status=410)
    desk.submit(page, "//form[contains(@action, '/restore')]")
    learner.post("learn_modules.enrol", module=MODULE)


def test_the_last_edition_is_not_withdrawn_alone(desk, owner, reviewer):
    release(owner, reviewer)
    page = desk.get("studio_publication.editions", module=MODULE)

    refused = desk.submit(page, "//details//form", reason="Old.", status=409)

    assert "is the last one that new starters can get" in refused.words()
    assert db.session.get_one(Module, MODULE).current_revision_id


def test_an_administrator_approves_their_own_text_with_a_reason(app, db_session, clock):
    admin = make_admin()
    begin_module(admin, files=module_files(languages=("en",)))
    desk = window(app, admin)
    page = press(desk, review(desk), "Submit for review")
    page = press(desk, page, "Pass the review")
    assert "As an administrator you may approve it all the same" in page.words()

    form = "//form[.//button[@value='approve']]"
    page = desk.submit(page, form, press="Approve", reason="", status=422)
    done = press(desk, page, "Approve", reason="Nobody else is there.")

    assert "Nobody else is there." in done.words("//ol[@class='way']")


def test_the_pages_ask_as_much_for_many_files_as_for_few(app, desk, owner, reviewer):
    release(owner, reviewer)
    more = {
        f"{code}/0{n}-more-{n}.md": exam_files()[f"{code}/02-lesson-2.md"]
        for n in range(3, 8)
        for code in ("en", "ru")
    }
    write(owner, {PAGE: exam_files()[PAGE] + b"\nMore.\n"})

    def asked():
        found = []
        for page in (
            "studio_review.show",
            "studio_publication.show",
            "studio_publication.differences",
            "studio_comments.index",
        ):
            desk.get(page, module=MODULE)
            with counted() as queries:
                desk.get(page, module=MODULE)
            found.append(len(queries))
        return found

    few = asked()
    write(owner, more)
    assert asked() == few
    assert max(few) <= 22
