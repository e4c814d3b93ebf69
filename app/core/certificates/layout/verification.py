"""Under the seal: where to check the certificate, its code and its serial number."""

from collections.abc import Sequence

from app.core.certificates.codes import grouped
from app.core.certificates.layout.edition import Edition
from app.core.certificates.ornament.seal import CENTRE_X
from app.core.certificates.typesetting.fitting import fit_line
from app.core.certificates.typesetting.page import Link, Page, text_width
from app.core.certificates.typesetting.sheet import BRONZE, MM, Style, from_top

WIDTH = 54.0
_LABEL = Style("sans", 6.5, BRONZE)
_VALUE = Style("sans", 7)
_CODE = Style("sans", 8.6, tracking=35)

Piece = tuple[str, Style, str | None]


def draw_verification(page: Page, edition: Edition) -> None:
    """The address and the code are one link; the labels stand in every language of the sheet."""
    host = edition.verify_page
    size = fit_line(host, "sans", WIDTH * MM, (7, 6.5, 6, 5.5, 5, 4.5))
    area = (
        (CENTRE_X - WIDTH / 2) * MM,
        from_top(187.2),
        (CENTRE_X + WIDTH / 2) * MM,
        from_top(176.8),
    )
    link = Link(edition.address, area)
    with page.element("P"):
        _draw_centred(page, 175, _labels(edition, [one.labels.verify for one in edition.wordings]))
    with page.element("P"):
        description = f"{edition.lead.labels.verify} {edition.address}"
        with page.element("Link", description=description, link=link):
            page.centred(CENTRE_X, 179.6, host, Style("sans", size))
            page.centred(CENTRE_X, 185.4, grouped(edition.code), _CODE)
    with page.element("P"):
        labels = _labels(edition, [one.labels.serial for one in edition.wordings])
        serial: Piece = (edition.snapshot.serial, _VALUE, None)
        _draw_centred(page, 191.4, [*labels, (" ", _LABEL, None), serial])


def _labels(edition: Edition, words: Sequence[str]) -> list[Piece]:
    """The label in each language, with a stroke between them."""
    pieces: list[Piece] = []
    for wording, word in zip(edition.wordings, words, strict=True):
        if pieces:
            pieces.append((" / ", _LABEL, None))
        pieces.append((word, _LABEL, edition.tag_language(wording)))
    return pieces


def _draw_centred(page: Page, y: float, pieces: Sequence[Piece]) -> None:
    """Pieces in a row around the middle of the seal, those in another language marked as such."""
    x = CENTRE_X - sum(text_width(text, style) for text, style, _ in pieces) / 2
    for text, style, language in pieces:
        if text.isspace():
            x += text_width(text, style)
            continue
        if language is None:
            page.text(x, y, text, style)
        else:
            with page.element("Span", language=language):
                page.text(x, y, text, style)
        x += text_width(text, style)
