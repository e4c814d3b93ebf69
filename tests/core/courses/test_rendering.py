"""A lesson becomes HTML that reads, links and prints as its author meant it."""

import time
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest

from app.core.courses.content import Module
from app.core.courses.reading import read_courses
from app.core.courses.rendering import (
    Html,
    PracticePlace,
    RenderedLesson,
    RenderWords,
    render_block,
    render_inline,
    render_introduction,
    render_lesson,
)
from app.core.errors import NotFound
from tests.core.courses.addresses import PlainAddresses
from tests.core.courses.folders import TALK, changed, good_files, good_module

WORDS = RenderWords(note="Заметка", figures="Показать цифры", footnotes="Сноски", table="Таблица")


def lesson(
    language: str = "en", name: str = "briefing", module: Module | None = None
) -> RenderedLesson:
    return render_lesson(module or good_module(), name, language, PlainAddresses(), WORDS)


def html_of(rendered: RenderedLesson) -> str:
    return "".join(part.text for part in rendered.parts if isinstance(part, Html))


def body(text: str, put: str = "Stop, and say what you noticed.") -> str:
    """The HTML of the second lesson with `text` in place of a sentence."""
    files = changed(f"{TALK}/en/02-noticing.md", put, text)
    return html_of(lesson(name="noticing", module=read_courses(files).modules[TALK]))


