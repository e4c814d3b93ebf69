"""Who runs what when tests run in several processes: what starts a server is kept together, and begins first."""

from xdist.scheduler import LoadScopeScheduling

# A folder whose tests share one running Academy, one Chromium or one set of certificates on disk.
WHOLE = ("tests/journeys", "tests/conformance")
# Files there that start what they need by themselves.
ALONE = ("tests/journeys/test_hostile.py",)
# Everything else goes by file; these take long, and the end should not wait for one of them.
EARLY = (*WHOLE, *ALONE, "tests/storm")


class Together(LoadScopeScheduling):
    """Hands out whole folders and files, each to one process."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder = file.rpartition("/")[0]
        return folder if folder in WHOLE and file not in ALONE else file


def rank(file: str) -> int:
    """The place of a file in the order in which work is handed out."""
    return next((place for place, start in enumerate(EARLY) if file.startswith(start)), len(EARLY))
