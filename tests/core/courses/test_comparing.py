"""Comparing: blocks find their counterparts, both pages can be read back from them, and lessons that moved are known."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.courses.comparing import blocks_changed, fields_changed, files_changed, parts_changed
from app.core.courses.content import OptionText, QuestionText
from app.core.courses.passages import passages

PARAGRAPHS = [
    "The first paragraph says one thing.",
    "The second one says another thing entirely.",
    "The second one says another thing altogether.",
    "## A heading",
    "::: question one\nWhich?\n\n- (x) This.\n- ( ) That.\n:::",
    "::: question one\nWhich one?\n\n- ( ) This.\n- (x) That.\n:::",
    "- a list\n- of two",
]
PAGES = st.lists(st.sampled_from(PARAGRAPHS), max_size=6).map("\n\n".join)


def page(*places):
    return "\n\n".join(PARAGRAPHS[place] for place in places)


def states(before, after):
    return [one.state for one in blocks_changed(before, after)]


@settings(deadline=None)
@given(PAGES | st.text(max_size=80), PAGES | st.text(max_size=80))
def test_every_block_of_the_later_page_is_there_once_and_in_order(before, after):
    blocks = blocks_changed(before, after)

    assert [one.after for one in blocks if one.after] == list(passages(after))
    old = [one.before for one in blocks if one.before and one.state != "moved"]
    assert all(one in passages(before) for one in old)


@settings(deadline=None)
@given(PAGES)
def test_a_page_beside_itself_has_no_difference(text):
    assert set(states(text, text)) <= {"same"}


def test_a_reworded_block_is_the_same_block_changed():
    (one,) = blocks_changed(PARAGRAPHS[1], PARAGRAPHS[2])

    assert one.state == "changed"
    assert [(it.kind, it.text) for it in one.changes][1:3] == [
        ("gone", "entirely"),
        ("new", "altogether"),
    ]


def test_a_block_that_has_nothing_in_common_is_gone_and_another_is_new():
    assert states("Quite a short sentence.", "0123456789 9876543210 5555") == ["gone", "new"]


def test_a_question_is_known_by_its_id_and_a_moved_block_by_its_words():
    assert states(page(4, 0), page(5, 0)) == ["changed", "same"]
    assert sorted(states(page(0, 1, 3), page(3, 0, 1))) == ["moved", "same", "same"]


def test_a_lesson_with_another_number_has_moved():
    before = {"en/02-b.md": "x", "en/quiz.md": "q", "media/a.png": "1", "module.yaml": "m"}
    after = {"en/03-b.md": "x", "en/quiz.md": "r", "media/c.png": "1", "module.yaml": "m"}

    found = [(one.path, one.state, one.before) for one in files_changed(before, after)]

    assert found == [
        ("en/03-b.md", "moved", "en/02-b.md"),
        ("en/quiz.md", "changed", ""),
        ("media/a.png", "gone", ""),
        ("media/c.png", "new", ""),
    ]


def test_facts_are_compared_field_by_field_also_where_one_side_cannot_be_read():
    before = b"hours: 2\nlanguages: [en, ru]\nquiz:\n  pass: 80\n"
    after = b"hours: 3\nlanguages: [en]\nquiz:\n  pass: 80\n"

    assert fields_changed(before, after) == (
        ("hours", "2", "3"),
        ("languages", "en, ru", "en"),
    )
    assert ("hours", "2", "") in fields_changed(before, b"[")


def test_of_a_question_the_parts_that_differ_are_named():
    before = QuestionText(
        "Which?", (OptionText("This.", "Yes."), OptionText("That.")), hint="Look."
    )
    after = QuestionText("Which?", (OptionText("This one.", "Yes."), OptionText("That.")))

    assert [(one.name, one.number) for one in parts_changed(before, after)] == [
        ("option", 1),
        ("hint", 0),
    ]
    assert len(parts_changed(None, after, all_parts=True)) == 4
