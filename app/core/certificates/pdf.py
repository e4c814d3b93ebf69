"""The certificate as a PDF: the same snapshot, code and languages give the same bytes, always."""

from threading import Lock

from app.core.certificates.conformance.conform import conform
from app.core.certificates.conformance.metadata import Description
from app.core.certificates.layout import bilingual, monolingual
from app.core.certificates.layout.edition import Edition
from app.core.certificates.layout.verification import draw_verification
from app.core.certificates.ornament.seal import draw_code, draw_seal
from app.core.certificates.snapshot import Snapshot
from app.core.certificates.typesetting.page import Page
from app.core.certificates.typesetting.runs import clean

# reportlab forbids one font object in two documents at a time, and its fonts belong to the process.
_ONE_PAGE_AT_A_TIME = Lock()


def make_pdf(
    snapshot: Snapshot, code: str, languages: tuple[str, ...], badge: bytes | None = None
) -> bytes:
    """The sheet in one language or in two, tagged, as PDF/A-3a and PDF/UA-1; threads may call it.

    `code` is in its normal form. `badge`, a signed credential in JSON, is embedded when given.
    A character that no font draws raises MissingGlyph, a text without room DoesNotFit; names are
    checked for both when they are entered, so that issuing does not fail.
    """
    edition = Edition(snapshot, code, languages)
    with _ONE_PAGE_AT_A_TIME:
        page = Page(edition.lead.language)
        (monolingual if len(languages) == 1 else bilingual).draw(page, edition)
        draw_seal(page, code)
        draw_code(page, edition.address, edition.lead.code_picture)
        draw_verification(page, edition)
        drawn = page.finish()
    description = Description(
        title=clean(edition.heading),
        subject=clean(snapshot.titles[edition.lead.language]),
        language=edition.lead.language,
        issued=snapshot.issued,
    )
    return conform(drawn, page.root, description, edition.lead.seal_field, badge)
