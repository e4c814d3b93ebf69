"""The full cycle: start an attempt, save ten answers, submit; against as many bare requests with one insert each.

Counted are the twelve POSTs with their answers, the two redirects among them; on neither side is a page fetched.
"""

import http.client
import json
import sqlite3
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from bench import quiz
from bench.servers import Server

REQUESTS = 2 + len(quiz.ANSWERS)
WANTED = 0.25
FORM = "application/x-www-form-urlencoded"
Work = Callable[["Connection"], bool]


class Connection:
    """One connection kept open."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(
        self, path: str, form: dict[str, object], heads: dict[str, str]
    ) -> tuple[int, str, bytes]:
        body = urlencode(form, doseq=True)
        self._line.request("POST", path, body, {**heads, "Content-Type": FORM})
        answer = self._line.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read()

    def close(self) -> None:
        self._line.close()


@dataclass
class Cycles:
    """All rounds of one side."""

    name: str
    server: Server
    work: Work
    speeds: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    processor: float = 0.0
    failures: int = 0

    def go(self, cycles: int, connections: int) -> None:
        before, begun = self.server.processor_seconds(), time.perf_counter()
        share = cycles // connections
        threads = [threading.Thread(target=self._work, args=(share,)) for _ in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.speeds.append(share * connections / (time.perf_counter() - begun))
        self.processor += self.server.processor_seconds() - before

    def _work(self, cycles: int) -> None:
        line = Connection(self.server.port)
        for _ in range(cycles):
            begun = time.perf_counter()
            self.failures += not self.work(line)
            self.took.append(time.perf_counter() - begun)
        line.close()

    def forget(self) -> None:
        """What was only to warm up."""
        self.speeds, self.took, self.processor = [], [], 0.0

    @property
    def per_second(self) -> float:
        return statistics.median(self.speeds)

    @property
    def milliseconds(self) -> float:
        """Processor time of one cycle."""
        return self.processor / len(self.took) * 1000


def ours(learners: Iterator[dict[str, str]]) -> Work:
    """Each cycle is the first attempt of somebody else; answers carry number and key, as the page's script sends them."""
    lock = threading.Lock()

    def work(line: Connection) -> bool:
        with lock:
            heads = next(learners)
        status, place, _body = line.post(f"/en/modules/{quiz.MODULE}/quiz", {}, heads)
        if status != 302:
            return False
        attempt = urlsplit(place).path
        for number, (question, fields) in enumerate(quiz.ANSWERS.items(), 1):
            stamp = {"question": question, "sequence": number, "key": uuid4(), "seen": number - 1}
            status, _place, body = line.post(f"{attempt}/answers", {**stamp, **fields}, heads)
            if status != 200 or not json.loads(body)["saved"]:
                return False
        form = {"seen": len(quiz.ANSWERS)}
        status, place, _body = line.post(f"{attempt}/submit", form, heads)
        return status == 302 and place.endswith("/result")

    return work


def bare(line: Connection) -> bool:
    """As many forms of about the same size, each committed as one row."""
    form = {"learner": uuid4(), "value": "an answer of some words", "sequence": 1, "seen": 0}
    return all(line.post("/", form, {})[0] == 200 for _ in range(REQUESTS))


def bare_database(box: Path) -> dict[str, str]:
    file = box / "bare-writes.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, learner TEXT, value TEXT)")
    return {"BENCH_DB": str(file)}


def compare(own: Cycles, other: Cycles, *, rounds: int, cycles: int, connections: int) -> None:
    """In turn, so that whatever else the machine does meets both alike."""
    for one in (own, other):
        one.go(connections, connections)
        one.forget()
    for _ in range(rounds):
        for one in (own, other):
            one.go(cycles, connections)


def report(own: Cycles, other: Cycles) -> int:
    print(f"\n{'cycle of ' + str(REQUESTS) + ' requests':34}{'cycles/s':>12}{'p95 ms':>9}", end="")
    print(f"{'CPU ms':>9}{'failed':>8}")
    for one in (own, other):
        p95 = sorted(one.took)[int(len(one.took) * 0.95)] * 1000
        print(
            f"{one.name:34}{one.per_second:12.1f}{p95:9.0f}{one.milliseconds:9.1f}{one.failures:8}"
        )
    ratio = own.per_second / other.per_second
    print(
        f"  ratio: {ratio:.2f} of the bare requests per second,"
        f" {other.milliseconds / own.milliseconds:.2f} by processor time"
    )
    print(
        f"Wanted: the cycle at least {WANTED} of the bare requests (0.5 is the aim), none failed."
    )
    return int(own.failures + other.failures > 0 or ratio < WANTED)
