"""Promises of the printed file: the same bytes for the same facts, all facts on it, nothing that acts."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.certificates.codes import ALPHABET, derive_code
from app.core.certificates.pdf import make_pdf
from app.core.certificates.snapshot import Snapshot
from app.core.certificates.typesetting.fonts import ARMENIAN, GEORGIAN, SERIF
from app.core.certificates.typesetting.runs import MissingGlyph, clean, unprintable
from tests.support.certificates import (
    ACHIEVEMENT,
    ATTENDANCE,
    LONG_TITLES,
    make_snapshot,
    printed_words,
)
from tests.support.pdf_contents import (
    ACTIVE,
    marked_texts,
    names_and_addresses,
    unembedded_fonts,
)

CODE = derive_code(b"secret", b"nonce")
EDITIONS = (("en",), ("ru",), ("en", "ru"), ("ru", "en"))
ROOT = Path(__file__).parents[3]
PRINTABLE = sorted(
    one
    for one in SERIF.glyphs | GEORGIAN.glyphs | ARMENIAN.glyphs
    if clean(one) and not unprintable(one)
)
every_edition = pytest.mark.parametrize("languages", EDITIONS, ids="-".join)


def _text(document: bytes) -> str:
    return _squeezed(marked_texts(document))


def _expected(snapshot: Snapshot, languages: tuple[str, ...]) -> str:
    return _squeezed(clean(one) for one in printed_words(snapshot, CODE, languages))


def _squeezed(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


@every_edition
def test_the_same_facts_give_the_same_bytes(languages: tuple[str, ...]) -> None:
    snapshot = make_snapshot(**ATTENDANCE)
    first = make_pdf(snapshot, CODE, languages)
    make_pdf(make_snapshot(name="Somebody Else"), derive_code(b"x", b"y"), ("ru", "en"))
    again = Snapshot.from_json(snapshot.to_json())
    assert make_pdf(again, CODE, languages) == first


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_another_process_makes_the_same_bytes(seed: str) -> None:
    script = (
        "import hashlib, sys\n"
        "from app.core.certificates.pdf import make_pdf\n"
        "from app.core.certificates.snapshot import Snapshot\n"
        "snapshot = Snapshot.from_json(sys.argv[1])\n"
        "for languages in sys.argv[3:]:\n"
        "    document = make_pdf(snapshot, sys.argv[2], tuple(languages.split('-')))\n"
        "    print(hashlib.sha256(document).hexdigest())\n"
    )
    snapshot = make_snapshot(**ACHIEVEMENT)
    arguments = [snapshot.to_json(), CODE, *map("-".join, EDITIONS)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Almaty", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=True,
    )
    here = [hashlib.sha256(make_pdf(snapshot, CODE, one)).hexdigest() for one in EDITIONS]
    assert done.stdout.split() == here


def test_eight_threads_do_not_get_in_each_others_way() -> None:
    snapshots = [make_snapshot(name=f"Anna {letter * 9}") for letter in "ABCDEFGH"]
    one_by_one = [make_pdf(snapshot, CODE, ("en", "ru")) for snapshot in snapshots]
    with ThreadPoolExecutor(8) as pool:
        at_once = pool.map(lambda snapshot: make_pdf(snapshot, CODE, ("en", "ru")), snapshots)
        assert list(at_once) == one_by_one


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Giorgi Kvirikashvily"},
        {"serial": "PPTA-2026-004218"},
        {"own_language": "xmf"},
        {"verify_pages": {"en": "https://academy.test/v", "ru": "https://academy.test/v"}},
    ],
)
def test_one_other_fact_gives_other_bytes(change: dict[str, Any]) -> None:
    snapshot = make_snapshot()
    changed = make_pdf(replace(snapshot, **change), CODE, ("en",))
    assert changed != make_pdf(snapshot, CODE, ("en",))


def test_another_code_draws_another_pattern() -> None:
    one, other = (
        make_pdf(make_snapshot(), derive_code(b"secret", nonce), ("en",)) for nonce in (b"1", b"2")
    )
    assert _pattern(one) != _pattern(other)


def _pattern(document: bytes) -> set[bytes]:
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return {form.read_bytes() for form in pdf.pages[0].Resources.XObject.values()}


@every_edition
@pytest.mark.parametrize(
    "changes",
    [
        {},
        ACHIEVEMENT,
        ATTENDANCE,
        {**ACHIEVEMENT, "titles": LONG_TITLES, "pass_mark": None},
        {"own_name": None, "own_language": None, "last_day": None, "hours": None},
        {**ATTENDANCE, "activity": "webinar", "places": None},
        {
            "activity": "track",
            "name": "Ruffini Afflick X\u030cena",
            "own_name": "ᲒᲘᲝᲠᲒᲘ Հայկ Ӯ\u0301",
        },
    ],
    ids=["module", "achievement", "visit", "long", "bare", "webinar", "track"],
)
def test_the_text_is_exactly_the_snapshot_in_reading_order(
    changes: dict[str, Any], languages: tuple[str, ...]
) -> None:
    snapshot = make_snapshot(**changes)
    assert _text(make_pdf(snapshot, CODE, languages)) == _expected(snapshot, languages)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.text(
        st.sampled_from(PRINTABLE),
        min_size=1,
        max_size=80,
    ).filter(lambda text: not text.isspace()),
    markup=st.sampled_from(["", "<b>", "&amp;", "</x>", "(\\)", "%", "]] TJ", "<font color=red>"]),
    languages=st.sampled_from(EDITIONS),
)
def test_no_name_injects_anything_and_every_name_is_read_back(
    name: str, markup: str, languages: tuple[str, ...]
) -> None:
    snapshot = make_snapshot(name=(markup + name)[:80], own_name=None)
    document = make_pdf(snapshot, CODE, languages)
    names, addresses = names_and_addresses(document)
    assert names & ACTIVE == set()
    assert addresses == {f"https://academy.example/{languages[0]}/verify/{CODE}"}
    ligatures: dict[str, str | int | None] = {
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
    expected = _expected(snapshot, languages)
    assert _text(document) == expected.translate(str.maketrans(ligatures))


@every_edition
def test_every_font_is_inside_the_file(languages: tuple[str, ...]) -> None:
    snapshot = make_snapshot(name="Nguyễn İlqar", own_name="გიორგი Հայկ Ғалымжан")
    assert unembedded_fonts(make_pdf(snapshot, CODE, languages)) == []


def test_the_document_says_its_title_language_and_day_and_no_other_time() -> None:
    document = make_pdf(make_snapshot(), CODE, ("ru", "en"))
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert str(pdf.Root.Lang) == "ru"
        title = "Сертификат о прохождении обучения: Giorgi Kvirikashvili"
        assert str(pdf.docinfo["/Title"]) == title
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260320000000+00'00'"
        assert pdf.docinfo["/ModDate"] == pdf.docinfo["/CreationDate"]
        assert f">{title}<".encode() in pdf.Root.Metadata.read_bytes()


def test_the_other_language_and_the_own_script_are_marked_as_such() -> None:
    document = make_pdf(make_snapshot(), CODE, ("en", "ru"))
    with pikepdf.open(io.BytesIO(document)) as pdf:
        marked = [
            (str(item.S), str(item.Lang))
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Lang" in item and "/S" in item
        ]
    assert ("/P", "ka") in marked
    assert {("/H1", "ru"), ("/H2", "ru"), ("/P", "ru"), ("/Span", "ru")} <= set(marked)


def test_the_signature_field_is_empty_tagged_and_ready() -> None:
    with pikepdf.open(io.BytesIO(make_pdf(make_snapshot(), CODE, ("en",)))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert (str(field.FT), str(field.T), "/V" in field) == ("/Sig", "Seal", False)
        assert "/StructParent" in field


def test_a_badge_is_embedded_only_when_given() -> None:
    badge = b'{"type": ["VerifiableCredential"]}'
    document = make_pdf(make_snapshot(), CODE, ("en",), badge=badge)
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert list(pdf.attachments) == ["credential.json"]
        assert pdf.attachments["credential.json"].get_file().read_bytes() == badge
    assert make_pdf(make_snapshot(), CODE, ("en",), badge=badge) == document
    assert names_and_addresses(document)[0] & ACTIVE == {"/EmbeddedFile", "/EmbeddedFiles"}
    with pikepdf.open(io.BytesIO(make_pdf(make_snapshot(), CODE, ("en",)))) as pdf:
        assert list(pdf.attachments) == []


def test_a_letter_without_a_glyph_is_an_error_before_issue_and_never_a_box() -> None:
    with pytest.raises(MissingGlyph, match="U\\+0645 ARABIC LETTER MEEM"):
        make_pdf(make_snapshot(own_name="محمد"), CODE, ("en",))
    assert make_pdf(make_snapshot(), CODE, ("en",)) == make_pdf(make_snapshot(), CODE, ("en",))


@pytest.mark.parametrize(
    ("change", "code", "languages"),
    [
        ({}, CODE, ()),
        ({}, CODE, ("en", "en")),
        ({}, CODE, ("de",)),
        ({"languages": ("en",)}, CODE, ("en", "ru")),
        ({}, CODE.lower(), ("en",)),
        ({}, CODE[:-1] + ALPHABET[(ALPHABET.index(CODE[-1]) + 1) % 32], ("en",)),
        ({"layout": 99}, CODE, ("en",)),
    ],
)
def test_an_impossible_order_is_refused(
    change: dict[str, Any], code: str, languages: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r"language|printable|code|layout"):
        make_pdf(make_snapshot(**change), code, languages)


@every_edition
def test_where_everything_is_as_long_as_allowed_nothing_is_lost(languages: tuple[str, ...]) -> None:
    titles = {key: f"{title} {title}"[:250] for key, title in LONG_TITLES.items()}
    snapshot = make_snapshot(name="W" * 80, own_name="Щ" * 80, **ACHIEVEMENT | {"titles": titles})
    assert _text(make_pdf(snapshot, CODE, languages)) == _expected(snapshot, languages)
