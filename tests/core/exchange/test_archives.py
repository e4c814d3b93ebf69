"""A module goes out as a zip file and comes back byte for byte; what has no place in a module stays out."""

import zipfile
from hashlib import sha256
from io import BytesIO
from random import Random

import pytest

from app.core.exchange.archives import module_zip, read_module_zip
from app.core.exchange.containers import ContainerRefused
from app.core.exchange.intake.archived import taken
from app.core.exchange.intake.refusals import MemberRefused
from tests.support.containers import zipped
from tests.support.courses import module_files
from tests.support.media import CAPTIONS, GPS, TABLE, document, film, noise, photograph, picture

FILES = module_files() | {
    "media/x.csv": TABLE,
    "media/talk.vtt": CAPTIONS,
    "media/x.png": picture(),
}


def refused(files: dict[str, bytes]) -> ContainerRefused:
    with pytest.raises(ContainerRefused) as told:
        taken(read_module_zip(zipped(files)).files, ())
    return told.value


def test_what_goes_out_comes_back_byte_for_byte():
    read = read_module_zip(module_zip("my-module", FILES))

    assert (read.id, read.files, read.left_out) == ("my-module", FILES, ())


def test_the_same_module_gives_the_same_bytes_whatever_the_order_of_its_files():
    assert module_zip("m", FILES) == module_zip("m", dict(reversed(FILES.items())))


def test_a_zip_file_tells_of_no_person_and_no_day():
    with zipfile.ZipFile(BytesIO(module_zip("m", FILES))) as box:
        assert {info.date_time for info in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(info.extra or info.comment for info in box.infolist())


@pytest.mark.parametrize("folder", ["", "my-module/", "courses/my-module/"])
def test_the_folder_may_stand_at_any_depth(folder):
    read = read_module_zip(zipped({folder + path: content for path, content in FILES.items()}))

    assert read.files == FILES
    assert read.id == ("my-module" if folder else "")


def test_what_systems_leave_behind_and_what_has_no_place_is_named_and_left_out():
    strange = {
        "__MACOSX/my-module/._module.yaml": b"x",
        "my-module/.DS_Store": b"x",
        "my-module/notes.docx.txt": b"x",
        "my-module/en/draft.txt": b"x",
        "my-module/en/deep/page.md": b"x",
        "README.md": b"x",
    }
    read = read_module_zip(zipped({f"my-module/{p}": c for p, c in FILES.items()} | strange))

    assert read.files == FILES
    assert {item.where for item in read.left_out} == set(strange)


def test_a_file_without_a_module_or_with_several_is_refused():
    assert refused({"en/module.md": b"x"}).code == "no-module"
    assert refused({"a/module.yaml": b"x", "b/module.yaml": b"x"}).code == "several-modules"


def test_pictures_documents_and_films_out_of_an_archive_are_as_harmless_as_sent_ones():
    files = {"media/p.jpg": photograph(), "media/f.mp4": film(), "media/d.pdf": document()}

    kept = taken(FILES | files, ())

    assert GPS.encode() not in kept.files["media/p.jpg"]
    assert {item.where for item in kept.items if item.code == "file-cleaned"} >= {"media/p.jpg"}
    assert kept.files["media/d.pdf"] == files["media/d.pdf"]
    assert (
        len(taken({"media/n.png": noise("PNG", (800, 600))}, ()).files["media/n.png"]) <= 120 * 1024
    )


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("media/x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        ("media/x.html", b"<script>", "kind"),
        ("media/x.png", b"<script>", "not-what-it-says"),
        ("media/x.csv", b"<svg onload=alert(1)>", "svg"),
        ("media/x.gif", b"GIF89a", "kind"),
        ("media/x.vtt", b"1\n", "captions-shape"),
        ("media/x.pdf", b"%PDF-1.7", "damaged"),
        ("media/x.mp4", b"\0\0\0\x08ftyp", "damaged"),
        ("en/01-x.md", Random(1).randbytes(300_000), "too-large"),
    ],
)
def test_one_bad_file_and_nothing_is_taken(path, content, code):
    told = refused(FILES | {path: content})

    assert isinstance(told, MemberRefused)
    assert (told.member, told.why.code) == (path, code)


def test_bytes_that_were_checked_before_come_back_unchanged():
    heavy, svg = noise("PNG", (800, 600)), b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    files = {"media/n.png": heavy, "media/d.svg": svg}

    known = {sha256(content).hexdigest() for content in files.values()}

    assert taken(files, known).files == files
