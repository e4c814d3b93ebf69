"""What a translator sees of a page: words without frames and keys, under ids that last as long as the words."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.front_fields import new_front, put_fields, read_fields, scalar
from app.core.courses.keyless import keyless
from app.core.courses.passages import passages
from app.core.courses.reading import read_module
from app.core.courses.units import framed, units_of
from tests.support.courses import module_files

PAGE = "---\ntitle: Lesson\nminutes: 5\n---\n## One\n\nWords.\n\n::: tip\nInside.\n:::\n\n---\n\nWords.\n"


def test_fields_and_passages_are_units_without_their_frames():
    found = [(unit.kind, unit.words) for unit in units_of(PAGE)]

    assert found == [
        ("title", "Lesson"),
        ("heading", "One"),
        ("text", "Words."),
        ("box", "Inside."),
        ("rule", "---"),
        ("text", "Words."),
    ]


def test_ids_are_unique_and_outlast_what_changes_elsewhere():
    before = [unit.id for unit in units_of(PAGE)]
    after = {unit.id for unit in units_of(PAGE.replace("Inside.", "Changed."))}

    assert len(set(before)) == len(before)
    assert [one for one in before if one not in after] == [before[3]]


def test_a_question_is_known_by_its_id_whatever_its_words():
    page = "::: question a-b points=2\nOld?\n\n- (x) Yes\n- ( ) No\n:::\n"

    ids = {units_of(text)[0].id for text in (page, page.replace("Old", "New"))}

    assert ids == {"question.a-b"}


def test_the_frame_around_the_words_gives_the_passage_back():
    for unit, passage in zip(units_of(PAGE)[1:], passages(PAGE)[1:], strict=True):
        assert framed(unit, unit.words) == passage.words


def test_every_type_of_question_without_its_key_is_a_translation_that_the_checker_takes():
    files = module_files(practice=True)
    page = "en/01-lesson-1.md"
    body = "\n\n".join(
        framed(unit, unit.words)
        for unit in units_of(files[page].decode())
        if unit.place is not None
    )
    words = f"---\ntitle: Lesson\nminutes: 5\n---\n{body}\n"

    module, problems = read_module("m", files | {"ru/01-lesson-1.md": words.encode()})

    assert [str(one) for one in problems] == []
    assert len(module.lessons[0].practice) == 9


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- (x) Yes\n- ( ) No", "- Yes\n- No"),
        ("- [x] A (x) b\n- [ ] C", "- A (x) b\n- C"),
        ("- [x] One\n  > because\n- [ ] Two\n\n?? hint", "- One\n  > because\n- Two\n\n?? hint"),
        ("= true\n\n!! why", "\n!! why"),
        ("= 40..50 km\n\n!! why", "\n!! why"),
        ("= word | other", "= word | other"),
    ],
)
def test_keys_are_left_out_and_words_stay(written, shown):
    assert keyless(f"::: question a\nWhat?\n\n{written}\n:::") == f"What?\n\n{shown}".replace(
        "\n\n\n", "\n\n"
    )


def test_marks_inside_code_are_words():
    block = "::: question a\nWhat?\n\n```\n- (x) code\n```\n\n- (x) Yes\n- ( ) No\n:::"

    assert "- (x) code" in keyless(block)
    assert "- Yes" in keyless(block)


FRONT = dedent(
    """\
    ---
    # who wrote it
    title:   "Old: title"   # kept where nothing changes
    summary: >-
      Two
      lines.
    outcomes:
      first: One.   # note
      second: Two.

    # the end
    minutes: 5
    ---
    """
)


def test_one_field_is_changed_and_no_other_line():
    changed = put_fields(FRONT, {"outcomes.first": "Eins: zwei"})

    assert changed == FRONT.replace("first: One.   # note", 'first: "Eins: zwei"')


def test_a_field_of_several_lines_becomes_one():
    assert put_fields(FRONT, {"summary": "New."}) == FRONT.replace(
        "summary: >-\n  Two\n  lines.", "summary: New."
    )


def test_fields_that_are_new_are_added_where_they_belong():
    changed = put_fields(FRONT, {"translates": "ab" * 32, "outcomes.third": "Three."})

    assert changed.endswith(f"minutes: 5\ntranslates: {'ab' * 32}\n---\n")
    assert "  second: Two.\n  third: Three.\n" in changed


def test_keys_in_braces_are_written_anew_with_their_values():
    changed = put_fields("---\n{title: A, outcomes: {x: B}}\n---\n", {"outcomes.x": "C"})

    assert changed == "---\ntitle: A\noutcomes:\n  x: C\n---\n"


@given(
    st.dictionaries(st.sampled_from(["title", "summary", "outcomes.a", "outcomes.b-c"]), st.text())
)
def test_whatever_is_put_in_is_read_back(values):
    said = {name: " ".join(value.split()) for name, value in values.items()}
    said = {name: value for name, value in said.items() if value and value.isprintable()}

    for front in (FRONT, new_front({}), "---\n{a: b}\n---\n", "no front matter"):
        fields = {field.name: field.value for field in read_fields(put_fields(front, said)) or ()}
        assert {name: fields[name] for name in said} == said


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_a_value_is_one_line_of_yaml(text):
    assert "\n" not in scalar(text)


@pytest.mark.parametrize("text", ["2026", "-1.5", "1e3", "true", "Null", "~", "0"])
def test_a_title_that_looks_like_a_number_or_a_word_of_yaml_stays_a_text(text):
    files, path = module_files(), "ru/01-lesson-1.md"
    files[path] = put_fields(files[path].decode(), {"title": text, "minutes": "7"}).encode()

    module, problems = read_module("module", files)

    assert [one for one in problems if one.is_error] == []
    lesson = next(one for one in module.lessons if one.id == "lesson-1").texts["ru"]
    assert (lesson.title, lesson.minutes) == (text, 7)
