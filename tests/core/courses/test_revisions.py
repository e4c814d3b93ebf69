"""Fingerprints change exactly when what they stand for changes."""

import pytest

from app.core.courses.reading import read_courses
from app.core.courses.revisions import revision_hash, source_hash, structure_hash
from tests.core.courses.folders import TALK, changed, good_files, good_module, module_files

QUIZ, FACTS = f"{TALK}/en/quiz.md", f"{TALK}/module.yaml"


def structure_of(files: dict[str, bytes]) -> str:
    return structure_hash(read_courses(files).modules[TALK])


def test_the_hash_of_a_revision_does_not_depend_on_the_order_of_its_files():
    files = module_files(good_files())

    assert revision_hash(files) == revision_hash(dict(reversed(files.items())))
    assert len(revision_hash(files)) == 64


def test_every_byte_and_every_path_counts_in_a_revision():
    files = module_files(good_files())
    seen = {revision_hash(files)}

    seen.add(revision_hash({**files, "media/new.csv": b""}))
    seen.add(revision_hash({path: body for path, body in files.items() if "handout" not in path}))
    seen.add(revision_hash({**files, "en/quiz.md": files["en/quiz.md"] + b"\n"}))
    seen.add(revision_hash({**files, "en/quiz.md": files["en/quiz.md"].replace(b"\n", b"\r\n")}))

    assert len(seen) == 5


def test_a_content_cannot_pass_for_a_path():
    assert revision_hash({"a": b"b", "c": b""}) != revision_hash({"a": b"", "b": b"c"})
    assert revision_hash({"ab": b"c"}) != revision_hash({"a": b"bc"})


def test_a_translation_does_not_age_when_only_its_source_s_line_ends_change():
    assert source_hash(b"a\nb") == source_hash(b"\xef\xbb\xbfa\r\nb")
    assert source_hash(b"a\nb") != source_hash(b"a\nc")


@pytest.mark.parametrize(
    ("path", "find", "put"),
    [
        (QUIZ, "The weather.", "The weather outside."),
        (QUIZ, "What comes first?", "What is first?"),
        (QUIZ, "?? What would", "?? What might"),
        (QUIZ, "= relay |", "= relais | relay |"),
        (QUIZ, "[[everything|all]]", "[[everything|all|each word]]"),
        (QUIZ, "Stops the talk", "Ends the talk"),
        (f"{TALK}/ru/quiz.md", "- Погода.", "- Погода за окном."),
        (f"{TALK}/en/01-briefing.md", "Who sits where.", "Where people sit."),
        (f"{TALK}/en/module.md", "Talking through", "Speaking through"),
        (FACTS, "hours: 1.5", "hours: 2"),
    ],
)
def test_words_alone_do_not_change_the_structure(path, find, put):
    assert structure_of(changed(path, find, put)) == structure_hash(good_module())


@pytest.mark.parametrize(
    ("path", "find", "put"),
    [
        (QUIZ, "points=3", "points=2"),
        (QUIZ, "= false", "= true"),
        (QUIZ, "= 3\n", "= 4\n"),
        (QUIZ, "40..50", "40..51"),
        (QUIZ, "- [x] Where to sit.", "- [ ] Where to sit."),
        (QUIZ, "(not a word) | comments", "not a word | (comments)"),
        (QUIZ, " shuffle=no", ""),
        (QUIZ, "rule=balanced", "rule=all"),
        (QUIZ, "points=4.5 outcome=notice", "points=5 outcome=notice"),
        (FACTS, "pass: 75", "pass: 80"),
        (FACTS, "attempts: 2", "attempts: 3"),
        (FACTS, "draw: 12", "draw: 11"),
        (FACTS, "every: 7d", "every: 6d"),
    ],
)
def test_whatever_grading_depends_on_changes_the_structure(path, find, put):
    files = changed(path, find, put)
    if "points=5" in put:
        files[QUIZ] = files[QUIZ].replace(b"| 2.5 |", b"| 3 |")

    assert structure_of(files) != structure_hash(good_module())


def test_a_renamed_lesson_and_a_renamed_question_change_the_structure():
    files = good_files()
    renamed = {
        path.replace("02-noticing", "02-gaps"): body.replace(b"02-noticing", b"02-gaps")
        for path, body in files.items()
    }
    other = {path: body.replace(b"text-year", b"text-date") for path, body in files.items()}

    assert len({structure_hash(good_module()), structure_of(renamed), structure_of(other)}) == 3


def test_an_option_more_changes_the_structure():
    files = good_files()
    files[QUIZ] = files[QUIZ].replace(b"- ( ) The weather.", b"- ( ) The weather.\n- ( ) Tea.")
    russian = f"{TALK}/ru/quiz.md"
    files[russian] = files[russian].replace("- Погода.".encode(), "- Погода.\n- Чай.".encode())

    assert structure_of(files) != structure_hash(good_module())


def test_a_language_more_does_not_change_the_structure():
    files = {path: body for path, body in good_files().items() if f"{TALK}/ru" not in path}
    files[FACTS] = files[FACTS].replace(b"[en, ru]", b"[en]")

    assert structure_of(files) == structure_hash(good_module())


@pytest.mark.parametrize("key", ["certainty: true", "feedback: never", "cool_down: 48h"])
def test_a_rule_of_marking_or_feedback_changes_the_structure_and_its_default_does_not(key):
    files = changed(FACTS, "  minutes: 40", f"  minutes: 40\n  {key}")
    assert structure_of(files) != structure_hash(good_module())


@pytest.mark.parametrize("key", ["certainty: false", "feedback: passed", "cool_down: 24h"])
def test_a_default_that_is_written_down_changes_nothing(key):
    files = changed(FACTS, "  minutes: 40", f"  minutes: 40\n  {key}")
    assert structure_of(files) == structure_hash(good_module())


def test_a_module_keeps_the_structure_that_it_was_published_with():
    """Databases hold such hashes, and publishing compares with them: a key that is new to the format must not
    change the hash of a module that does not use it. This one was written down before there were certainty and corrections."""
    assert (
        structure_hash(good_module())
        == "738cf40e26dc9065b6d15f6014e3ee84b56772f1dca65b51bffe6b2a85abc26e"
    )
