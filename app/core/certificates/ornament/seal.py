"""The seal on its ribbon: where the guilloche and the QR code stand on the sheet."""

from math import ceil, cos, pi, sin

import segno

from app.core.certificates.ornament.guilloche import (
    Rosette,
    circle,
    pattern,
    ribbon_chain,
    ribbon_lace,
    rosette_sector,
)
from app.core.certificates.typesetting.page import Box, Page
from app.core.certificates.typesetting.sheet import (
    BRONZE,
    HEIGHT,
    INK,
    MM,
    PETROL,
    WIDTH,
    Colour,
    from_top,
)

CENTRE_X, CENTRE_Y = 44.0, 136.0
OUTER_RADIUS = 31.0
HALF_RIBBON, PERIOD = 14.0, 34.0
CLEAR_RIM = 0.9
CODE_SIDE = 23.0
MASK = 3
"""A fixed QR mask: looking for the best one takes five times as long and reads no better."""

OUTER_RING = Rosette(22.3, OUTER_RADIUS, 24, 12, 0.16, 0)
INNER_RING = Rosette(20.8, 26.4, 36, 8, 0.30, 4)
_RIBBON_BOX: Box = (-60, -5, WIDTH * MM, HEIGHT * MM)
_RING_BOX: Box = (-200, -200, 400, 400)


def draw_seal(page: Page, code: str) -> None:
    """Ribbon, white disc and two rosettes, all ornament."""
    numbers = pattern(code)
    lace = page.form("lace", ribbon_lace(numbers, HALF_RIBBON, PERIOD), _RIBBON_BOX)
    chain = page.form("chain", ribbon_chain(numbers, HALF_RIBBON, PERIOD), _RIBBON_BOX)
    outer = page.form("outer", rosette_sector(numbers, OUTER_RING), _RING_BOX)
    inner = page.form("inner", rosette_sector(numbers, INNER_RING), _RING_BOX)
    x, y = CENTRE_X * MM, from_top(CENTRE_Y)
    with page.artifact():
        _draw_ribbon(page, lace, chain)
        page.draw(f"1 1 1 rg {circle(x, y, (OUTER_RADIUS + CLEAR_RIM) * MM)} f")
        _draw_ring(page, outer, OUTER_RING, PETROL)
        _draw_ring(page, inner, INNER_RING, BRONZE)


def draw_code(page: Page, address: str, description: str) -> None:
    """The QR code of the address in the middle of the seal, one path for all modules."""
    symbol = segno.make(address, error="m", micro=False, boost_error=False, mask=MASK)
    rows = [bytes(row) for row in symbol.matrix]
    module = CODE_SIDE / len(rows)
    left, top = CENTRE_X - CODE_SIDE / 2, CENTRE_Y - CODE_SIDE / 2
    bars = [
        f"{(left + start * module) * MM:.2f} {from_top(top + (row + 1) * module):.2f} "
        f"{length * module * MM:.2f} {module * MM:.2f} re"
        for row, cells in enumerate(rows)
        for start, length in _dark_stretches(cells)
    ]
    box = (left * MM, from_top(top + CODE_SIDE), (left + CODE_SIDE) * MM, from_top(top))
    with page.element("Figure", description=description, box=box):
        page.mark(f"{INK.fill} {' '.join(bars)} f")


def _draw_ribbon(page: Page, lace: str, chain: str) -> None:
    """From beyond the top edge down to the middle of the seal."""
    half = HALF_RIBBON + 6
    page.draw(
        f"q {(CENTRE_X - half) * MM:.2f} {from_top(CENTRE_Y):.2f} "
        f"{2 * half * MM:.2f} {CENTRE_Y * MM:.2f} re W n"
    )
    for period in range(1, ceil(CENTRE_Y / PERIOD) + 1):
        move = f"1 0 0 1 {CENTRE_X * MM:.2f} {from_top(period * PERIOD):.2f} cm"
        page.draw(f"q {PETROL.stroke} {move} /{lace} Do Q q {BRONZE.stroke} {move} /{chain} Do Q")
    page.draw("Q")


def _draw_ring(page: Page, sector: str, ring: Rosette, colour: Colour) -> None:
    for lobe in range(ring.lobes):
        angle = 2 * pi * lobe / ring.lobes
        turn = f"{cos(angle):.5f} {sin(angle):.5f} {-sin(angle):.5f} {cos(angle):.5f}"
        place = f"{CENTRE_X * MM:.2f} {from_top(CENTRE_Y):.2f}"
        page.draw(f"q {colour.stroke} {turn} {place} cm /{sector} Do Q")


def _dark_stretches(cells: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow each other."""
    stretches: list[tuple[int, int]] = []
    for place, dark in enumerate(cells):
        if not dark:
            continue
        if stretches and sum(stretches[-1]) == place:
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + 1)
        else:
            stretches.append((place, 1))
    return stretches
