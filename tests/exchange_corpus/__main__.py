"""Reads every file of other systems below the folders given, and prints what became of all their items.

`python -m tests.exchange_corpus FOLDER…`: ends with 1 where a question is neither taken nor named in a report.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.core.errors import Refusal
from app.core.exchange.gift import read_gift
from app.core.exchange.mbz.course import Wanted, read_backup
from app.core.exchange.moodle_xml import read_moodle_xml
from app.core.exchange.placing import Place, placed
from app.core.exchange.reports import Item, Report

WANTED = Wanted("en", "", date(2026, 1, 1), "Section", "Quiz", "Outcome", "All of it", "officials")
PLACE = Place("en", (), (), "All of it")
_QUESTION = re.compile(rb"<question\s+type=")


def report_of(path: Path) -> tuple[Report, int | None]:
    """The report of a file, and how many items it has where that can be counted by another way."""
    content = path.read_bytes()
    if path.suffix == ".mbz":
        return read_backup(content, WANTED).report, None
    if path.suffix == ".gift":
        return placed(read_gift(content), PLACE).report, None
    plain = re.sub(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", b"", content, flags=re.DOTALL)
    return placed(read_moodle_xml(content), PLACE).report, len(_QUESTION.findall(plain))


def files_in(folders: list[str]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if (
                path.suffix in (".mbz", ".gift")
                and path.is_file()
                or path.suffix == ".xml"
                and path.is_file()
                and b"<quiz" in path.read_bytes()[:4096]
            ):
                yield path


def whole(items: tuple[Item, ...]) -> int:
    """How many places of the file the report speaks of."""
    return len({item.where for item in items if item.where})


def main(folders: list[str]) -> int:
    sums: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    unaccounted = 0
    for path in files_in(folders):
        try:
            report, expected = report_of(path)
        except Refusal as refused:
            sums["files refused"] += 1
            print(f"{path.name}: refused, {' '.join(map(str, refused.args))}")
            continue
        sums["files"] += 1
        told = whole(report.items) if expected is not None else None
        if expected is not None and told != expected:
            unaccounted += abs(expected - (told or 0))
        sums["questions"] += sum(item.code == "question" for item in report.of("taken"))
        for kind, count in report.counts.items():
            sums[kind] += count
        codes.update(f"{item.kind} {item.code}" for item in report.items)
        print(
            f"{path.name}: {dict(report.counts)}"
            + (f", {told} of {expected} items" if expected else "")
        )
    print("\n".join(f"{count:5} {code}" for code, count in codes.most_common()))
    print(f"sum: {dict(sums)}, neither taken nor named: {unaccounted}")
    return 1 if unaccounted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
