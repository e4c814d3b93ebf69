"""`make storm`: the kill storm in full, on both databases, and a table of what came of it."""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.storm.rounds import Storm, Tally, storm
from tests.support.databases import KINDS
from tests.support.postgres import Server

BACK_WITHIN = 5.0
CUT_ROUNDS = 1
"""At the end, over a line that swallows answers."""
SHOWN = 20


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--learners", type=int, default=200)
    options.add_argument("--database", choices=(*KINDS, "both"), default="both")
    options.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    chosen = options.parse_args()
    kinds = KINDS if chosen.database == "both" else (chosen.database,)
    print(f"Seed {chosen.seed}: {chosen.rounds} rounds, {chosen.learners} learners.")
    tallies = {kind: blow(kind, chosen) for kind in kinds}
    return report(tallies)


def blow(kind: str, chosen: argparse.Namespace) -> Tally:
    with tempfile.TemporaryDirectory(prefix="academy-storm-") as box:
        server = Server() if kind == "postgresql" else None
        try:
            url = server.create_database("storm") if server else None
            with storm(Path(box), url, learners=chosen.learners, seed=chosen.seed) as one:
                return rounds(one, kind, chosen.rounds)
        finally:
            if server:
                server.stop()


def rounds(one: Storm, kind: str, number: int) -> Tally:
    """Kills of the web server alone and of everything take turns."""
    for place in range(number):
        one.kill_round(everything=place % 2 == 1)
        tell(f"{kind}, round {place + 1}: back after {one.tally.silences[-1]:.1f} s")
    for _ in range(CUT_ROUNDS):
        one.cut_round()
    return one.settle()


def tell(words: str) -> None:
    sys.stderr.write(f"\r{words}  ")
    sys.stderr.flush()


def report(tallies: dict[str, Tally]) -> int:
    sys.stderr.write("\n")
    lines = {
        "rounds": lambda tally: tally.rounds,
        "acknowledged saves": lambda tally: tally.found.saves,
        "acknowledged submissions": lambda tally: tally.found.submissions,
        "kills": lambda tally: tally.kills,
        "answers cut off after the commit": lambda tally: tally.cut,
        "lost": lambda tally: len(tally.found.lost),
        "graded twice": lambda tally: len(tally.found.graded_twice),
        "partial": lambda tally: len(tally.found.partial),
        "surprising answers": lambda tally: len(tally.surprises),
        "back after, median s": lambda tally: (
            f"{sorted(tally.silences)[len(tally.silences) // 2]:.1f}"
        ),
        "back after, slowest s": lambda tally: f"{max(tally.silences):.1f}",
    }
    print(f"{'':34}" + "".join(f"{kind:>12}" for kind in tallies))
    for name, count in lines.items():
        print(f"{name:34}" + "".join(f"{count(tally):>12}" for tally in tallies.values()))
    complaints = [one for tally in tallies.values() for one in tally.complaints]
    for one in complaints[:SHOWN]:
        print(f"- {one}")
    slowest = max(second for tally in tallies.values() for second in tally.silences)
    print(f"Wanted: nothing lost, graded twice or partial, and back within {BACK_WITHIN:.0f} s.")
    return 1 if complaints or slowest > BACK_WITHIN else 0


if __name__ == "__main__":
    raise SystemExit(main())
