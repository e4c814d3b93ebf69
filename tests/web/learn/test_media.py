"""Files of courses: by content, for ever, powerless, and nothing but what is published."""

from hashlib import sha256

import pytest

from tests.support.courses import module_files, publish
from tests.support.media import picture

pytestmark = pytest.mark.one_database
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\n'
CSV = b"year,people\n2024,7\n"
PICTURE = picture()
VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nWords.\n"


@pytest.fixture
def published(db_session):
    files = module_files(languages=("en",))
    page = (
        files["en/01-lesson-1.md"]
        + b"\n![A square.](media/square.svg)\n\n![People.](media/people.csv)\n"
    )
    extra = {
        "media/square.png": PICTURE,
        "media/square.svg": SVG,
        "media/people.csv": CSV,
        "media/words.vtt": VTT,
    }
    publish({"open": files | extra | {"en/01-lesson-1.md": page}})


def address(content: bytes, name: str) -> str:
    return f"/media/{sha256(content).hexdigest()}/{name}"


def test_a_lesson_names_its_pictures_by_their_content(browser, published):
    page = browser.get("learn_lessons.show", module="open", lesson="lesson-1")
    assert page.one("//div[contains(@class,'prose')]//img").get("src") == address(SVG, "square.svg")


@pytest.mark.parametrize(
    ("content", "name", "kind", "is_shown"),
    [
        (PICTURE, "square.png", "image/png", True),
        (SVG, "square.svg", "image/svg+xml", False),
        (VTT, "words.vtt", "text/vtt", False),
        (CSV, "people.csv", "text/csv", False),
    ],
)
def test_a_file_is_sent_with_its_kind_for_ever_and_without_power(
    browser, published, content, name, kind, is_shown
):
    page = browser.get(address(content, name))
    assert page.response.get_data() == content
    assert page.response.mimetype == kind
    assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    policy = [part.strip() for part in page.headers["Content-Security-Policy"].split(";")]
    # A drawing keeps its own style; it comes from the courses folder alone.
    own = ["style-src 'unsafe-inline'"] if kind == "image/svg+xml" else []
    assert policy == ["sandbox", "default-src 'none'", *own]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    disposition = page.headers.get("Content-Disposition", "inline")
    assert disposition.startswith("inline" if is_shown else "attachment")


def test_a_file_that_the_browser_has_is_not_sent_again(browser, published):
    where = address(SVG, "square.svg")
    tag = browser.get(where).headers["ETag"]
    page = browser.get(where, 304, headers={"If-None-Match": tag})
    assert page.response.get_data() == b""
    assert page.headers["Cache-Control"].endswith("immutable")


def test_a_part_can_be_asked_for(browser, published):
    page = browser.get(address(CSV, "people.csv"), 206, headers={"Range": "bytes=5-10"})
    assert page.response.get_data() == CSV[5:11]


@pytest.mark.parametrize(
    "where",
    [
        address(SVG, "other.svg"),
        address(b"never published", "square.svg"),
        "/media/" + "0" * 64 + "/square.svg",
    ],
)
def test_what_is_not_a_published_file_of_that_name_is_not_found(browser, published, where):
    browser.get(where, 404)


def test_a_page_of_the_course_is_no_media_file(browser, published):
    text = module_files(languages=("en",))["en/02-lesson-2.md"]
    browser.get(address(text, "02-lesson-2.md"), 404)
    browser.get(f"/media/{sha256(text).hexdigest()}/../en/02-lesson-2.md", 404)
