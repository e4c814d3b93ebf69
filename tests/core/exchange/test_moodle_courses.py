"""A Moodle backup becomes a module: words, files and questions in their order, and nothing about people."""

import hashlib
import io
from collections.abc import Mapping
from datetime import date

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.core.courses.checking import check_module
from app.core.errors import ExchangeRefused
from app.core.exchange.containers import open_container
from app.core.exchange.mbz import course as courses
from app.core.exchange.mbz.course import Course, Wanted, read_backup
from app.core.exchange.moodle_xml.remaking import looked_at
from tests.support.media import GPS
from tests.support.moodle_backups import CANARY, as_tar, as_zip, members, png

WANTED = Wanted(
    "en", "", date(2026, 11, 22), "Section", "Quiz", "Listen well.", "All of it", "border guards"
)
PACKS = (as_zip, as_tar)


def read(*, four: bool = False, pack=as_zip, **changed: bytes) -> Course:
    return read_backup(pack({**members(four=four), **changed}), WANTED)


def codes(course: Course, kind: str = "left-out") -> set[str]:
    return {item.code for item in course.report.of(kind)}


@pytest.mark.parametrize("four", [False, True])
@pytest.mark.parametrize("pack", PACKS)
def test_both_containers_and_both_shapes_of_the_bank_give_the_same_module(pack, four):
    course = read(four=four, pack=pack)

    assert course.files == read().files
    assert sorted(course.files) == sorted(
        [
            "module.yaml",
            "en/module.md",
            "en/quiz.md",
            "en/01-first-days.md",
            "en/02-the-book.md",
            "en/03-section-2.md",
            *(path for path in course.files if path.startswith("media/")),
        ]
    )


def test_lessons_hold_what_their_section_holds_in_its_order():
    files = {
        path: content.decode() for path, content in read().files.items() if path.endswith(".md")
    }

    first = files["en/01-first-days.md"]
    assert first.index("Welcome.") < first.index("## Note") < first.index("## The page")
    assert "### Who" in first
    assert "\\- (x) plain" in first
    assert "[the book](02-the-book.md)" in first
    assert "![A desk](media/desk-one-" in first
    assert "## Chapter\n\n### Big\n\n### Inside\n\nTwo." in files["en/02-the-book.md"]
    last = files["en/03-section-2.md"]
    assert "[The resource](media/guide-" in last
    assert "[The url](https://www.example.org/a%28b%29)" in last
    assert "![photo.png](media/photo-" in last


def test_the_quiz_asks_what_the_quiz_asked_then_the_rest_of_the_bank():
    quiz = read(four=True).files["en/quiz.md"].decode()

    assert quiz.index("::: question gaps") < quiz.index("::: question listening")
    assert "[[non-refoulement]] and [[ may | (must) ]]" in quiz
    assert "- (x) An interpreter" in quiz
    assert "An older wording?" not in quiz
    assert "![A room](media/q-" in quiz


def test_what_is_made_can_be_opened_and_lacks_only_what_an_author_must_say():
    problems = check_module("border-talks", read().files)

    assert {problem.code for problem in problems if problem.is_error} <= {"outcome-untested"}


def test_what_is_not_taken_is_listed_by_name():
    course = read()
    told = {(item.code, item.what) for item in course.report.of("left-out")}

    assert ("activity-left", "The forum") in told
    assert ("type-foreign", "Sums") in told
    assert ("file-unused", "old.png") in told
    assert ("people-member", "users.xml") in told
    assert "slides.pptx" in {item.facts.get("file") for item in course.report.items}
    assert "html-script" in codes(course)
    assert "fact" in codes(course, "guessed")


