"""How far a course is that comes in behind the pages."""

from enum import StrEnum


class ImportState(StrEnum):
    """WAITING and WORKING go on by themselves; STOPPED goes on when its owner says so; DONE and REFUSED are the end."""

    WAITING = "waiting"
    WORKING = "working"
    STOPPED = "stopped"
    DONE = "done"
    REFUSED = "refused"


UNDER_WAY = (ImportState.WAITING, ImportState.WORKING)
FILES_AT_ONCE = 20
BYTES_AT_ONCE = 2 * 1024 * 1024


def is_long(files: int, size: int) -> bool:
    """Whether so many pictures and documents, of so many bytes in all, take longer than somebody waits for a page.

    A photograph of a telephone has some megabytes and takes about a second of the processor.
    """
    return files > FILES_AT_ONCE or size > BYTES_AT_ONCE
