"""Files that are missing, too many, misnamed, damaged or no text at all."""

import pytest

from app.core.courses.checking import check_courses
from app.core.courses.layout import is_safe
from app.core.courses.problems import Findings, Problem, Spot
from app.core.courses.wording import WORDING
from tests.core.courses.folders import TALK, changed, good_files


def errors(files: dict[str, bytes]) -> list[tuple[str, str, int]]:
    return [(p.code, p.path, p.line) for p in check_courses(files) if p.is_error]


@pytest.mark.parametrize("file", ["module.md", "quiz.md", "02-noticing.md"])
def test_a_page_missing_in_a_translation_is_named_where_it_should_stand(file: str):
    files = good_files()
    del files[f"{TALK}/ru/{file}"]

    assert ("page-missing", f"{TALK}/ru/{file}", 1) in errors(files)


def test_a_page_of_the_translation_alone_is_too_many():
    files = good_files()
    files[f"{TALK}/ru/03-more.md"] = files[f"{TALK}/ru/02-noticing.md"]

    assert ("page-extra", f"{TALK}/ru/03-more.md", 1) in errors(files)


@pytest.mark.parametrize("file", ["module.md", "quiz.md"])
def test_the_source_language_must_have_every_page(file: str):
    files = good_files()
    del files[f"{TALK}/en/{file}"]

    assert ("page-missing", f"{TALK}/en/{file}", 1) in errors(files)


def test_a_module_without_lessons_or_facts_is_none():
    files = {
        path: body
        for path, body in good_files().items()
        if not path.startswith("ground-rules/en/01")
    }
    assert ("no-lessons", "ground-rules/module.yaml", 2) in errors(files)

    del files["ground-rules/module.yaml"]
    assert ("facts-missing", "ground-rules/module.yaml", 1) in errors(files)


def test_a_folder_without_tracks_says_so():
    files = good_files()
    del files["tracks.yaml"]

    assert errors(files) == [("tracks-missing", "tracks.yaml", 1)]


@pytest.mark.parametrize(
    "name", ["notes.md", "1-short.md", "03-Capital.md", "03-quiz.md", "deep/03-x.md"]
)
def test_a_page_must_be_named_as_a_lesson(name: str):
    files = good_files()
    files[f"{TALK}/en/{name}"] = b"---\ntitle: X\nminutes: 1\n---\n"

    assert ("page-name", f"{TALK}/en/{name}", 1) in errors(files)


@pytest.mark.parametrize("name", ["01-other.md", "03-briefing.md"])
def test_two_lessons_cannot_share_a_number_or_an_id(name: str):
    files = good_files()
    for language in ("en", "ru"):
        files[f"{TALK}/{language}/{name}"] = b"---\ntitle: X\nminutes: 1\n---\nText.\n"

    assert [code for code, _, _ in errors(files)] == ["lesson-twice"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.html", b"<p>", "media-kind"),
        ("program", b"MZ", "media-kind"),
        ("photo.png", b"<svg onload=alert(1)>", "media-damaged"),
        ("photo.jpg", b"GIF89a", "media-damaged"),
        ("film.mp4", b"<html>", "media-damaged"),
        ("sheet.pdf", b"<html>", "media-damaged"),
        ("drawing.svg", b"no drawing", "media-damaged"),
        ("drawing.svg", b"<svg><a href=' https://a.example'/></svg>", "svg-active"),
        ("drawing.svg", b"<svg onload  =x></svg>", "svg-active"),
        ("drawing.svg", b"<!DOCTYPE svg><svg></svg>", "svg-active"),
        ("drawing.svg", b"<svg><style>@import 'x'</style></svg>", "svg-active"),
        ("drawing.svg", b"<svg><rect fill='url(https://a.example/x)'/></svg>", "svg-active"),
        ("drawing.svg", b"<svg>&evil;</svg>", "svg-active"),
        ("drawing.svg", b"<svg><svg:script/></svg>", "svg-active"),
    ],
)
def test_a_file_in_media_must_be_what_it_says_and_harmless(name: str, content: bytes, code: str):
    files = good_files()
    files[f"{TALK}/media/{name}"] = content

    assert errors(files) == [(code, f"{TALK}/media/{name}", 1)]


