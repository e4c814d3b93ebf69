"""Guilloche curves: amplitudes and phases come from the code, so each sheet has a pattern of its own."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from app.core.certificates.typesetting.sheet import MM

Point = tuple[float, float]
LINE = "0.14 w"
_DIFFERENCE = 1e-4


@dataclass(frozen=True)
class Rosette:
    """A ring of interlaced waves: radii in millimetres, lobes around, strands in each, depth of the scallop."""

    inner: float
    outer: float
    lobes: int
    strands: int
    scallop: float
    offset: int
    """Which bytes of the code's digest shape it."""


def pattern(code: str) -> tuple[float, ...]:
    """Thirty-two numbers from 0 to 1 that belong to the code."""
    return tuple(byte / 255 for byte in hashlib.sha256(code.encode()).digest())


def ribbon_lace(numbers: tuple[float, ...], half_width: float, period: float) -> str:
    """One period of the ribbon's outer lace: sixteen waves under a scalloped envelope."""
    wave, half = 2 * pi / (period * MM), half_width * MM
    scallop = 0.055 + 0.03 * numbers[0]
    sharp = 0.10 + 0.08 * numbers[2]

    def strand(phase: float) -> Callable[[float], Point]:
        def place(y: float) -> Point:
            envelope = half * (1 - scallop + scallop * cos(6 * wave * y))
            return envelope * _wave(wave * y + phase, sharp), y

        return place

    return _strands(16, strand, period * MM, 24)


def ribbon_chain(numbers: tuple[float, ...], half_width: float, period: float) -> str:
    """One period of the ribbon's inner chain of spindles, against the lace."""
    wave, half = 2 * pi / (period * MM), half_width * MM
    narrow, wide = 0.10 + 0.05 * numbers[3], 0.62 + 0.06 * numbers[4]

    def strand(phase: float) -> Callable[[float], Point]:
        def place(y: float) -> Point:
            spindle = narrow + (wide - narrow) * (0.5 - 0.5 * cos(2 * wave * y))
            return half * spindle * sin(2 * wave * y + phase), y

        return place

    return _strands(10, strand, period * MM, 20)


def rosette_sector(numbers: tuple[float, ...], ring: Rosette) -> str:
    """One lobe of a rosette; turned around the centre it makes the whole."""
    middle = (ring.inner + ring.outer) / 2 * MM
    amplitude = (ring.outer - ring.inner) / 2 * MM
    sharp = 0.10 + 0.2 * numbers[5 + ring.offset]

    def strand(phase: float) -> Callable[[float], Point]:
        def place(angle: float) -> Point:
            turn = ring.lobes * angle
            envelope = 1 - ring.scallop + ring.scallop * cos(turn)
            radius = middle + amplitude * envelope * _wave(turn + phase, sharp)
            return radius * cos(angle), radius * sin(angle)

        return place

    return _strands(ring.strands, strand, 2 * pi / ring.lobes, 10)


def circle(x: float, y: float, radius: float) -> str:
    """The path of a circle, in points."""
    bend = radius * 0.5522847
    corners = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
    path = [f"{x + radius:.2f} {y:.2f} m"]
    for (ax, ay), (bx, by) in zip(corners, corners[1:], strict=False):
        points = (
            (x + ax * radius + bx * bend, y + ay * radius + by * bend),
            (x + bx * radius + ax * bend, y + by * radius + ay * bend),
            (x + bx * radius, y + by * radius),
        )
        path.append(" ".join(f"{px:.2f} {py:.2f}" for px, py in points) + " c")
    return " ".join(path)


def _wave(angle: float, sharp: float) -> float:
    """A sine with its peaks drawn out."""
    return (1 - sharp) * sin(angle) + sharp * sin(angle) ** 3


def _strands(
    count: int, strand: Callable[[float], Callable[[float], Point]], end: float, segments: int
) -> str:
    """All strands of a pattern, their phases spread evenly, as one stroked path."""
    paths = (_curve(strand(2 * pi * number / count), end, segments) for number in range(count))
    return f"{LINE} {' '.join(paths)} S"


def _curve(place: Callable[[float], Point], end: float, segments: int) -> str:
    """Cubic Bézier pieces from 0 to `end` through the points of a curve, along its tangents."""
    step = end / segments
    points = [place(number * step) for number in range(segments + 1)]
    slopes = [_slope(place, number * step) for number in range(segments + 1)]
    path = [f"{points[0][0]:.2f} {points[0][1]:.2f} m"]
    for number in range(segments):
        (x0, y0), (x1, y1) = points[number], points[number + 1]
        (dx0, dy0), (dx1, dy1) = slopes[number], slopes[number + 1]
        path.append(
            f"{x0 + dx0 * step / 3:.2f} {y0 + dy0 * step / 3:.2f} "
            f"{x1 - dx1 * step / 3:.2f} {y1 - dy1 * step / 3:.2f} {x1:.2f} {y1:.2f} c"
        )
    return " ".join(path)


def _slope(place: Callable[[float], Point], at: float) -> Point:
    (x1, y1), (x0, y0) = place(at + _DIFFERENCE), place(at - _DIFFERENCE)
    return (x1 - x0) / (2 * _DIFFERENCE), (y1 - y0) / (2 * _DIFFERENCE)
