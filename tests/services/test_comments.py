"""Comments: they stay with their block when the text around it moves, are answered and resolved, and are for the house alone."""

import pytest

from app.core.access.authorship import Part
from app.core.courses.comment_places import block_name
from app.core.courses.passages import passages
from app.core.errors import NotAllowed, NotFound, ReasonNeeded
from app.services import comments, drafts
from app.services.review_line import review_line
from tests.support.courses import module_files, publish
from tests.support.queries import counted
from tests.support.review import make_reviewer, write
from tests.support.studio import MODULE, begin_module, give_part, make_writer

PAGE = "en/01-lesson-1.md"
HEAD = b"---\ntitle: Lesson\nminutes: 5\n---\n"
BODY = b"The first paragraph says one thing.\n\nThe second one says another thing entirely.\n"


@pytest.fixture
def owner(db_session):
    owner = begin_module(files=module_files(practice=True))
    write(owner, {PAGE: HEAD + BODY})
    return owner


def blocks(who):
    text = drafts.content(drafts.working_text(MODULE, who), PAGE).decode()
    return {one.words: block_name(one) for one in passages(text)}


def say(who, now, start="The second", words="Is it so?"):
    block = next(name for text, name in blocks(who).items() if text.startswith(start))
    return comments.comment(module_id=MODULE, path=PAGE, block=block, words=words, who=who, now=now)


def only(who):
    (one,) = comments.comments_of(MODULE, who)
    return one


def test_a_comment_stands_on_its_block_with_its_words(owner, now):
    reviewer = make_reviewer(given_name="Lela", family_name="Gelashvili")
    say(reviewer, now)

    one = only(owner)
    assert (one.path, one.words, one.by) == (PAGE, "Is it so?", "Lela Gelashvili")
    assert one.quote == "The second one says another thing entirely."
    assert (one.place.state, one.place.at) == ("here", 2)
    assert review_line(MODULE, owner).open_comments == 1


def test_it_is_found_after_the_text_around_it_has_moved(owner, now):
    say(owner, now)

    write(owner, {PAGE: HEAD + b"## New\n\nA new paragraph.\n\n" + BODY})
    assert (only(owner).place.state, only(owner).place.at) == ("here", 4)
    write(owner, {PAGE: HEAD + BODY.replace(b"another thing entirely", b"quite another thing")})
    assert (only(owner).place.state, only(owner).place.at) == ("changed", 2)
    write(owner, {PAGE: HEAD + b"Nothing of it.\n"})
    assert (only(owner).place.state, only(owner).place.at) == ("gone", None)
    assert only(owner).quote == "The second one says another thing entirely."


def test_on_a_question_it_stays_by_the_questions_id(owner, now):
    files = module_files(practice=True)
    write(owner, {PAGE: files[PAGE]})
    say(owner, now, start="::: question worn-true")

    write(owner, {PAGE: files[PAGE].replace(b"A worn document", b"Every worn document")})

    assert only(owner).place.state == "changed"
    assert only(owner).place.at is not None


def test_it_is_answered_resolved_and_opened_again(owner, now):
    reviewer = make_reviewer()
    made = say(reviewer, now)
    comments.answer(module_id=MODULE, comment_id=made, words="It is.", who=owner, now=now)
    assert [answer.words for answer in only(owner).answers] == ["It is."]

    for _ in range(2):
        comments.resolve(module_id=MODULE, comment_id=made, is_resolved=True, who=owner, now=now)
    assert only(owner).resolved_at == now
    assert review_line(MODULE, owner).open_comments == 0
    comments.resolve(module_id=MODULE, comment_id=made, is_resolved=False, who=owner, now=now)
    assert only(owner).resolved_at is None


def test_strangers_neither_read_nor_write_comments(owner, now):
    made = say(owner, now)
    stranger = make_writer()

    for act in (
        lambda: comments.comments_of(MODULE, stranger),
        lambda: comments.answer(
            module_id=MODULE, comment_id=made, words="x", who=stranger, now=now
        ),
        lambda: comments.resolve(
            module_id=MODULE, comment_id=made, is_resolved=True, who=stranger, now=now
        ),
    ):
        with pytest.raises(NotFound):
            act()


def test_readers_of_a_published_module_see_its_text_and_no_comments(owner, now):
    publish({"public-one": module_files()})

    with pytest.raises(NotAllowed):
        comments.comments_of("public-one", make_writer())


def test_a_comment_belongs_to_its_module(owner, now):
    made = say(owner, now)
    other = begin_module(module="other")

    with pytest.raises(NotFound):
        comments.answer(module_id="other", comment_id=made, words="x", who=other, now=now)


@pytest.mark.parametrize(
    ("path", "block"), [("en/none.md", "x"), (PAGE, "x"), ("module.yaml", "x"), ("../x", "x")]
)
def test_a_block_that_is_not_there_takes_no_comment(owner, now, path, block):
    with pytest.raises(NotFound):
        comments.comment(module_id=MODULE, path=path, block=block, words="x", who=owner, now=now)


def test_nothing_said_is_no_comment(owner, now):
    with pytest.raises(ReasonNeeded):
        say(owner, now, words="  \n ")


def test_the_first_comment_on_a_published_module_opens_its_draft(owner, now):
    publish({"public-one": module_files()})
    reviewer = give_part(make_writer(), Part.REVIEWER, "public-one")
    text = module_files()[PAGE].decode()
    block = block_name(passages(text)[1])
    assert comments.quoted("public-one", PAGE, block, reviewer)

    comments.comment(
        module_id="public-one", path=PAGE, block=block, words="Why?", who=reviewer, now=now
    )

    assert [one.place.state for one in comments.comments_of("public-one", reviewer)] == ["here"]


def test_many_comments_cost_as_much_as_one(owner, now):
    say(owner, now)
    with counted() as few:
        comments.comments_of(MODULE, owner)
    for _ in range(5):
        made = say(owner, now, start="The first")
        comments.answer(module_id=MODULE, comment_id=made, words="x", who=owner, now=now)

    with counted() as many:
        comments.comments_of(MODULE, owner)

    assert len(many) == len(few) <= 5
