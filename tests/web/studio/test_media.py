"""Pictures and files of a draft: brought in with words, shown only to those who may read it, without any power."""

import pytest

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.core.courses.stages import Stage
from app.extensions import db
from app.models.drafts import Draft
from app.services import drafts
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.media import CAPTIONS, GPS, TABLE, document, film, photograph, picture
from tests.support.open_exam import as_trainer
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part
from tests.support.uploads import upload

PAGE = "en/01-lesson-1.md"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def owner(browser):
    person = make_person(roles=(Role.TRAINER,))
    sign_in(browser, person)
    return begin_module(as_trainer(person))


def send(browser, name, content, status=(302, 303), words="What can be seen", **fields):
    browser.get("studio_media.index", module=MODULE)
    sent = {"file": (name, content), "words": words, "spoken": "en", "page": ""}
    return upload(browser, "studio_media.add", sent | fields, status, module=MODULE)


def media(who):
    entries = drafts.working_text(MODULE, who).entries
    return {path.removeprefix("media/") for path in entries if path.startswith("media/")}


def test_a_picture_is_kept_without_traces_and_its_line_is_offered(browser, owner):
    page = browser.follow(send(browser, "Desk.JPG", photograph(), words="A desk [1]"))

    (name,) = media(owner)
    kept = drafts.content(drafts.working_text(MODULE, owner), f"media/{name}")
    assert GPS.encode() not in kept
    assert f"![A desk \\[1\\]](media/{name})" in page.words()
    assert f"“Desk.JPG” is kept as {name}" in page.words()


def test_a_picture_can_be_shown_at_once_at_the_end_of_a_page(browser, owner):
    send(browser, "desk.png", picture(), page=PAGE)

    (name,) = media(owner)
    content = drafts.content(drafts.working_text(MODULE, owner), PAGE)
    assert (
        content
        == module_files()[PAGE].rstrip() + f"\n\n![What can be seen](media/{name})\n".encode()
    )


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", TABLE), ("x.pdf", document()), ("x.webp", picture("WEBP"))]
)
def test_tables_and_documents_are_kept_too(browser, owner, name, content):
    send(browser, name, content)

    assert len(media(owner)) == 1


def test_a_film_is_kept_with_its_captions_or_not_at_all(browser, owner):
    page = send(browser, "talk.mp4", film(), 422)
    assert "A film needs its captions" in page.words()
    page = send(browser, "talk.mp4", film(), 422, captions=("talk.vtt", b"1\n"))
    assert "begins with WEBVTT" in page.words()
    assert media(owner) == set()

    send(browser, "talk.mp4", film(), captions=("talk.vtt", CAPTIONS), spoken="ru")

    (captions, talk) = sorted(media(owner), key=lambda name: name.endswith(".mp4"))
    assert captions == talk.replace(".mp4", ".ru.vtt")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.svg", SVG, "Drawings in SVG can hold programs"),
        ("x.png", SVG, "Drawings in SVG can hold programs"),
        ("x.html", b"<script>", "Files of this kind are not taken"),
        ("x.png", b"<script>", "This is no PNG file"),
        ("x.pdf", b"%PDF-1.7 %%EOF", "This file is damaged"),
        ("x.csv", b"a,b\n1,x\n", "look at line 2"),
        ("x.png", b"", "This file is empty"),
        ("", b"x", "Choose a file"),
    ],
)
def test_what_is_refused_is_told_beside_its_field(browser, owner, name, content, words):
    page = send(browser, name, content, 422)

    assert words in page.words()
    assert media(owner) == set()


def test_a_file_without_a_description_is_not_taken(browser, owner):
    page = send(browser, "x.png", picture(), 422, words=" ")

    assert "Describe in a sentence" in page.words()
    assert media(owner) == set()


def test_a_file_that_is_used_stays_and_one_that_is_not_goes(browser, owner):
    send(browser, "x.png", picture(), page=PAGE)
    send(browser, "y.csv", TABLE)
    used, unused = sorted(media(owner), key=lambda name: name.endswith(".csv"))
    entries = drafts.working_text(MODULE, owner).entries

    for name in (used, unused):
        page = browser.follow(
            browser.post(
                "studio_media.remove",
                {"seen": entries[f"media/{name}"].sha256},
                module=MODULE,
                name=name,
            )
        )
        assert (f"{name} is still used: {PAGE}" in page.words()) is (name == used)

    assert media(owner) == {used}


