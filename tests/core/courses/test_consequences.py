"""Consequences: what is structure or grading is so exactly where the structure's hash says so, and meaning is told from mending."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.courses.consequences import Kind, differences, reaches_everyone
from app.core.courses.reading import read_module
from app.core.courses.revisions import structure_hash
from tests.support.courses import module_files
from tests.support.exam import exam_files

LESSON, QUIZ = "en/02-lesson-2.md", "en/quiz.md"


def module(files=None):
    read, problems = read_module("exam", files or exam_files())
    assert read is not None, problems
    return read


def told(before, after):
    return [(one.kind.value, one.code, one.where) for one in differences(before, after)]


def edited(path, *changes, files=None):
    made = dict(files or exam_files())
    for old, new in changes:
        assert old in made[path], (path, old)
        made[path] = made[path].replace(old, new, 1)
    return module(made)


def test_a_module_beside_itself_differs_in_nothing():
    assert differences(module(), module()) == ()
    assert reaches_everyone(())


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (LESSON, b"papers", b"documents", ("words", "lesson-words", "lesson-2")),
        (QUIZ, b"?? Think of the post.", b"?? Think of it.", ("words", "question-words", "one")),
        (QUIZ, b"Which paper do you", b"Which paper do  you", ("words", "question-words", "one")),
        (QUIZ, b"do you read first?", b"do you read FIRST", ("words", "question-words", "one")),
        (QUIZ, b"The report.", b"The summary.", ("meaning", "question-meaning", "one")),
        (QUIZ, b"read first?", b"never read first?", ("meaning", "question-meaning", "one")),
        (QUIZ, b"KEYWORD | KEYTERM", b"KEYWORD", ("meaning", "question-meaning", "word")),
        (QUIZ, b"125 +- 1 mm", b"125 +- 2 mm", ("grading", "question-key", "length")),
        (
            QUIZ,
            b"[x] The photograph",
            b"[ ] The photograph",
            ("grading", "question-key", "several"),
        ),
        (QUIZ, b"several points=2", b"several points=3", ("grading", "question-points", "several")),
        ("module.yaml", b"introductory", b"advanced", ("words", "fact", "level")),
        ("module.yaml", b"pass: 80", b"pass: 70", ("grading", "rule", "pass_mark")),
        ("module.yaml", b"access: public", b"access: members", ("words", "fact", "access")),
    ],
)
def test_each_change_is_called_by_its_name(path, old, new, expected):
    after = edited(path, (old, new))

    assert told(module(), after) == [expected]
    assert reaches_everyone(differences(module(), after)) == (expected[0] == "words")


def test_an_option_less_is_another_question_whatever_it_says():
    files = exam_files()
    files["ru/quiz.md"] = files["ru/quiz.md"].replace("- Карту.\n".encode(), b"")

    after = edited(QUIZ, (b"- ( ) The map.\n", b""), files=files)

    assert told(module(), after) == [("structure", "question-parts", "one")]


def test_a_point_is_no_mark_at_the_edge():
    before = edited(QUIZ, (b"read first?", b"read in 1.5 days?"))
    after = edited(QUIZ, (b"read first?", b"read in 15 days?"))

    assert told(before, after) == [("meaning", "question-meaning", "one")]


def test_options_that_change_places_do_not_pass_for_mending():
    after = edited(QUIZ, (b"The map.", b"@"), (b"The list.", b"The map."), (b"@", b"The list."))

    assert structure_hash(after) == structure_hash(module())
    assert told(module(), after) == [("meaning", "question-meaning", "one")]


def test_a_picture_in_a_graded_question_is_part_of_its_meaning():
    line = b"What does it show?\n\n![Lines](media/line.csv)\n\n"
    files = exam_files()
    files[QUIZ] = files[QUIZ].replace(b"Which paper do you read first?", line)
    one, two = (files | {"media/line.csv": body} for body in (b"a,b\n1,2\n", b"a,b\n2,1\n"))

    assert told(module(one), module(two)) == [
        ("meaning", "question-meaning", "one"),
        ("words", "media-changed", "line.csv"),
    ]


def test_what_a_practice_question_says_is_words_and_its_key_is_grading():
    files = module_files(practice=True)
    page = "en/01-lesson-1.md"

    words = edited(page, (b"- ( ) The visa.", b"- ( ) The paper."), files=files)
    key = edited(page, (b"= false", b"= true"), files=files)

    assert ("words", "question-words", "first-look") in told(module(files), words)
    assert reaches_everyone(differences(module(files), words))
    assert ("grading", "question-key", "worn-true") in told(module(files), key)


def test_somebodys_word_that_the_meaning_is_the_same_opens_no_other_door():
    reworded = differences(module(), edited(QUIZ, (b"The report.", b"The summary.")))
    other_key = differences(module(), module(exam_files(flipped=True)))

    assert reaches_everyone(reworded, means_the_same=True)
    assert not reaches_everyone(other_key, means_the_same=True)


def test_a_lesson_that_comes_goes_or_moves_is_structure():
    two, three = module(module_files(lessons=2)), module(module_files(lessons=3))
    turned = replace(three, lessons=three.lessons[::-1])

    assert told(two, three) == [("structure", "lesson-new", "lesson-3")]
    assert told(three, two) == [("structure", "lesson-gone", "lesson-3")]
    assert {code for _, code, _ in told(three, turned)} == {"lesson-moved"}


EDITS = st.lists(
    st.sampled_from(
        [
            (QUIZ, b"The report.", b"The summary."),
            (QUIZ, b"125 +- 1 mm", b"125 +- 2 mm"),
            (QUIZ, b"125 +- 1 mm", b"125 +- 1 cm"),
            (QUIZ, b"several points=2", b"several points=1"),
            (QUIZ, b"- ( ) The map.\n", b""),
            (QUIZ, b"truth outcome=second", b"truth2 outcome=second"),
            (QUIZ, b"one outcome=first", b"one shuffle=no outcome=first"),
            (QUIZ, b"outcome=second", b"outcome=first outcome=second"),
            (LESSON, b"papers", b"documents"),
            ("module.yaml", b"pass: 80", b"pass: 90"),
            ("module.yaml", b"hours: 2", b"hours: 3"),
            ("module.yaml", b"shuffle: true", b"shuffle: false"),
            ("module.yaml", b"languages: [en, ru]", b"languages: [en]"),
        ]
    ),
    max_size=6,
)


def changed(edits):
    files = exam_files()
    for path, old, new in edits:
        files[path] = files[path].replace(old, new, 1)
    read, _ = read_module("exam", files)
    return read


@settings(deadline=None)
@given(EDITS, EDITS)
def test_structure_and_grading_are_told_exactly_where_the_hash_differs(one, other):
    before, after = changed(one), changed(other)
    if before is None or after is None:
        return

    found = {difference.kind for difference in differences(before, after)}

    assert bool(found & {Kind.STRUCTURE, Kind.GRADING}) == (
        structure_hash(before) != structure_hash(after)
    )
