"""The sheet in one language: one column beside ribbon and seal."""

from app.core.certificates.layout.edition import Edition
from app.core.certificates.layout.facts import draw_row
from app.core.certificates.layout.pieces import (
    Block,
    blocks_that_fit,
    draw_block,
    draw_issuer,
    draw_signatory,
    draw_small_print,
    fit_title,
    height_of,
    person_blocks,
    small_print,
)
from app.core.certificates.typesetting.fitting import NameSizes, fit_line
from app.core.certificates.typesetting.page import Page
from app.core.certificates.typesetting.sheet import (
    COLUMN,
    HALF,
    INK,
    LEFT,
    MM,
    RULE,
    SECOND,
    SLATE,
    Style,
)

NAME = NameSizes((44, 28), (32, 15))
OWN_NAME = NameSizes((18, 12), (14, 10))
TITLE = ((range(20, 12, -1), 2), (range(18, 12, -1), 3), (range(13, 8, -1), 4))
ZONE_TOP, ZONE_BOTTOM = 61.5, 141.0
WIDEST_SPREAD = 16.0
"""Spare height up to this opens the gaps; more only moves the whole block down."""


def draw(page: Page, edition: Edition) -> None:
    """The whole column from issuer to note."""
    wording = edition.lead
    kind = wording.kinds[edition.snapshot.kind]
    draw_issuer(page, edition, wording, LEFT, 41)
    with page.element("H1"):
        size = fit_line(kind, "serif", COLUMN * MM, (30, 29, 28, 27, 26))
        page.text(LEFT - 0.4, 54.5, kind, Style("serif", size))
    _draw_person_and_title(page, edition)
    page.hairline(LEFT, 146, COLUMN, RULE, 0.35)
    draw_row(page, edition, 151.6)
    _draw_foot(page, edition)


def _draw_person_and_title(page: Page, edition: Edition) -> None:
    room = ZONE_BOTTOM - ZONE_TOP
    blocks = blocks_that_fit(lambda factor: _blocks(edition, factor), room)
    spare = room - height_of(blocks)
    spread = min(spare, WIDEST_SPREAD) / 2
    y = ZONE_TOP + max(0, spare - WIDEST_SPREAD) * 0.35
    for block in blocks:
        y = draw_block(page, LEFT, y + block.gap + block.share * spread, block)


def _blocks(edition: Edition, factor: float) -> list[Block]:
    wording = edition.lead
    snapshot = edition.snapshot
    italic = Style("italic", 12.5, SLATE)
    steps = [([size * factor for size in sizes], most) for sizes, most in TITLE]
    title = fit_title(snapshot.titles[wording.language], COLUMN, steps, wording.weak_words)
    said = small_print((edition.statement(wording),), italic, COLUMN, 2, wording.weak_words)
    return [
        Block((wording.intro,), italic, share=0.4),
        *person_blocks(edition, NAME, OWN_NAME, factor),
        Block(said.lines, said.style, 6.2 * factor, 0.9),
        Block(title.lines, Style("serif", title.size), 2.4, tag="H2"),
    ]


def _draw_foot(page: Page, edition: Edition) -> None:
    wording = edition.lead
    page.hairline(LEFT, 180, HALF, INK, 0.4)
    page.hairline(SECOND, 180, HALF, RULE, 0.4)
    draw_signatory(page, edition, wording, (LEFT, 185), 11.5)
    body = small_print(wording.body, Style("sans", 7, SLATE), HALF, 3, wording.weak_words)
    note = small_print((wording.note,), Style("sans", 6.2, SLATE), COLUMN, 2, wording.weak_words)
    with page.element("P"):
        page.text(SECOND, 185, wording.funding, Style("serif", 11.5))
        draw_small_print(page, SECOND, 189, body, 3.2)
    with page.element("P"):
        draw_small_print(page, LEFT, 199.2, note, 2.9)
