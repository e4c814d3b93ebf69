"""Nothing that an author writes, in any field, runs, loads or submits anything in a reader's browser."""

import re

import html5lib
import pytest

from app.core.courses.checking import check_courses
from app.core.courses.content import Module, Question
from app.core.courses.reading import read_module
from app.core.courses.rendering import (
    Html,
    RenderWords,
    render_block,
    render_inline,
    render_introduction,
    render_lesson,
)
from tests.core.courses.addresses import PlainAddresses
from tests.core.courses.folders import TALK, changed, good_files, good_module, module_files
from tests.core.courses.payloads import HTML, MARKDOWN, PAYLOADS

MODULE, ADDRESSES, WORDS = good_module(), PlainAddresses(), RenderWords()

# Elements and attributes that a lesson may hold, our own charts included.
ELEMENTS = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "code",
        "hr",
        "br",
    ),
    *(
        "em",
        "strong",
        "s",
        "sup",
        "a",
        "img",
        "figure",
        "figcaption",
        "details",
        "summary",
        "video",
        "track",
    ),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "div", "span", "section"),
    *("svg", "title", "desc", "defs", "pattern", "path", "rect", "text", "line"),
}
ATTRIBUTES = {
    *(
        "href",
        "rel",
        "id",
        "class",
        "lang",
        "role",
        "tabindex",
        "scope",
        "aria-label",
        "aria-labelledby",
        "start",
    ),
    *(
        "src",
        "alt",
        "width",
        "height",
        "loading",
        "controls",
        "preload",
        "kind",
        "srclang",
        "label",
        "default",
    ),
    *("x", "y", "x1", "x2", "y1", "y2", "dx", "d", "fill", "stroke", "patternUnits"),
}


def assert_harmless(html: str) -> None:
    """Parse as a browser does, and hold every element, attribute and address to the list."""
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        assert isinstance(element.tag, str), "a comment"
        tag = element.tag.rpartition("}")[2]
        assert tag in ELEMENTS | {"DOCUMENT_FRAGMENT"}, tag
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES, f"{name} on {tag}"
            if name == "src":
                assert re.match(r"/files/media/", value), value
            if name == "href":
                assert re.match(r"#[\w-]+\Z|/en/modules/|/files/media/|https?://|mailto:", value), (
                    value
                )
            if name in ("fill", "stroke"):
                assert re.match(r"none\Z|currentColor\Z|url\(#c-[\w-]+\)\Z", value), value
            if name == "class":
                known = {
                    "scroll",
                    "box",
                    "note",
                    "tip",
                    "warning",
                    "example",
                    "k",
                    "n",
                    "r",
                    "notes",
                }
                assert set(value.split()) <= known | {"chart", "f", "g", "h"}, value


def shown(module: Module, file: str) -> list[str]:
    """All that is rendered of one file of a module: text, and each part of each question."""
    language, _, name = file.partition("/")
    if language not in module.languages:
        language, name = (
            module.source,
            "01-briefing.md" if file.endswith(".csv") else "02-noticing.md",
        )
    if name == "module.md":
        return [render_introduction(module, language, ADDRESSES, WORDS)]
    if name == "quiz.md":
        return [
            html
            for question in module.questions
            for html in question_shown(question, language, module)
        ]
    lesson = next(lesson for lesson in module.lessons if lesson.file == name)
    parts = render_lesson(module, lesson.id, language, ADDRESSES, WORDS).parts
    return [part.text for part in parts if isinstance(part, Html)]


def question_shown(question: Question, language: str, module: Module) -> list[str]:
    text = question.texts[language]
    blocks = [
        text.prompt,
        text.hint,
        text.explanation,
        *(option.feedback for option in text.options),
    ]
    lines = [*(option.text for option in text.options), *text.lefts, *text.criteria]
    return [
        render_block(block, language, module=module, addresses=ADDRESSES)
        for block in blocks
        if block
    ] + [render_inline(line, language, module=module, addresses=ADDRESSES) for line in lines]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives_in_a_block_or_in_a_line(payload: str):
    for language in ("en", "ru"):
        assert_harmless(render_block(payload, language))
        assert_harmless(render_inline(payload, language))
        assert_harmless(render_block(payload, language, module=MODULE, addresses=ADDRESSES))
        assert_harmless(render_inline(payload, language, module=MODULE, addresses=ADDRESSES))


