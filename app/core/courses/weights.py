"""What a page weighs on the way to its reader, and how long that takes on the slowest line that we serve."""

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.courses.advice import HEAVY_LESSON
from app.core.courses.media import IMAGES, kind_of

LINE = 50_000
"""Bits a second that a 2G line carries."""
LEVEL = 4
"""How hard pages are compressed on their way (app/web/compression.py)."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes over the wire: the page as it is compressed, and the pictures on it, which load with it.

    Films are not counted, since they load on demand; charts are part of the page.
    """

    page: int
    pictures: int

    @property
    def total(self) -> int:
        return self.page + self.pictures

    @property
    def seconds(self) -> int:
        """On a 2G line, in whole seconds, never 0."""
        return max(1, round(self.total * 8 / LINE))

    @property
    def is_heavy(self) -> bool:
        return self.total > HEAVY_LESSON


def weigh(html: str, media: Iterable[str], sizes: Mapping[str, int]) -> Weight:
    """The weight of a page; `media` are the paths of what it shows, `sizes` the bytes of each file."""
    pictures = sum(sizes.get(path, 0) for path in set(media) if kind_of(path) in IMAGES)
    return Weight(len(gzip.compress(html.encode(), LEVEL, mtime=0)), pictures)
