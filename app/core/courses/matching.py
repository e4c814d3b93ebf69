"""Matching two sequences: which pieces of the one stand in the other, in order and in bounded time."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Pair = tuple[int, int]
Gap = tuple[int, int, int, int]
_DEEPEST = 12
_SMALL = 10_000
"""Up to this many comparisons a gap without rare pieces is compared cell by cell; beyond, it is simply other."""


def matched(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Pairs of positions at which the two say the same, rising in both.

    Pieces that each side has once are anchors (they mean most to a reader), and what lies between is compared
    again. Each level is linear, the levels are counted, and what is left is compared in small gaps alone.
    """
    pairs: list[Pair] = []
    gaps: list[tuple[Gap, int]] = [((0, len(before), 0, len(after)), 0)]
    while gaps:
        (low, high, start, end), depth = gaps.pop()
        while low < high and start < end and before[low] == after[start]:
            pairs.append((low, start))
            low, start = low + 1, start + 1
        while low < high and start < end and before[high - 1] == after[end - 1]:
            high, end = high - 1, end - 1
            pairs.append((high, end))
        if low == high or start == end:
            continue
        gap = (low, high, start, end)
        anchors = _anchors(before, after, gap) if depth < _DEEPEST else []
        if anchors:
            gaps.extend((one, depth + 1) for one in _between(gap, anchors))
            pairs.extend(anchors)
        elif (high - low) * (end - start) <= _SMALL:
            pairs.extend(_longest(before, after, gap))
    return sorted(pairs)


def _between(gap: Gap, anchors: list[Pair]) -> Iterator[Gap]:
    low, high, start, end = gap
    for one, other in [*anchors, (high, end)]:
        yield low, one, start, other
        low, start = one + 1, other + 1


def _anchors(before: Sequence[str], after: Sequence[str], gap: Gap) -> list[Pair]:
    """The longest rising run of pieces that stand exactly once on both sides."""
    low, high, start, end = gap
    ours, theirs = Counter(before[low:high]), Counter(after[start:end])
    place = {after[at]: at for at in range(start, end) if theirs[after[at]] == 1}
    rare = [
        (at, place[before[at]])
        for at in range(low, high)
        if ours[before[at]] == 1 and before[at] in place and not before[at].isspace()
    ]
    return _rising(rare)


def _rising(pairs: list[Pair]) -> list[Pair]:
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, (_, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        previous.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(other)
            last.append(index)
        else:
            ends[at], last[at] = other, index
    chosen: list[Pair] = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = previous[index]
    return chosen[::-1]


def _longest(before: Sequence[str], after: Sequence[str], gap: Gap) -> Iterator[Pair]:
    """The longest common run of a small gap, by the table that everybody knows."""
    low, high, start, end = gap
    width = end - start
    table = [[0] * (width + 1) for _ in range(high - low + 1)]
    for i in range(high - low - 1, -1, -1):
        row, below, piece = table[i], table[i + 1], before[low + i]
        for j in range(width - 1, -1, -1):
            same = piece == after[start + j]
            row[j] = below[j + 1] + 1 if same else max(below[j], row[j + 1])
    i = j = 0
    while i < high - low and j < width:
        if before[low + i] == after[start + j]:
            yield low + i, start + j
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
