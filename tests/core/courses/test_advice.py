"""Warnings advise and stop nothing."""

import pytest

from app.core.courses.checking import check_courses
from app.core.courses.problems import Problem
from app.core.courses.revisions import source_hash
from tests.core.courses.folders import TALK, changed, good_files, lines_with

QUIZ, RU_QUIZ = f"{TALK}/en/quiz.md", f"{TALK}/ru/quiz.md"
LONG = (
    "The rules of the talk, told to both people, slowly, with time left for whatever they may ask."
)


def only(files: dict[str, bytes]) -> Problem:
    problems = check_courses(files)
    assert [problem.kind for problem in problems] == ["warning"], [*map(str, problems)]
    return problems[0]


@pytest.mark.parametrize(
    ("path", "find", "put", "code"),
    [
        (QUIZ, "The rules of the talk.", LONG, "longest-right"),
        (QUIZ, "The weather.", "All of the above.", "all-of-the-above"),
        (QUIZ, "The weather.", "None of these.", "all-of-the-above"),
        (RU_QUIZ, "Погода.", "Всё вышеперечисленное.", "all-of-the-above"),
        (RU_QUIZ, "Погода.", "Ничего из перечисленного.", "all-of-the-above"),
        (RU_QUIZ, "Погода.", "Все ответы верны.", "all-of-the-above"),
        (QUIZ, "What comes first?", "What does not come first?", "negative-stem"),
        (QUIZ, "What comes first?", "All of these come first except", "negative-stem"),
        (RU_QUIZ, "Что сначала?", "Что не делают сначала?", "negative-stem"),
        (RU_QUIZ, "Что сначала?", "Всё это важно, кроме", "negative-stem"),
    ],
)
def test_an_unfortunate_question_is_advised_on_at_its_line(path, find, put, code):
    files = changed(path, find, put)

    problem = only(files)

    assert (problem.code, problem.path) == (code, path)
    assert problem.line in lines_with(files[path], put)


@pytest.mark.parametrize(
    ("path", "find", "put"),
    [
        (QUIZ, "What comes first?", "What does **not** come first?"),
        (QUIZ, "What comes first?", "What does NOT come first?"),
        (QUIZ, "You meet the interpreter", "You have not slept. You meet the interpreter"),
        (RU_QUIZ, "Что сначала?", "Что **не** делают сначала?"),
        (RU_QUIZ, "Вы видите", "Вы не спали. Вы видите"),
        (QUIZ, "The weather.", "The weather, and all of the coffee above."),
        (QUIZ, "The rules of the talk.", "The rules of the talk, together."),
    ],
)
def test_what_is_well_written_draws_no_advice(path, find, put):
    assert check_courses(changed(path, find, put)) == ()


def test_a_quiz_that_luck_passes_is_named_with_its_chance():
    files = changed(f"{TALK}/module.yaml", "pass: 75", "pass: 2")

    problem = only(files)

    assert (problem.code, problem.path) == ("guessing", f"{TALK}/module.yaml")
    assert problem.line in lines_with(files[problem.path], "pass: 2")
    chance = float(dict(problem.facts)["chance"])
    assert 5 < chance <= 100
    assert f"{chance} %" in str(problem)


def test_a_heavy_image_is_named_with_its_size():
    files = good_files()
    path = f"{TALK}/media/room.png"
    files[path] += bytes(121 * 1024 - len(files[path]))

    problem = only(files)

    assert (problem.code, problem.path, problem.line) == ("image-heavy", path, 1)
    assert "121 KB" in problem.text


def test_a_lesson_is_weighed_with_its_images_and_without_its_video():
    files = good_files()
    room, chairs, film = (
        f"{TALK}/media/{name}" for name in ("room.png", "chairs.svg", "pause.mp4")
    )
    files[room] += bytes(110 * 1024)
    files[chairs] += b" " * (50 * 1024)
    files[film] += bytes(400 * 1024)

    problems = check_courses(files)

    assert [(problem.code, problem.path) for problem in problems] == [
        ("lesson-heavy", f"{TALK}/en/01-briefing.md"),
        ("lesson-heavy", f"{TALK}/ru/01-briefing.md"),
    ]


def test_a_translation_older_than_its_source_is_named_on_the_line_of_the_hash():
    files = changed(f"{TALK}/en/01-briefing.md", "Who sits where.", "Who sits next to whom.")

    problem = only(files)

    assert (problem.code, problem.path) == ("translation-old", f"{TALK}/ru/01-briefing.md")
    assert problem.line in lines_with(files[problem.path], "translates:")


def test_a_translation_that_was_renewed_is_no_longer_old():
    files = changed(f"{TALK}/en/01-briefing.md", "Who sits where.", "Who sits next to whom.")
    source, translation = files[f"{TALK}/en/01-briefing.md"], files[f"{TALK}/ru/01-briefing.md"]
    before = source_hash(good_files()[f"{TALK}/en/01-briefing.md"])

    files[f"{TALK}/ru/01-briefing.md"] = translation.replace(
        before.encode(), source_hash(source).encode()
    )

    assert check_courses(files) == ()


def test_a_module_in_no_track_and_a_stray_file_are_advised_on():
    files = changed("tracks.yaml", f"[ground-rules, {TALK}]", f"[{TALK}]")
    files[f"{TALK}/notes.txt"] = b"Remember the chairs."

    assert [(problem.kind, problem.code) for problem in check_courses(files)] == [
        ("warning", "module-in-no-track"),
        ("warning", "file-unused"),
    ]


def asking_for_certainty(mark: int) -> dict[str, bytes]:
    return changed(f"{TALK}/module.yaml", "  pass: 75", f"  pass: {mark}\n  certainty: yes")


def test_a_pass_mark_that_asks_certainty_of_everything_is_advised_on_at_its_line():
    files = asking_for_certainty(67)

    problem = only(files)

    assert (problem.code, problem.path) == ("certainty-mark", f"{TALK}/module.yaml")
    assert problem.line in lines_with(files[problem.path], "pass: 67")
    assert "reaches 66 %, less than the 67 % to pass" in problem.text


def test_a_pass_mark_that_the_fairly_sure_can_reach_draws_no_advice():
    assert check_courses(asking_for_certainty(66)) == ()
    assert check_courses(changed(f"{TALK}/module.yaml", "  pass: 75", "  pass: 100")) == ()
