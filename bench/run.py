"""`make bench`: pages against bare pages of the same size, a whole quiz against bare writes, previews against rendering."""

import argparse
import secrets
import sqlite3
import statistics
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench import cycle, looks
from bench.client import Load, ask
from bench.servers import Server
from bench.set_up import prepare

LESSON = "/en/modules/trafficking-in-human-beings/act-means-purpose"
CATALOGUE = "/en/catalogue"
WANTED = 0.3


@dataclass
class Measure:
    """All rounds of one page."""

    name: str
    server: Server
    path: str
    headers: dict[str, str]
    rounds: list[Load] = field(default_factory=list)
    processor: float = 0.0

    def go(self, requests: int, connections: int) -> None:
        before = self.server.processor_seconds()
        self.rounds.append(
            ask(
                self.server.port,
                self.path,
                self.headers,
                requests=requests,
                connections=connections,
            )
        )
        self.processor += self.server.processor_seconds() - before

    @property
    def requests(self) -> int:
        return sum(len(one.took) for one in self.rounds)

    @property
    def per_second(self) -> float:
        return statistics.median(len(one.took) / one.wall for one in self.rounds)

    @property
    def p95(self) -> float:
        took = sorted(second for one in self.rounds for second in one.took)
        return took[int(len(took) * 0.95)] * 1000

    @property
    def milliseconds(self) -> float:
        return self.processor / self.requests * 1000

    @property
    def failures(self) -> int:
        return sum(one.failures for one in self.rounds)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--requests", type=int, default=400)
    options.add_argument("--cycles", type=int, default=32)
    options.add_argument("--connections", type=int, default=4)
    chosen = options.parse_args()
    learners = chosen.rounds * chosen.cycles + chosen.connections
    with tempfile.TemporaryDirectory() as box:
        ready = prepare(Path(box), datetime.now(UTC), secrets.token_urlsafe(48), learners)
        ours = Server("wsgi:app", ready.environ, CATALOGUE)  # /health would miss the jobs worker
        try:
            slow_pages = compare_pages(ours, Path(box), ready.cookie, chosen)
            slow_cycles = compare_cycles(ours, Path(box), ready.learners, chosen)
            slow_looks = looks.report(looks.measure(ours, ready.author, chosen.rounds * 10))
        finally:
            ours.stop()
    return slow_pages or slow_cycles or slow_looks


def compare_cycles(
    server: Server, box: Path, learners: Iterator[dict[str, str]], chosen: argparse.Namespace
) -> int:
    bare = Server("bench.bare_writes:app", cycle.bare_database(box), "/")
    try:
        own = cycle.Cycles("start, 10 saves, submit", server, cycle.ours(learners))
        other = cycle.Cycles("bare form, one committed insert", bare, cycle.bare)
        cycle.compare(
            own, other, rounds=chosen.rounds, cycles=chosen.cycles, connections=chosen.connections
        )
    finally:
        bare.stop()
    return cycle.report(own, other)


def compare_pages(ours: Server, box: Path, cookie: str, chosen: argparse.Namespace) -> int:
    servers: list[Server] = []
    measures = []
    try:
        for name, path in (("lesson", LESSON), ("catalogue", CATALOGUE)):
            size = _size(ours.port, path, cookie)
            bare = Server("bench.bare:app", _bare(box, name, size), "/")
            servers.append(bare)
            measures.append(
                (
                    Measure(f"{name}, {size / 1024:.1f} KB", ours, path, {"Cookie": cookie}),
                    Measure("bare page of the same size", bare, "/", {}),
                )
            )
        for pair in measures:
            for one in pair:
                ask(
                    one.server.port,
                    one.path,
                    one.headers,
                    requests=80,
                    connections=chosen.connections,
                )
            for _ in range(chosen.rounds):
                for one in pair:
                    one.go(chosen.requests, chosen.connections)
    finally:
        for server in servers:
            server.stop()
    return report(measures)


def _size(port: int, path: str, cookie: str) -> int:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return len(answer.read())


def _bare(box: Path, name: str, size: int) -> dict[str, str]:
    file = box / f"bare-{name}.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, title TEXT)")
        connection.execute("INSERT INTO page VALUES (1, 'A page')")
    return {"BENCH_DB": str(file), "BENCH_BYTES": str(size)}


def report(measures: list[tuple[Measure, Measure]]) -> int:
    print(f"{'page':34}{'requests/s':>12}{'p95 ms':>9}{'CPU ms':>9}{'failed':>8}")
    fell_short = 0
    for pair in measures:
        for one in pair:
            print(
                f"{one.name:34}{one.per_second:12.0f}{one.p95:9.1f}{one.milliseconds:9.2f}{one.failures:8}"
            )
        own, bare = pair
        ratio = own.per_second / bare.per_second
        print(
            f"  ratio: {ratio:.2f} of the bare page's requests per second,"
            f" {bare.milliseconds / own.milliseconds:.2f} by processor time"
        )
        fell_short += own.failures + bare.failures
        fell_short += own.path == LESSON and ratio < WANTED
    print(f"Wanted: lesson page at least {WANTED} of the bare page, no failed request.")
    return 1 if fell_short else 0


if __name__ == "__main__":
    raise SystemExit(main())