def test_an_svg_may_refer_to_itself():
    files = good_files()
    files[f"{TALK}/media/drawing.svg"] = (
        b'<svg viewBox="0 0 1 1"><use href="#a"/><path fill="url(#b)"/></svg>'
    )

    assert check_courses(files) == ()


@pytest.mark.parametrize(
    "path", ["media/../x.svg", "media/a b/..", "media/\u202e.svg", "media/x.", "media//x"]
)
def test_paths_stay_inside_the_module(path: str):
    assert not is_safe(path)

    files = good_files()
    files[f"{TALK}/{path}"] = b""
    assert ("path-unsafe", f"{TALK}/{path}", 1) in errors(files)


def test_bytes_that_are_no_text_are_named_where_they_stand():
    files = good_files()
    path = f"{TALK}/en/02-noticing.md"
    files[path] = files[path].replace(b"## What to do", b"## What \xff to do")
    line = files[path].split(b"## What")[0].count(b"\n") + 1

    problem = next(p for p in check_courses(files) if p.code == "not-utf-8")
    assert (problem.path, problem.line, problem.column) == (path, line, 9)


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x9b", "\u2028", "\ufffc", "&#xFFFC;", "&#65532;"]
)
def test_characters_that_no_text_needs_are_named(character: str):
    files = changed(f"{TALK}/en/quiz.md", "The weather.", f"The {character}weather.")

    assert [code for code, _, _ in errors(files)] == ["control-character"]


def test_a_text_that_is_endlessly_long_is_refused_before_it_is_parsed():
    files = good_files()
    page, quiz = f"{TALK}/en/02-noticing.md", f"{TALK}/en/quiz.md"
    files[page] += b"\n" + b"[" * 30_000
    files[quiz] += b"\n" * (300 * 1024)

    found = {code for code, _, _ in errors(files)}

    assert {"paragraph-too-long", "file-too-large"} <= found


def test_yaml_that_would_take_forever_is_refused_at_once():
    files = good_files()
    files["tracks.yaml"] = b"[" * 100_000
    files["ground-rules/module.yaml"] = b"a: {" * 50_000

    codes = {(code, path) for code, path, _ in errors(files)}

    assert ("yaml-too-deep", "tracks.yaml") in codes
    assert ("yaml-too-deep", "ground-rules/module.yaml") in codes


def test_prerequisites_that_wait_for_each_other_are_named():
    files = changed(
        "ground-rules/module.yaml", "access: public", f"access: public\nprerequisites: [{TALK}]"
    )

    assert [(code, path) for code, path, _ in errors(files)] == [
        ("prerequisite-circle", "ground-rules/module.yaml"),
        ("prerequisite-circle", f"{TALK}/module.yaml"),
    ]


def test_a_quiz_without_questions_cannot_be_passed():
    files = good_files()
    files["ground-rules/en/quiz.md"] = b"---\ntitle: Quiz\n---\n"

    assert ("quiz-without-questions", "ground-rules/en/quiz.md", 1) in errors(files)


def test_a_problem_is_one_line_that_says_where_what_and_how_to_mend():
    findings = Findings()

    findings.add("unknown-key", Spot("a/module.yaml", 3, 5), key="x\x1b[2J\ny{0}", known="title")

    (problem,) = findings
    assert str(problem) == (
        "a/module.yaml:3:5: error: The key “x [2J y{0}” is not known here. Use one of: title; or delete the line."
    )
    assert dict(problem.facts)["known"] == "title"


def test_every_sentence_of_the_checker_says_what_is_wrong_and_how_to_mend_it():
    for code, (kind, text, mend) in WORDING.items():
        assert code == code.lower()
        assert kind in ("error", "warning")
        assert text[-1] in ".?", code
        assert mend[-1] == ".", code


def test_problems_come_in_the_order_of_path_line_and_column():
    files = changed(f"{TALK}/en/quiz.md", "- ( ) The weather", "- (x) The weather")
    files["tracks.yaml"] = files["tracks.yaml"].replace(b"area: 3", b"area: 9")
    files[f"{TALK}/en/quiz.md"] = files[f"{TALK}/en/quiz.md"].replace(b"3. Ask", b"4. Ask")

    problems = check_courses(files)

    places = [(problem.path, problem.line, problem.column) for problem in problems]
    assert len(places) == 3
    assert places == sorted(places)
    assert all(isinstance(problem, Problem) for problem in problems)
