"""The title of a page without reading its body, however unfinished the page is."""

from app.core.courses.front_matter import read_front_matter
from app.core.courses.pages import KEYS, LESSON_KEYS
from app.core.courses.problems import Findings
from app.core.courses.sources import read_source

LONGEST_HEAD = 16 * 1024


def title_of(content: bytes, file: str) -> str:
    """The title in the front matter; nothing where it cannot be read."""
    end = content.find(b"\n---", 3, LONGEST_HEAD)
    source = read_source(file, content[: end + 5], Findings()) if end > 0 else None
    if source is None:
        return ""
    fields = read_front_matter(source, KEYS.get(file, LESSON_KEYS), Findings()).fields
    return (fields.text("title") if fields else None) or ""