def elements(html: str, tag: str) -> list[Element]:
    """The elements of a kind; the names inside an SVG are given without their namespace."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return list(tree.iter(tag))


def test_practice_questions_stand_where_their_author_put_them():
    parts = lesson().parts

    assert [part.question for part in parts if isinstance(part, PracticePlace)] == ["practice-seat"]
    assert isinstance(parts[1], PracticePlace)
    assert "Consecutive" in parts[0].text
    assert "Then go on" in parts[2].text
    assert "Behind the person" not in html_of(lesson())


def test_section_ids_are_the_same_in_every_language():
    english, russian = lesson("en").headings, lesson("ru").headings

    assert [heading.id for heading in english] == ["s1", "s1-1", "s1-2"]
    assert [heading.id for heading in russian] == ["s1", "s1-1", "s1-2"]
    assert [(h.text, h.level) for h in russian][0] == ("Скажите, что будет", 2)


def test_sections_carry_hung_numbers_and_subsections_none():
    html = html_of(lesson(name="noticing"))

    assert '<h2 id="s2"><span class="n">2</span>What to do</h2>' in html
    assert '<h3 id="s1-1">In the room</h3>' in html


def test_boxes_are_named_in_the_reader_s_language():
    assert '<div class="box note"><p class="k">Заметка</p>' in html_of(lesson("ru"))


def test_tables_can_be_scrolled_by_keyboard_and_name_their_columns():
    html = html_of(lesson())

    assert '<div class="scroll" role="region" tabindex="0" aria-label="Таблица 1"><table>' in html
    assert '<th scope="col">moment</th>' in html
    assert '<th scope="col" class="r">minutes</th>' in html
    assert "style=" not in html


def test_images_have_sizes_load_late_and_keep_their_words():
    images = elements(html_of(lesson()), "img")

    drawing, photograph, line = (image.attrib for image in images)
    assert drawing["alt"].startswith("Three chairs")
    assert (drawing["width"], drawing["height"]) == ("240", "160")
    assert (photograph["width"], photograph["height"]) == ("64", "48")
    assert photograph["src"] == "/files/media/room.png"
    assert line["alt"] == ""
    assert {image.attrib["loading"] for image in images} == {"lazy"}
    assert "<figcaption>Nobody sits behind anybody</figcaption>" in html_of(lesson())


def test_a_chart_is_a_picture_with_a_name_a_description_and_its_table():
    html = html_of(lesson())
    (chart,) = elements(html, "svg")
    title, described = chart.attrib["aria-labelledby"].split()
    texts = {element.attrib.get("id"): element.text for element in chart.iter()}

    assert (chart.attrib["role"], "viewBox" in chart.attrib) == ("img", False)
    assert texts[title] == "Interviews by language"
    assert (
        texts[described]
        == "Dari: 2024 41, 2025 58; Russian: 2024 28.5, 2025 35; Tigrinya: 2024 3, 2025 0."
    )
    bars = [element for element in chart.iter("rect") if element.attrib["width"].endswith("%")]
    assert len(bars) == 6
    assert len([bar for bar in bars if bar.attrib["fill"].startswith("url(#")]) == 3
    assert "<summary>Показать цифры</summary>" in html
    assert '<th scope="row">Tigrinya</th><td class="r">3</td><td class="r">0</td>' in html


def test_bars_are_as_long_as_their_figures_also_below_zero():
    files = changed(f"{TALK}/media/languages.csv", "Dari,41,58", "Dari,-58,58")
    (chart,) = elements(html_of(lesson(module=read_courses(files).modules[TALK])), "svg")

    bars = [
        element.attrib for element in chart.iter("rect") if element.attrib["width"].endswith("%")
    ]
    assert bars[0]["width"] == bars[1]["width"] == "42.00%"
    assert (bars[0]["x"], bars[1]["x"]) == ("0.00%", "42.00%")
    assert len(list(chart.iter("line"))) == 1


def test_a_video_waits_to_be_asked_and_has_captions_and_a_transcript():
    html = html_of(lesson("ru", "noticing"))
    (video,), (track,) = elements(html, "video"), elements(html, "track")

    assert video.attrib["preload"] == "none"
    assert "controls" in video.attrib
    assert track.attrib["kind"] == "captions"
    assert track.attrib["srclang"] == "en"
    assert '<p><span lang="en">A long answer in two lines.</span></p>' in html


def test_captions_in_the_reader_s_language_come_first():
    files = good_files()
    files[f"{TALK}/media/pause.ru.vtt"] = (
        "WEBVTT\n\n00:00.000 --> 00:04.000\nКогда вы уехали?\n".encode()
    )

    html = html_of(lesson("ru", "noticing", read_courses(files).modules[TALK]))

    assert 'src="/files/media/pause.ru.vtt" srclang="ru"' in html
    assert "Когда вы уехали?" in html


def test_links_lead_to_pages_sections_files_and_other_sites():
    html = html_of(lesson()) + html_of(lesson(name="noticing"))

    assert f'<a href="/en/modules/{TALK}/noticing#s1-1">the second lesson</a>' in html
    assert '<a href="#s1">to the top</a>' in html
    assert '<a href="/files/media/handout.pdf">here</a>' in html
    assert (
        '<a href="https://academy.example/code?a=1&amp;b=2" rel="noopener noreferrer nofollow">'
        in html
    )


def test_a_page_in_another_language_is_reached_in_the_reader_s():
    html = body("See [it](../ru/01-briefing.md) and [all](../../ground-rules/).")

    assert f'href="/en/modules/{TALK}/briefing"' in html
    assert 'href="/en/modules/ground-rules"' in html


def test_footnotes_lead_there_and_back_under_ids_of_their_page():
    html = html_of(lesson())
    ids = [
        element.attrib["id"]
        for element in elements(html, "li") + elements(html, "a")
        if "id" in element.attrib
    ]
    targets = {
        element.attrib["href"][1:]
        for element in elements(html, "a")
        if element.attrib["href"].startswith("#fn")
    }

    assert sorted(ids) == ["fn-briefing-1", "fnref-briefing-1", "fnref-briefing-1-2"]
    assert targets == set(ids)
    assert '<section class="notes" aria-label="Сноски">' in html


def test_quotation_marks_are_set_as_each_language_sets_them():
    assert "“Translate <code>everything</code>, please.”" in html_of(lesson("en"))
    assert "«Переводите <code>всё</code>.»" in html_of(lesson("ru"))
    assert render_inline("\"a 'b' c\"", "ru") == "«a „b“ c»"


def test_a_letter_in_brackets_stays_a_letter():
    assert render_inline("Article 3(c) and (r)...", "en") == "Article 3(c) and (r)..."


def test_words_in_another_language_say_so():
    assert '<span lang="ru">переводчик</span>' in html_of(lesson("en"))


def test_a_module_without_the_reader_s_language_shows_its_source():
    module = read_courses(good_files()).modules["ground-rules"]

    assert "Sit down" in html_of(lesson("ru", "calm", module))


def test_a_lesson_that_the_module_does_not_have_is_not_found():
    with pytest.raises(NotFound):
        lesson(name="unknown")


def test_an_introduction_is_rendered_like_a_lesson():
    html = render_introduction(good_module(), "ru", PlainAddresses(), WORDS)

    assert '<h2 id="s1"><span class="n">1</span>Что понадобится</h2>' in html
    assert '<a href="/en/modules/ground-rules">основные правила</a>' in html


def test_question_texts_show_images_and_links_when_their_module_is_known():
    module, addresses = good_module(), PlainAddresses()
    text = "See [it](01-briefing.md).\n\n![Chairs](media/chairs.svg)\n\n![Languages](media/languages.csv)"

    bare = render_block(text, "en")
    whole = render_block(text, "en", name="q1", module=module, addresses=addresses)

    assert bare == "<p>See it.</p>\n<p>Chairs</p>\n<p>Languages</p>\n"
    assert [image.attrib["src"] for image in elements(whole, "img")] == ["/files/media/chairs.svg"]
    assert 'id="c-q1-1-t"' in whole
    assert render_inline(
        "![Chairs](media/chairs.svg)", "en", module=module, addresses=addresses
    ).startswith("<img ")


def test_options_are_a_line_without_a_paragraph_and_gaps_keep_their_place():
    assert render_inline("Take *her*\nto a room.", "en") == "Take <em>her</em> to a room."
    assert render_block("You \ufffc leave.", "en") == "<p>You \ufffc leave.</p>\n"


def test_files_that_are_gone_leave_their_words():
    files = good_files()
    module = read_courses(files).modules[TALK]
    empty = Module(
        **{name: getattr(module, name) for name in module.__slots__ if name != "media"}, media={}
    )

    html = html_of(lesson(module=empty)) + html_of(lesson(name="noticing", module=empty))

    assert elements(html, "img") == elements(html, "svg") == elements(html, "video") == []
    assert "<p>Three chairs in a triangle, none of them behind another</p>" in html
    assert "A handout is here." in html


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("a.gif", b"GIF89a\x10\x00\x20\x00", ("16", "32")),
        (
            "a.jpg",
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x30\x00\x40\x01",
            ("64", "48"),
        ),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\0\0\x2f\0\0", ("64", "48")),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x3f\xc0\x0b\x00", ("64", "48")),
        (
            "a.webp",
            b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x40\x00\x30\x00",
            ("64", "48"),
        ),
        ("a.svg", b'<svg width="30px" height="20.5"></svg>', ("30", "20")),
        ("a.png", b"\x89PNG\r\n\x1a\n", (None, None)),
        ("a.jpg", b"\xff\xd8\xff", (None, None)),
        ("a.svg", b"<svg></svg>", (None, None)),
    ],
)
def test_the_size_of_an_image_is_read_from_its_bytes(name, content, size):
    files = changed(
        f"{TALK}/en/02-noticing.md", "Stop, and say what you noticed.", f"![An image](media/{name})"
    )
    files[f"{TALK}/media/{name}"] = content

    (image,) = elements(
        html_of(lesson(name="noticing", module=read_courses(files).modules[TALK])), "img"
    )

    assert (image.attrib.get("width"), image.attrib.get("height")) == size


def _long_lesson() -> Iterator[str]:
    for number in range(20):
        yield f"## Section {number}\n"
        yield "An officer who *listens* first " * 9 + "learns **more**.[^1]\n"
        yield "| a | b |\n|---|---|\n| 1 | 2 |\n"
    yield "[^1]: A note."


def test_a_lesson_of_a_thousand_words_renders_in_no_time():
    files = changed(
        f"{TALK}/en/02-noticing.md", "Stop, and say what you noticed.", "\n".join(_long_lesson())
    )
    files = {path: content for path, content in files.items() if "/ru/" not in path}
    files[f"{TALK}/module.yaml"] = files[f"{TALK}/module.yaml"].replace(b"[en, ru]", b"[en]")
    module = read_courses(files).modules[TALK]

    times = []
    for _ in range(5):
        start = time.process_time()
        lesson(name="noticing", module=module)
        times.append(time.process_time() - start)

    assert len(html_of(lesson(name="noticing", module=module)).split()) > 1000
    assert min(times) < 0.06