FIELDS = {
    "an introduction": ("en/module.md", "You will rarely share a language with everyone you hear."),
    "a lesson": ("en/02-noticing.md", "Stop, and say what you noticed."),
    "a box": ("en/01-briefing.md", "A relative is no interpreter."),
    "a quotation": (
        "en/02-noticing.md",
        "A long answer that comes back as one word was not translated.",
    ),
    "a heading": ("en/01-briefing.md", "A seating plan"),
    "a table": ("en/01-briefing.md", "What was hard"),
    "a list": ("en/01-briefing.md", "Who sits where."),
    "a definition": ("en/01-briefing.md", "Speech in turns."),
    "a footnote": ("en/01-briefing.md", "Whoever translates cannot confirm *what* was said."),
    "an alt text": ("en/01-briefing.md", "A photograph of the room"),
    "a caption": ("en/01-briefing.md", "Nobody sits behind anybody"),
    "the title of a chart": ("en/01-briefing.md", "Interviews by language"),
    "the title of a video": ("en/02-noticing.md", "A conversation with a pause, forty seconds"),
    "captions": ("media/pause.vtt", "When did you leave?"),
    "the label of a chart": ("media/languages.csv", "Tigrinya"),
    "the column of a chart": ("media/languages.csv", "2024"),
    "a prompt": ("en/quiz.md", "What comes first?"),
    "an option": ("en/quiz.md", "The weather."),
    "a feedback": ("en/quiz.md", "It says nothing about *how* you will work."),
    "a hint": ("en/quiz.md", "What would you want to know in their place?"),
    "an explanation": ("en/quiz.md", "There is no single right sentence."),
    "a left side": ("en/quiz.md", "- consecutive ="),
    "a right side": ("en/quiz.md", "speech into a recorder"),
    "a step": ("en/quiz.md", "Explain the rules."),
    "a criterion": ("en/quiz.md", "Stops the talk at once"),
    "a translated option": ("ru/quiz.md", "Погода."),
    "a translated lesson": ("ru/02-noticing.md", "Остановитесь и скажите, что заметили."),
}


@pytest.mark.parametrize("field", FIELDS)
def test_no_payload_survives_in_any_field_of_a_course(field: str):
    file, words = FIELDS[field]
    files, seen, read = module_files(good_files()), set(), 0
    text = files[file].decode()
    assert words in text
    if not file.startswith("ru/"):
        # One language is enough where the other is not touched.
        files = {path: body for path, body in files.items() if not path.startswith("ru/")}
        files["module.yaml"] = files["module.yaml"].replace(b"[en, ru]", b"[en]")
    for payload in PAYLOADS:
        line = " ".join(payload.split("\n"))
        put = (
            words.replace("consecutive", line.replace("=>", "")) if field == "a left side" else line
        )
        module, _ = read_module(TALK, {**files, file: text.replace(words, put, 1).encode()})
        if module is not None:
            read += 1
            for html in set(shown(module, file)) - seen:
                assert_harmless(html)
                seen.add(html)
    assert len(seen) > len(PAYLOADS) // 3
    assert read > len(PAYLOADS) // 2


@pytest.mark.parametrize(
    "payload", [line for line in HTML if line.startswith("<") and "data-figure" not in line]
)
def test_raw_html_is_refused_before_it_is_published(payload: str):
    files = changed(f"{TALK}/en/02-noticing.md", "Stop, and say what you noticed.", payload)

    assert "raw-html" in {problem.code for problem in check_courses(files)}


@pytest.mark.parametrize(
    "payload",
    [
        line
        for line in MARKDOWN
        if "](" in line and "media/" not in line and "01-briefing" not in line
    ],
)
def test_links_that_do_something_are_refused_before_they_are_published(payload: str):
    files = changed(f"{TALK}/en/02-noticing.md", "Stop, and say what you noticed.", payload)

    assert any(problem.is_error for problem in check_courses(files))


def test_html_that_is_only_talked_about_is_no_raw_html():
    talk = r"Write \<b>, `<b>`, &lt;b&gt; or a < b > c, or <https://a.example>."
    files = changed(f"{TALK}/en/02-noticing.md", "Stop, and say what you noticed.", talk)

    assert check_courses(files) == ()


def test_a_chart_cannot_be_forged_by_writing_its_place():
    forged = '![Languages](media/languages.csv)\n\n<div data-figure="0"></div>\n\n`<div data-figure="0"></div>`'

    html = render_block(forged, "en", module=MODULE, addresses=ADDRESSES)

    assert html.count("<svg") == 1


def test_pages_of_elsewhere_are_told_not_to_trust_us():
    html = render_inline("[x](https://a.example) <https://b.example>", "en")

    assert html.count('rel="noopener noreferrer nofollow"') == 2


def test_titles_are_refused_with_html_in_them():
    files = good_files()
    path = f"{TALK}/en/module.md"
    files[path] = files[path].replace(
        b"title: Talking", b"title: <img src=x onerror=canary()>Talking"
    )

    assert [(p.code, p.line) for p in check_courses(files)] == [("raw-html", 2)]
