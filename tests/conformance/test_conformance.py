"""Sixty hard names in English, in Russian and in both: every sheet meets the standards it claims."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app.core.certificates.codes import derive_code
from app.core.certificates.pdf import make_pdf
from app.core.certificates.snapshot import Snapshot
from app.core.certificates.typesetting.runs import clean
from tests.conformance.hard_names import HARD_NAMES
from tests.conformance.programs import at_once, output_of, validate
from tests.support.certificates import (
    ACHIEVEMENT,
    ATTENDANCE,
    LONG_TITLES,
    make_snapshot,
    printed_words,
    without_spaces,
)

EDITIONS = (("en",), ("ru",), ("en", "ru"))
KINDS: tuple[dict[str, Any], ...] = (
    {},
    ACHIEVEMENT,
    ATTENDANCE,
    {**ACHIEVEMENT, "titles": LONG_TITLES},
)
Record = Callable[[str, object], None]
WHOLE = bool(os.environ.get("WHOLE"))
"""`make conformance` validates all sheets; in the suite the validator, the slowest of all, gets a third."""


@dataclass(frozen=True)
class Sheet:
    """A certificate on disk and what it was made from."""

    file: Path
    snapshot: Snapshot
    code: str
    languages: tuple[str, ...]


@pytest.fixture(scope="session")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Sheet]:
    """All names in all editions, the kinds of certificate taking turns."""
    folder = tmp_path_factory.mktemp("sheets")
    made = []
    for number, (latin, own, language) in enumerate(HARD_NAMES):
        snapshot = make_snapshot(
            name=latin, own_name=own, own_language=language, **KINDS[number % len(KINDS)]
        )
        code = derive_code(b"conformance", number.to_bytes(2))
        for languages in EDITIONS:
            file = folder / f"{number:02}-{'-'.join(languages)}.pdf"
            file.write_bytes(make_pdf(snapshot, code, languages))
            made.append(Sheet(file, snapshot, code, languages))
    return made


def test_sixty_names_make_a_hundred_and_eighty_sheets(
    sheets: list[Sheet], record_property: Record
) -> None:
    assert len({name.latin for name in HARD_NAMES}) == 60
    assert len(sheets) == 180
    sizes = sorted(sheet.file.stat().st_size for sheet in sheets)
    assert sizes[-1] < 100_000
    record_property("sheets", len(sheets))
    record_property("size, smallest to largest", f"{sizes[0]} to {sizes[-1]} bytes")


def in_turn(sheets: list[Sheet]) -> list[Sheet]:
    """Every name once, the editions taking turns: kinds and editions have no common turn, so all of both meet."""
    of_a_name = len(EDITIONS)
    return [
        sheet
        for place, sheet in enumerate(sheets)
        if place % of_a_name == place // of_a_name % of_a_name
    ]


def test_no_sheet_fails_a_rule_of_pdf_a_3a_or_of_pdf_ua_1(
    sheets: list[Sheet], record_property: Record
) -> None:
    began = time.monotonic()
    sheets = sheets if WHOLE else in_turn(sheets)
    verdicts = validate(sheet.file for sheet in sheets)
    assert len(verdicts) == 2 * len(sheets)
    failed = {(file.name, flavour): rules for (file, flavour), rules in verdicts.items() if rules}
    for flavour in ("3a", "ua1"):
        record_property(
            f"veraPDF {flavour}: sheets with a failed rule",
            f"{sum(flavour == one for _, one in failed)} of {len(sheets)}",
        )
    record_property("veraPDF: seconds", round(time.monotonic() - began))
    assert failed == {}


def test_the_validator_finds_what_a_bare_pdf_lacks(tmp_path: Path, record_property: Record) -> None:
    file = tmp_path / "bare.pdf"
    canvas = Canvas(str(file))
    canvas.drawString(50, 50, "Neither tagged nor embedded")
    canvas.save()
    verdicts = validate([file])
    failed = {flavour: len(rules.split(",")) for (_, flavour), rules in verdicts.items() if rules}
    record_property("control, a bare PDF: failed rules", failed)
    assert failed.keys() == {"3a", "ua1"}


def test_a_sheet_with_a_badge_conforms_too(tmp_path: Path, record_property: Record) -> None:
    file = tmp_path / "badge.pdf"
    code = derive_code(b"conformance", b"badge")
    file.write_bytes(make_pdf(make_snapshot(), code, ("en", "ru"), badge=b'{"type": "Credential"}'))
    failed = {flavour: rules for (_, flavour), rules in validate([file]).items() if rules}
    record_property("with an embedded badge: failed rules", len(failed))
    assert failed == {}


def test_the_structure_of_every_file_is_sound(sheets: list[Sheet], record_property: Record) -> None:
    outputs = at_once(lambda sheet: output_of("qpdf", "--check", sheet.file), sheets)
    unsound = [one for one in outputs if "No syntax or stream encoding errors" not in one]
    record_property("qpdf --check: unsound", f"{len(unsound)} of {len(sheets)}")
    assert unsound == []


def test_every_font_is_embedded_as_a_subset_with_a_text_layer(
    sheets: list[Sheet], record_property: Record
) -> None:
    tables = at_once(lambda sheet: output_of("pdffonts", sheet.file), sheets)
    rows = [row for table in tables for row in table.splitlines()[2:]]
    loose = [row for row in rows if not re.search(r"\s+yes yes yes\s+\d+\s+0$", row)]
    record_property("pdffonts: fonts not embedded", f"{len(loose)} of {len(rows)}")
    assert len(rows) >= 3 * len(sheets)
    assert loose == []


def test_the_text_read_back_is_the_snapshot_in_reading_order(
    sheets: list[Sheet], record_property: Record
) -> None:
    texts = at_once(lambda sheet: output_of("pdftotext", "-raw", sheet.file, "-"), sheets)
    differing = {
        sheet.file.name: (expected, found)
        for sheet, text in zip(sheets, texts, strict=True)
        if (found := without_spaces(text)) != (expected := _expected(sheet))
    }
    record_property("pdftotext: text differs", f"{len(differing)} of {len(sheets)}")
    assert differing == {}


def test_the_qr_code_of_a_coarse_picture_leads_to_the_verify_page(
    sheets: list[Sheet], record_property: Record
) -> None:
    read = at_once(_read_code, sheets)
    addresses = [
        f"{sheet.snapshot.verify_pages[sheet.languages[0]]}/{sheet.code}" for sheet in sheets
    ]
    wrong = sum(one != address for one, address in zip(read, addresses, strict=True))
    record_property("QR code at 100 dpi: not read", f"{wrong} of {len(sheets)}")
    assert read == addresses


def _expected(sheet: Sheet) -> str:
    words = printed_words(sheet.snapshot, sheet.code, sheet.languages)
    return without_spaces("".join(clean(one) for one in words))


def _read_code(sheet: Sheet) -> str:
    picture = sheet.file.with_suffix("")
    output_of("pdftoppm", "-r", "100", "-gray", "-singlefile", sheet.file, picture)
    with Image.open(picture.with_suffix(".pgm")) as image:
        codes = zxingcpp.read_barcodes(image)
    return codes[0].text if len(codes) == 1 else f"{len(codes)} codes"
