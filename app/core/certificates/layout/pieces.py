"""The pieces that both layouts share: the head, blocks of lines, the person's name, the foot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.certificates.layout.edition import Edition
from app.core.certificates.typesetting.fitting import (
    DoesNotFit,
    Fitted,
    NameSizes,
    fit_line,
    fit_name,
    fit_text,
)
from app.core.certificates.typesetting.page import Page, text_width
from app.core.certificates.typesetting.runs import clean
from app.core.certificates.typesetting.sheet import (
    ASCENT,
    BRONZE,
    COLUMN,
    INK,
    MM,
    PETROL,
    SLATE,
    Style,
)
from app.core.certificates.typesetting.wrapping import wrap
from app.core.certificates.wording import Wording

SHRINKING = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
SMALL_SHRINKING = (1.0, 0.97, 0.94, 0.91)
SIDE_BEARING = 0.025
"""Capitals stand a little right of their origin, in em: large names move left by it to look flush."""

TitleSteps = Sequence[tuple[Sequence[float], int]]


@dataclass(frozen=True)
class Block:
    """Lines that stand together: the gap before them, and their share of spare height."""

    lines: tuple[str, ...]
    style: Style
    gap: float = 0
    share: float = 0
    tag: str = "P"
    language: str | None = None
    hang: float = 0

    @property
    def height(self) -> float:
        """Of the lines alone, in millimetres."""
        return len(self.lines) * self.style.leading


def draw_block(page: Page, x: float, top: float, block: Block) -> float:
    """The lines of a block from `top` down as one element; the answer is where it ends."""
    leading = block.style.leading
    with page.element(block.tag, language=block.language):
        for number, line in enumerate(block.lines):
            baseline = top + (number + ASCENT) * leading
            page.text(x - block.hang * block.style.size / MM, baseline, line, block.style)
    return top + block.height


def blocks_that_fit(build: Callable[[float], list[Block]], room: float) -> list[Block]:
    """The blocks at the largest of the shrinking factors at which all of them find room."""
    for factor in SHRINKING:
        blocks = build(factor)
        if height_of(blocks) <= room:
            return blocks
    raise DoesNotFit("the blocks between kind and facts")


def height_of(blocks: Sequence[Block]) -> float:
    """What the blocks take with the gaps between them, in millimetres."""
    return sum(block.gap + block.height for block in blocks)


def draw_issuer(page: Page, edition: Edition, wording: Wording, x: float, bar: float) -> None:
    """The issuer in two lines, and the bar under it."""
    with page.element("P", language=edition.tag_language(wording)):
        page.text(x, 22, wording.issuer[0], Style("serif", 15))
        page.text(x, 28.6, wording.issuer[1], Style("serif", 15, PETROL))
    page.bar(x, bar, 14, 0.75, BRONZE)


def person_blocks(
    edition: Edition, name: NameSizes, own: NameSizes, factor: float
) -> tuple[Block, ...]:
    """The name, and under it the name in the person's own script where there is one."""
    snapshot = edition.snapshot
    main = fit_name(snapshot.name, COLUMN * MM, name.scaled(factor))
    blocks = [Block(main.lines, Style("serif", main.size), 2.6, 0.35, hang=SIDE_BEARING)]
    if snapshot.own_name:
        fitted = fit_name(snapshot.own_name, COLUMN * MM, own.scaled(factor))
        style = Style("serif", fitted.size, SLATE)
        blocks.append(Block(fitted.lines, style, 2.2, language=snapshot.own_language))
    return tuple(blocks)


def fit_title(title: str, line: float, steps: TitleSteps, weak: frozenset[str]) -> Fitted:
    """A title by the first of the steps (sizes, most lines) that has room for it; `line` in millimetres."""
    for sizes, most_lines in steps:
        try:
            return fit_text(title, line * MM, sizes, most_lines, weak)
        except DoesNotFit:
            continue
    raise DoesNotFit(title)


@dataclass(frozen=True)
class SmallPrint:
    """Lines of small print in the style that they were fitted in."""

    lines: tuple[str, ...]
    style: Style


def small_print(
    lines: Sequence[str], style: Style, width: float, most: int, weak: frozenset[str] = frozenset()
) -> SmallPrint:
    """Lines kept whole, a little smaller if need be; else broken further, up to `most` in all."""
    for shrinking in SMALL_SHRINKING:
        smaller = Style(style.face, style.size * shrinking, style.colour)
        if all(text_width(clean(line), smaller) <= width for line in lines):
            return SmallPrint(tuple(lines), smaller)
    broken = tuple(
        part for line in lines for part in wrap(line, style.face, style.size, width * MM, weak)
    )
    if len(broken) > most:
        raise DoesNotFit(" ".join(lines))
    return SmallPrint(broken, style)


def draw_small_print(page: Page, x: float, y: float, small: SmallPrint, step: float) -> None:
    """Small lines below each other, the first baseline at `y`."""
    for number, line in enumerate(small.lines):
        page.text(x, y + number * step, line, small.style)


def draw_signatory(
    page: Page, edition: Edition, wording: Wording, place: tuple[float, float], size: float
) -> None:
    """Who signs: name and function under the line that is left free for the hand."""
    x, y = place
    signatory = edition.snapshot.signatories[wording.language]
    width = COLUMN / 2 - 5
    name = fit_line(signatory.name, "serif", width * MM, (size, 10, 9, 8, 7))
    function = Style("sans", 7 if size > 11 else 6.5, SLATE)
    small = small_print((signatory.function,), function, width, 2, wording.weak_words)
    with page.element("P", language=edition.tag_language(wording)):
        page.text(x, y, signatory.name, Style("serif", name, INK))
        draw_small_print(page, x, y + size * 0.345, small, function.size * 0.45)
