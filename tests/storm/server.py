"""The Academy in the storm: killed without warning, and started again as the unit of docs/running.md does."""

import os
import re
import signal
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from config import ROOT
from tests.journeys.academy import READY_WITHIN, Academy

UNIT = (ROOT / "docs" / "running.md").read_text()
PAGE = "/en/help"
"""Whoever gets this page is served again."""
LOOK_EVERY = 0.05
GRANIAN = "granian"


def of_unit(name: str) -> str:
    """A setting of the documented unit."""
    found = re.search(rf"^{name}=(.+)$", UNIT, re.MULTILINE)
    assert found, f"The unit in docs/running.md has no {name}"
    return found[1]


class Storming(Academy):
    """`flask serve` under a supervisor that does what systemd would."""

    def kill(self, *, everything: bool) -> None:
        """SIGKILL for all processes of the web server; with `everything` for its parent and the worker too.

        Each child leads a group of its own, with all its workers: none of them gets a last word.
        """
        parent = self.process.pid
        groups = [pid for pid in children(parent) if everything or _is_web_server(pid)]
        for group in [*groups, *([parent] if everything else [])]:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)

    def return_after(self, killed_at: float) -> float:
        """Seconds of silence. Where the unit has ended, we do as systemd: wait RestartSec, then start it."""
        is_started = False
        while not self.serves():
            assert time.monotonic() < killed_at + READY_WITHIN, f"It stays away:\n{self.told()}"
            if not is_started and self.process.poll() is not None:
                time.sleep(seconds(of_unit("RestartSec")))
                self.launch(*of_unit("ExecStart").partition("--app wsgi ")[2].split())
                is_started = True
            time.sleep(LOOK_EVERY)
        return time.monotonic() - killed_at

    def serves(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base_url}{PAGE}", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def seconds(text: str) -> float:
    """A span of systemd: "3", "200ms"."""
    return float(text.removesuffix("ms")) / 1000 if text.endswith("ms") else float(text)


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_web_server(pid: int) -> bool:
    return GRANIAN in Path(f"/proc/{pid}/cmdline").read_text()
