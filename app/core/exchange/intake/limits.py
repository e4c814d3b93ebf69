"""Which files are taken from people, and how large they may be as they are sent."""

from app.core.courses.media import CAPTIONS, CHART, HANDOUT, VIDEO

KB, MB = 1024, 1024 * 1024
FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
"""The ends of pictures' names, and what they are called inside."""
LARGEST = {CHART: 256 * KB, CAPTIONS: 512 * KB, HANDOUT: 10 * MB, VIDEO: 40 * MB}
LARGEST_PICTURE = 15 * MB
LARGEST_OF_ALL = max(*LARGEST.values(), LARGEST_PICTURE)
KINDS = (*FORMATS, CHART, HANDOUT, VIDEO)
