"""One round of the storm after the other: learners at work, a kill in the middle, the return, and the count."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.storm.checks import Findings, compare, look_at_everything
from tests.storm.course import write_courses
from tests.storm.learner import Learner
from tests.storm.line import Gate, Line
from tests.storm.log import Log, read_logs
from tests.storm.people import Pass, make_learners
from tests.storm.proxy import Proxy
from tests.storm.server import Storming

EARLIEST, LATEST = 0.2, 2.0
"""When the kill comes, in seconds after the learners have begun to save and submit."""
LATECOMERS = 0.1
"""How many start their attempt only then."""
CUT = 0.3
"""How many answers a bad line swallows."""
LONGEST_ROUND = 300


@dataclass
class Tally:
    """What all rounds together have seen."""

    rounds: int = 0
    kills: int = 0
    attempts: int = 0
    cut: int = 0
    silences: list[float] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    found: Findings = field(default_factory=Findings)

    @property
    def complaints(self) -> list[str]:
        return [
            *self.surprises,
            *(f"lost: {one}" for one in self.found.lost),
            *(f"graded twice: {one}" for one in self.found.graded_twice),
            *(f"partial: {one}" for one in self.found.partial),
        ]


class Storm:
    """A running Academy with its learners, and the tally of what has been done to them."""

    def __init__(self, academy: Storming, passes: list[Pass], folder: Path, seed: int) -> None:
        self.academy, self.passes, self.folder = academy, passes, folder
        self.dice = Random(seed)
        self.gate = self._gate(academy.settings.port)
        self.tally = Tally()

    def _gate(self, port: int) -> Gate:
        gate = Gate(port, f"127.0.0.1:{self.academy.settings.port}")
        gate.up.set()
        return gate

    def kill_round(self, *, everything: bool) -> None:
        """All learners at once; the server dies while they save and submit, and they go on until all is answered."""
        self._round(self.gate, lambda: self._kill(everything=everything))

    def cut_round(self) -> None:
        """The same over a line that swallows answers after the server has done its work."""
        proxy = Proxy(self.academy.settings.port, Random(self.dice.random()), CUT)
        try:
            self._round(self._gate(proxy.port), lambda: None)
        finally:
            proxy.close()
        self.tally.cut += proxy.cut

    def _kill(self, *, everything: bool) -> None:
        time.sleep(self.dice.uniform(EARLIEST, LATEST))
        self.gate.up.clear()
        killed_at = time.monotonic()
        self.academy.kill(everything=everything)
        self.tally.silences.append(self.academy.return_after(killed_at))
        self.tally.kills += 1
        self.gate.up.set()

    def _round(self, gate: Gate, disturb: Callable[[], None]) -> None:
        logs = self.folder / f"round-{self.tally.rounds}"
        logs.mkdir(parents=True)
        ready = threading.Barrier(len(self.passes) + 1, timeout=LONGEST_ROUND)
        threads = [
            threading.Thread(
                target=self._learn,
                args=(gate, one, logs / f"{number:04}", ready, self.dice.random()),
            )
            for number, one in enumerate(self.passes)
        ]
        for thread in threads:
            thread.start()
        ready.wait()
        disturb()
        for thread in threads:
            thread.join(LONGEST_ROUND)
        self.tally.rounds += 1
        self.tally.attempts += len(self.passes)
        self._check(logs)

    def _learn(
        self, gate: Gate, one: Pass, path: Path, ready: threading.Barrier, seed: float
    ) -> None:
        line, log, dice = Line(gate, one.cookie, one.token), Log(path), Random(seed)
        learner = Learner(line, log, dice)
        is_late = dice.random() < LATECOMERS
        try:
            try:
                if not is_late:
                    learner.begin()
            finally:
                ready.wait()
            if is_late:
                learner.begin()
            learner.go_on()
        except (
            Exception
        ) as error:  # a thread has nobody above it: whatever it is, the round tells it
            self.tally.surprises.append(f"{type(error).__name__}: {error}")
        finally:
            line.close()
            log.close()

    def _check(self, logs: Path) -> None:
        with self.academy.at_work():
            for lines in read_logs(logs):
                compare(lines, self.tally.found)

    def settle(self) -> Tally:
        """The last look, at the whole database."""
        with self.academy.at_work():
            look_at_everything(self.tally.attempts, self.tally.found)
        return self.tally


@contextmanager
def storm(folder: Path, url: str | None, *, learners: int, seed: int) -> Iterator[Storm]:
    """An Academy of its own on this database, with so many learners inside."""
    courses = folder / "courses"
    write_courses(courses)
    settings = {"COURSES_DIR": str(courses)} | ({"DATABASE_URL": url} if url else {})
    academy = Storming(folder / "data", **settings)
    try:
        academy.start()
        yield Storm(academy, make_learners(academy, learners), folder / "logs", seed)
    finally:
        academy.stop()