def test_what_is_in_review_takes_no_files(browser, owner):
    browser.get("studio_media.index", module=MODULE)
    db.session.get(Draft, MODULE).stage = Stage.REVIEW
    db.session.commit()

    sent = {"file": ("x.csv", TABLE), "words": "x", "spoken": "en", "page": ""}
    page = upload(browser, "studio_media.add", sent, 422, module=MODULE)

    assert "stands still" in page.words()
    assert media(owner) == set()


@pytest.mark.parametrize(
    ("name", "content", "kind", "is_shown"),
    [
        ("x.png", picture(), "image/png", True),
        ("x.jpg", picture("JPEG"), "image/jpeg", True),
        ("x.csv", TABLE, "text/csv", False),
        ("x.pdf", document(), "application/pdf", False),
    ],
)
def test_a_file_of_a_draft_is_sent_without_power_and_kept_by_no_cache(
    browser, owner, name, content, kind, is_shown
):
    send(browser, name, content)
    (kept,) = media(owner)

    page = browser.get("studio_media.file", module=MODULE, name=kept)

    policy = [part.strip() for part in page.headers["Content-Security-Policy"].split(";")]
    assert policy == ["sandbox", "default-src 'none'"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.response.mimetype == kind
    disposition = page.headers["Content-Disposition"].partition(";")[0]
    assert disposition == ("inline" if is_shown else "attachment")


def test_a_part_of_a_film_can_be_asked_for(browser, owner):
    send(browser, "talk.mp4", film(), captions=("talk.vtt", CAPTIONS))
    talk = next(name for name in media(owner) if name.endswith(".mp4"))

    page = browser.get(
        "studio_media.file", 206, module=MODULE, name=talk, headers={"Range": "bytes=4-7"}
    )

    assert page.response.get_data() == b"ftyp"
    assert page.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_of_a_draft_is_missing_for_everybody_who_may_not_read_the_draft(browser, owner):
    send(browser, "x.png", picture())
    (kept,) = media(owner)

    for roles, status in (((), 403), ((Role.TRAINER,), 404)):
        sign_in(browser, make_person(roles=roles))
        browser.get("studio_media.file", status, module=MODULE, name=kept)
    browser.client.delete_cookie("academy")
    browser.get("studio_media.file", 302, module=MODULE, name=kept)


def test_a_reader_of_a_published_module_does_not_reach_the_files_of_its_draft(browser, now):
    publish({MODULE: module_files()})
    person = make_person(roles=(Role.TRAINER,))
    writer = give_part(as_trainer(person), Part.AUTHOR)
    sign_in(browser, person)
    send(browser, "x.png", picture())
    (kept,) = media(writer)

    sign_in(browser, make_person(roles=(Role.TRAINER,)))

    browser.get("studio_media.file", 404, module=MODULE, name=kept)
    assert kept not in browser.get("studio_media.index", module=MODULE).html


@pytest.mark.parametrize(
    "name", ["../module.yaml", "%2e%2e/module.yaml", "x", "..", "x.png/..", "module.yaml"]
)
def test_nothing_but_the_media_folder_is_reached(browser, owner, name):
    where = browser.url("studio_media.index", module=MODULE)

    browser.get(f"{where}/{name}", 404)


@pytest.mark.parametrize("part", [Part.REVIEWER, None])
def test_only_those_who_write_bring_in_and_remove(browser, part):
    begin_module()
    publish({"public-one": module_files()})
    person = make_person(roles=(Role.TRAINER,))
    sign_in(browser, person)
    module = MODULE if part else "public-one"
    if part:
        give_part(as_trainer(person), part)
    page = browser.get("studio_media.index", module=module)
    assert "Bring in a file" not in page.words()

    browser.get("studio_modules.new")
    browser.post("studio_media.add", {}, module=module, status=403)
    browser.post("studio_media.remove", {}, module=module, name="x.png", status=403)


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_asks_the_same_number_of_questions_however_many_files_there_are(
    browser, owner, count
):
    for number in range(count):
        send(browser, "x.csv", TABLE + f"{number},1\n".encode(), page=PAGE)
    browser.get("studio_media.index", module=MODULE)

    with counted() as queries:
        browser.get("studio_media.index", module=MODULE)

    assert len(queries) <= 9
