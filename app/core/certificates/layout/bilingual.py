"""The sheet in two languages: two columns of equal rank, with the name once across both."""

from app.core.certificates.layout.edition import Edition
from app.core.certificates.layout.facts import draw_grids
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
    HALF,
    INK,
    LEFT,
    MM,
    RULE,
    SECOND,
    SLATE,
    Style,
)
from app.core.certificates.typesetting.wrapping import wrap
from app.core.certificates.wording import Wording

COLUMNS = (LEFT, SECOND)
NAME = NameSizes((38, 26), (28, 15))
OWN_NAME = NameSizes((18, 12), (14, 10))
KIND = range(22, 13, -1)
TITLE = (
    ((16, 15.5), 2),
    ((15, 14.5, 14, 13.5, 13, 12.5, 12, 11.5, 11), 3),
    ((13, 12.5, 12, 11.5, 11, 10.5, 10), 4),
    ((10, 9.5, 9, 8.5, 8), 6),
)
ZONE_TOP, ZONE_BOTTOM = 57.0, 131.0
FOOT = 173.2
ITALIC = Style("italic", 11.5, SLATE)


def draw(page: Page, edition: Edition) -> None:
    """Both columns from issuer to note, each element read in its own language."""
    columns = tuple(zip(COLUMNS, edition.wordings, strict=True))
    for x, wording in columns:
        draw_issuer(page, edition, wording, x, 34.5)
    _draw_kinds(page, edition)
    _draw_person_and_titles(page, edition)
    for x in COLUMNS:
        page.hairline(x, 134.5, HALF, RULE, 0.35)
    draw_grids(page, edition, COLUMNS, HALF)
    page.hairline(LEFT, FOOT, HALF, INK, 0.4)
    page.hairline(SECOND, FOOT, HALF, RULE, 0.4)
    for x, wording in columns:
        draw_signatory(page, edition, wording, (x, FOOT + 4.6), 11)
        _draw_foot(page, edition, wording, x)


def _draw_kinds(page: Page, edition: Edition) -> None:
    kinds = [wording.kinds[edition.snapshot.kind] for wording in edition.wordings]
    size = min(fit_line(kind, "serif", HALF * MM, KIND) for kind in kinds)
    for x, wording, kind in zip(COLUMNS, edition.wordings, kinds, strict=True):
        language = edition.tag_language(wording)
        with page.element("H1", language=language):
            page.text(x - 0.3, 45, kind, Style("serif", size))
        with page.element("P", language=language):
            page.text(x, 53.2, wording.intro, ITALIC)


def _draw_person_and_titles(page: Page, edition: Edition) -> None:
    """The name on top, statements that end level, titles that begin level; spare height goes between."""
    room = ZONE_BOTTOM - ZONE_TOP
    blocks = blocks_that_fit(lambda factor: _tallest(edition, factor), room)
    *person, statement, title = blocks
    spare = room - height_of(blocks)
    y = ZONE_TOP + spare * 0.25
    for block in person:
        y = draw_block(page, LEFT, y + block.gap, block)
    y += statement.gap + spare * 0.4 + statement.height
    for x, wording in zip(COLUMNS, edition.wordings, strict=True):
        said = _statement(edition, wording)
        draw_block(page, x, y - said.height, said)
        lines = _title_lines(edition, wording, title.style)
        language = edition.tag_language(wording)
        draw_block(page, x, y + title.gap, Block(lines, title.style, tag="H2", language=language))


def _tallest(edition: Edition, factor: float) -> list[Block]:
    """The person, then the taller of both statements and of both titles."""
    statements = (_statement(edition, wording) for wording in edition.wordings)
    style = Style("serif", min(_title_size(edition, one, factor) for one in edition.wordings))
    titles = (Block(_title_lines(edition, one, style), style, 2.4) for one in edition.wordings)
    return [
        *person_blocks(edition, NAME, OWN_NAME, factor),
        max(statements, key=lambda block: block.height),
        max(titles, key=lambda block: block.height),
    ]


def _statement(edition: Edition, wording: Wording) -> Block:
    said = small_print((edition.statement(wording),), ITALIC, HALF, 3, wording.weak_words)
    return Block(said.lines, said.style, 5.0, language=edition.tag_language(wording))


def _title_size(edition: Edition, wording: Wording, factor: float) -> float:
    steps = [([size * factor for size in sizes], most) for sizes, most in TITLE]
    title = edition.snapshot.titles[wording.language]
    return fit_title(title, HALF, steps, wording.weak_words).size


def _title_lines(edition: Edition, wording: Wording, style: Style) -> tuple[str, ...]:
    title = edition.snapshot.titles[wording.language]
    return wrap(title, style.face, style.size, HALF * MM, wording.weak_words)


def _draw_foot(page: Page, edition: Edition, wording: Wording, x: float) -> None:
    small = Style("sans", 6, SLATE)
    body = small_print(wording.body, small, HALF, 3, wording.weak_words)
    note = small_print((wording.note,), small, HALF, 3, wording.weak_words)
    with page.element("P", language=edition.tag_language(wording)):
        page.text(x, FOOT + 14.2, wording.funding, Style("serif", 10))
        draw_small_print(page, x, FOOT + 17.8, body, 2.8)
    with page.element("P", language=edition.tag_language(wording)):
        draw_small_print(page, x, FOOT + 24.2, note, 2.7)
