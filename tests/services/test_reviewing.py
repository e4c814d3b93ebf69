"""Review: each step by the right people on the text that they saw, four eyes, and a mail to those whose turn it is."""

import pytest
from sqlalchemy import select

from app.core.access.authorship import Part
from app.core.courses.stages import Stage, Step
from app.core.errors import (
    CoursesHaveErrors,
    DecidedMeanwhile,
    DraftIsLocked,
    NotAllowed,
    NotFound,
    ReasonNeeded,
    SecondPersonNeeded,
)
from app.extensions import db
from app.models.drafts import DraftStep
from app.models.mail import OutboxMail
from app.services.review_line import review_line
from app.services.reviewing import take_step
from tests.support.courses import module_files
from tests.support.queries import counted
from tests.support.review import approve, go, make_reviewer, write
from tests.support.studio import MODULE, begin_module, give_part, make_admin, make_writer

PAGE = "en/01-lesson-1.md"
OTHER = b"---\ntitle: Lesson\nminutes: 5\n---\nOther words.\n"


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


def mails():
    rows = db.session.scalars(select(OutboxMail).order_by(OutboxMail.created_at)).all()
    return sorted((row.kind, row.facts["stage"], row.person_id) for row in rows)


def steps():
    rows = db.session.scalars(select(DraftStep).where(DraftStep.module_id == MODULE)).all()
    return [(row.from_stage, row.to_stage) for row in rows]


def test_the_whole_way_is_kept_with_who_and_when(now):
    owner, reviewer = begin_module(), make_reviewer()

    approve(owner, reviewer)

    line = review_line(MODULE, owner)
    assert line.stage is Stage.APPROVED
    assert line.next_step is Step.PUBLISH
    assert [(one.after.value, one.at) for one in line.taken] == [
        ("review", now),
        ("language-check", now),
        ("approval", now),
        ("approved", now),
    ]
    assert all(one.by and len(one.hash) == 64 for one in line.taken)
    assert len({one.hash for one in line.taken}) == 1


def test_each_is_told_when_it_is_their_turn_and_nobody_of_what_they_did_themselves(now):
    owner, reviewer, second = begin_module(), make_reviewer(), make_reviewer()

    go(Step.SUBMIT, owner)
    assert mails() == sorted(("review-turn", "review", one.person_id) for one in (reviewer, second))
    go(Step.PASS_REVIEW, reviewer)
    assert ("review-turn", "language-check", second.person_id) in mails()
    assert ("review-turn", "language-check", reviewer.person_id) not in mails()
    go(Step.PASS_LANGUAGE, second)
    assert ("review-turn", "approval", reviewer.person_id) in mails()
    # Who has changed the text cannot approve it, so it is not the owner's turn.
    assert ("review-turn", "approval", owner.person_id) not in mails()
    go(Step.APPROVE, reviewer)
    assert ("review-turn", "approved", owner.person_id) in mails()


def test_where_nobody_with_a_part_can_approve_the_administrators_are_told(now):
    admin, owner = make_admin(), begin_module()

    go(Step.SUBMIT, owner)
    go(Step.PASS_REVIEW, owner)
    go(Step.PASS_LANGUAGE, owner)

    assert mails()[0] == ("review-turn", "approval", admin.person_id)


def test_the_language_check_of_one_language_passes_of_itself(now):
    owner = begin_module(files=module_files(languages=("en",)))
    reviewer = make_reviewer()

    go(Step.SUBMIT, owner)
    go(Step.PASS_REVIEW, reviewer)

    line = review_line(MODULE, owner)
    assert line.stage is Stage.APPROVAL
    assert [one.is_of_itself for one in line.taken] == [False, False, True]


def test_a_text_with_errors_is_not_submitted(now):
    owner = begin_module()
    write(owner, {PAGE: b"---\ntitle: Lesson\nminutes: 5\n---\n<b>no</b>\n"})

    with pytest.raises(CoursesHaveErrors) as refusal:
        go(Step.SUBMIT, owner)

    assert {one.code for one in refusal.value.problems if one.is_error} >= {"raw-html"}
    assert (review_line(MODULE, owner).stage, steps()) == (Stage.DRAFT, [])


