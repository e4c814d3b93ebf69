"""Whatever the bytes, reading and checking end in problems with a place, never in an exception."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.courses.checking import check_courses, check_module
from app.core.courses.problems import Problem
from app.core.courses.reading import read_courses, read_module
from app.core.courses.rendering import Html, RenderWords, render_block, render_inline, render_lesson
from app.core.courses.revisions import revision_hash, structure_hash
from tests.core.courses.addresses import PlainAddresses
from tests.core.courses.folders import TALK, good_files, module_files

GOOD = good_files()
TEXTS = sorted(path for path in GOOD if path.endswith((".md", ".yaml", ".csv", ".vtt", ".svg")))
SIGNS = [
    "::: question x-1", ":::", "::: note", "- (x) a", "- [ ] b", "- c => d", "= true", "= 4..5 km", "____", "[[a|(b)]]",
    "> c", "?? d", "!! e", "| f | 1 |", "|---|---|", "1. g", "---", "```", "[^1]", "[^1]: h", "{lang=ru}", "[i]{lang=ru}",
    "![](media/chairs.svg)", "![j](media/languages.csv)", "[k](01-briefing.md#s1)", "## l", "#### m", "<b>", "\\", "\x00",
    "\ufffc", "title: n", "- o: [", "\t", "*", "&a", "*a", "[", "]", "(", ")", "\r\n", "\n", "\n\n", " ", "    ",
]  # fmt: skip
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def assert_only_problems(files: dict[str, bytes]) -> None:
    problems = check_courses(files)
    assert all(isinstance(problem, Problem) for problem in problems)
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert "\n" not in str(problem)
    for module in read_courses(files).modules.values():
        structure_hash(module)
        for lesson in module.lessons:
            for language in module.languages:
                render_lesson(module, lesson.id, language, PlainAddresses(), RenderWords())


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """The good folder with a few pieces of a few files cut, doubled or replaced by signs of the format."""
    files = dict(GOOD)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(TEXTS))
        text = files[path].decode("utf-8", "replace")
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        put = "".join(draw(st.lists(st.sampled_from([*SIGNS, text[start:end]]), max_size=4)))
        files[path] = (text[:start] + put + text[end:]).encode("utf-8", "replace")
    return files


@given(mutated())
@QUICK
def test_a_course_that_was_mutilated_is_told_what_is_wrong(files: dict[str, bytes]):
    assert_only_problems(files)


@given(st.sampled_from(sorted(GOOD)), st.binary(max_size=300))
@QUICK
def test_random_bytes_in_any_file_raise_nothing(path: str, content: bytes):
    assert_only_problems({**GOOD, path: content})


@given(st.dictionaries(st.text(min_size=1, max_size=30), st.binary(max_size=60), max_size=6))
@QUICK
def test_files_of_any_name_raise_nothing(files: dict[str, bytes]):
    check_courses(files)
    read_module("any", files)
    check_module("any", files)
    revision_hash(files)


@given(
    st.lists(st.sampled_from(SIGNS) | st.text(max_size=10), max_size=25).map("".join),
    st.sampled_from(["en", "ru"]),
)
@QUICK
def test_any_text_can_be_rendered(text: str, language: str):
    render_block(text, language)
    render_inline(text, language)


@given(
    st.lists(st.sampled_from([sign for sign in SIGNS if sign.isprintable()]), max_size=20).map(
        "\n".join
    )
)
@QUICK
def test_what_the_checker_lets_pass_is_shown_whole(text: str):
    path = f"{TALK}/en/02-noticing.md"
    files = {**GOOD, path: GOOD[path] + b"\nlast words\n\n" + text.encode()}
    if any(problem.is_error for problem in check_courses(files)):
        return
    module = read_courses(files).modules[TALK]

    rendered = render_lesson(module, "noticing", "en", PlainAddresses(), RenderWords())

    html = "".join(part.text for part in rendered.parts if isinstance(part, Html))
    assert "last words" in html
    assert ":::" not in html.replace("<code>", "").partition("last words")[0]


def test_a_module_of_five_lessons_is_read_in_a_tenth_of_a_second():
    files = module_files(GOOD)
    for language in ("en", "ru"):
        for number in (3, 4, 5):
            lesson = files[f"{language}/02-noticing.md"].replace(
                b"practice-signs", b"practice-%d" % number
            )
            files[f"{language}/0{number}-part.md".replace("part", f"part-{number}")] = (
                lesson * 1 + b"\nMore text.\n" * 300
            )

    times = []
    for _ in range(5):
        start = time.process_time()
        module, problems = read_module(TALK, files)
        times.append(time.process_time() - start)

    assert problems == ()
    assert module is not None
    assert len(module.lessons) == 5
    assert min(times) < 0.1