class Watched(Mapping[str, bytes]):
    """A container that notes what was opened."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files, self.opened = files, set()

    def __getitem__(self, name):
        self.opened.add(name)
        return self.files[name]

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)


def test_nothing_of_people_is_opened_or_kept(monkeypatch):
    watched = Watched(members())
    monkeypatch.setattr(courses, "open_container", lambda content, **_: watched)

    course = read_backup(b"", WANTED)

    allowed = {"moodle_backup.xml", "course/course.xml", "questions.xml", "files.xml"}
    inside = ("page", "label", "book", "resource", "folder", "url", "quiz")
    allowed |= {f"activities/{kind}_{n}/{kind}.xml" for n, kind in enumerate(inside, 11)}
    allowed |= {f"sections/section_{n}/section.xml" for n in (1, 2, 3)}
    assert {name for name in watched.opened if not name.startswith("files/")} <= allowed
    assert b"secret" not in {watched.files[name] for name in watched.opened}
    kept = b"".join(course.files.values()).decode("latin-1")
    assert CANARY not in kept
    assert CANARY not in str(course.report.to_json())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (as_zip({"x.txt": b"x"}), "not-a-backup"),
        (as_zip({"moodle.xml": b"x"}), "backup-too-old"),
        (as_zip({**members(), "files.xml": b"<files>"}), "not-xml"),
        (
            as_zip({**members(), "questions.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
            "xml-entities",
        ),
        (as_zip({**members(), "moodle_backup.xml": b"<a>" * 100 + b"</a>" * 100}), "xml-too-deep"),
    ],
)
def test_a_file_that_is_no_sound_backup_is_refused_with_the_member(content, code):
    with pytest.raises(ExchangeRefused) as refused:
        read_backup(content, WANTED)

    assert refused.value.code == code


def test_a_backup_packed_anew_into_a_folder_is_read_as_well():
    moved = {f"backup/{name}": content for name, content in members().items()}

    assert read_backup(as_zip(moved), WANTED).files == read().files


def test_a_look_tells_the_same_as_the_import_without_drawing_pictures():
    look = read_backup(as_zip(members()), WANTED, remake=looked_at)

    assert look.report == read().report
    assert len(look.files) == len(read().files)


def test_a_container_is_opened_by_what_it_is():
    assert set(open_container(as_tar(members()), keeps_archives=True)) > set(members())


def swapped(content: bytes) -> dict[str, bytes]:
    """The members of a backup in which the picture of the page and that of a question have these bytes."""
    files = members()
    for old in (png(), png(99)):
        sha1 = hashlib.sha1(old, usedforsecurity=False).hexdigest()
        files[f"files/{sha1[:2]}/{sha1}"] = content
    return files


def media_of(course: Course) -> dict[str, bytes]:
    return {path: body for path, body in course.files.items() if path.startswith("media/")}


def test_a_picture_in_a_backup_is_drawn_anew_without_what_its_camera_told():
    out = io.BytesIO()
    text, exif = PngInfo(), Image.Exif()
    text.add_text("Comment", GPS)
    exif[0x010F] = GPS
    exif[0x8825] = {1: "N", 2: (41.0, 43.0, 0.0)}
    Image.new("RGB", (40, 30), (7, 8, 9)).save(out, "PNG", pnginfo=text, exif=exif)
    content = out.getvalue()
    assert content.count(GPS.encode()) == 2

    media = media_of(read_backup(as_zip(swapped(content)), WANTED))

    drawn = [
        Image.open(io.BytesIO(body))
        for path, body in media.items()
        if "desk-one" in path or "q-" in path
    ]
    assert len(drawn) == 2
    assert [dict(one.getexif()) for one in drawn] == [{}, {}]
    assert [one.getpixel((0, 0))[:3] for one in drawn] == [(7, 8, 9)] * 2
    for body in media.values():
        assert GPS.encode() not in body
        assert b"eXIf" not in body


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        b"%PDF-1.7\n<script>alert(1)</script>",
    ],
)
def test_what_only_calls_itself_a_picture_is_left_out_and_named(content):
    course = read_backup(as_zip(swapped(content)), WANTED)

    told = {
        item.facts["file"]
        for item in course.report.items
        if item.code.startswith("file-") and item.code != "file-unused"
    }
    assert {"desk one.png", "q.png"} <= told
    assert not [path for path in media_of(course) if "desk-one" in path or "/q-" in path]
    assert b"alert(1)" not in b"".join(course.files.values())