def test_what_is_submitted_stands_still_until_it_is_taken_back_with_a_reason(now):
    owner = begin_module()
    go(Step.SUBMIT, owner)

    with pytest.raises(DraftIsLocked):
        write(owner, {PAGE: OTHER})
    with pytest.raises(ReasonNeeded):
        go(Step.SEND_BACK, owner, reason="  ")
    go(Step.SEND_BACK, owner, reason="A table is missing.")
    write(owner, {PAGE: OTHER})

    line = review_line(MODULE, owner)
    assert (line.stage, line.round) == (Stage.DRAFT, 1)
    assert (line.taken[-1].is_back, line.taken[-1].reason) == (True, "A table is missing.")
    assert line.stage_left(Stage.DRAFT) is None


def test_authors_are_told_why_their_text_comes_back(now):
    owner, reviewer = begin_module(), make_reviewer()
    author = give_part(make_writer(), Part.AUTHOR)
    go(Step.SUBMIT, author)

    go(Step.SEND_BACK, reviewer, reason="Shorten it.")

    sent = [row for row in db.session.scalars(select(OutboxMail)) if row.kind == "draft-sent-back"]
    assert {row.person_id for row in sent} == {owner.person_id, author.person_id}
    assert {row.facts["reason"] for row in sent} == {"Shorten it."}


def test_who_has_changed_the_text_in_this_round_does_not_approve_it(now):
    owner, reviewer = begin_module(), make_reviewer()
    for step, who in zip(
        (Step.SUBMIT, Step.PASS_REVIEW, Step.PASS_LANGUAGE),
        (owner, reviewer, reviewer),
        strict=True,
    ):
        go(step, who)

    with pytest.raises(SecondPersonNeeded):
        go(Step.APPROVE, owner, reason="I am in a hurry.")

    assert review_line(MODULE, owner).stage is Stage.APPROVAL


def test_an_administrator_may_approve_their_own_text_with_a_reason_that_is_kept(now):
    admin = make_admin()
    begin_module(admin)
    go(Step.SUBMIT, admin)
    go(Step.PASS_REVIEW, admin)
    go(Step.PASS_LANGUAGE, admin)

    with pytest.raises(ReasonNeeded):
        go(Step.APPROVE, admin)
    go(Step.APPROVE, admin, reason="Nobody else reads Georgian.")

    assert review_line(MODULE, admin).taken[-1].reason == "Nobody else reads Georgian."


@pytest.mark.parametrize("part", list(Part))
def test_a_step_is_taken_by_those_whose_part_it_is(now, part):
    owner = begin_module()
    someone = give_part(make_writer(), part)
    reviewer = make_reviewer()
    allowed = {
        Step.SUBMIT: (Part.OWNER, Part.AUTHOR),
        Step.PASS_REVIEW: (Part.OWNER, Part.REVIEWER),
        Step.PASS_LANGUAGE: (Part.OWNER, Part.REVIEWER),
        Step.APPROVE: (Part.OWNER, Part.REVIEWER),
    }
    for step, parts in allowed.items():
        if part in parts:
            go(step, someone)
        else:
            with pytest.raises(NotAllowed):
                go(step, someone)
            go(step, owner if step is Step.SUBMIT else reviewer)


def test_strangers_find_no_way_to_walk(now):
    begin_module()

    with pytest.raises(NotFound):
        review_line(MODULE, make_writer())
    with pytest.raises(NotFound):
        take_step(
            module_id=MODULE, step=Step.SUBMIT, seen="", reason="", who=make_writer(), now=now
        )


def test_a_step_on_a_text_that_has_changed_since_is_not_taken(now):
    owner = begin_module()
    seen = review_line(MODULE, owner).seen
    write(owner, {PAGE: OTHER})

    with pytest.raises(DecidedMeanwhile):
        take_step(module_id=MODULE, step=Step.SUBMIT, seen=seen, reason="", who=owner, now=now)


def test_the_same_step_sent_twice_is_one(now):
    owner = begin_module()
    go(Step.SUBMIT, owner)

    with pytest.raises(DecidedMeanwhile):
        go(Step.SUBMIT, owner)

    assert steps() == [("draft", "review")]


def test_publication_is_no_step_of_the_review(now):
    owner, reviewer = begin_module(), make_reviewer()
    approve(owner, reviewer)

    with pytest.raises(DecidedMeanwhile):
        go(Step.PUBLISH, owner)


def test_the_line_costs_the_same_for_every_module(now):
    owner, reviewer = begin_module(), make_reviewer()
    approve(owner, reviewer)
    go(Step.SEND_BACK, reviewer, reason="Again.")
    approve(owner, reviewer)

    with counted() as queries:
        review_line(MODULE, owner)

    assert len(queries) <= 6
