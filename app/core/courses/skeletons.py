"""The files of a language that was just added: all that stands there without words, so that everything is missing."""

from app.core.courses.front_fields import MINUTES, read_fields
from app.core.courses.module_words import front_of
from app.core.courses.pages import lesson_id


def skeleton(file: str, source: bytes) -> bytes:
    """A page without words: a lesson keeps its length, which a translator may change."""
    minutes = ""
    if lesson_id(file):
        found = {one.name: one.value for one in read_fields(front_of(source)) or ()}
        minutes = f"{MINUTES}: {found[MINUTES]}\n" if MINUTES in found else ""
    return f"---\n{minutes}---\n".encode()
