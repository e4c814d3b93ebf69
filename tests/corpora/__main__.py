"""Reads the questions of other projects, prints what became of each file, and lets another parser read our exports."""

import argparse
import json
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import Phase, given, settings

from app.core.courses.content import Question, QuestionType
from app.core.courses.questions.writing import Unwritable, as_written, question_block
from app.core.errors import ExchangeRefused
from app.core.exchange.gift import read_gift
from app.core.exchange.gift_writing import gift
from app.core.exchange.moodle_xml import read_moodle_xml
from app.core.exchange.placing import Place, placed
from tests.core.courses.questions.made import by_hand, questions
from tests.corpora.packages import PACKAGES, SECOND_PARSER, fetch, members, texts

PLACE = Place("en", (), (), "The answer as a whole")
COLUMNS = ("taken", "guessed", "left-out", "refused")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make exchange", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/corpora"))
    parser.add_argument("--verbose", action="store_true", help="print each item that is no taking")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    exports = [export_of(question) for question in (*shipped(), *wild())]
    sums: Counter[str] = Counter()
    print(f"{'taken':>7}{'guessed':>9}{'left-out':>10}{'refused':>9}  file")
    for package in PACKAGES:
        for name, content in texts(package, fetch(package, asked.folder)):
            counts, questions = became(name, content, verbose=asked.verbose)
            sums += counts
            exports += [export_of(question) for question in questions]
            show(counts, f"{package.name} {name}")
    show(sums, "in all")
    return read_again(asked.folder, [text for text in exports if text])


def show(counts: Counter[str], name: str) -> None:
    print("{:7}{:9}{:10}{:9}  {}".format(*(counts[column] for column in COLUMNS), name))


def became(name: str, content: bytes, *, verbose: bool) -> tuple[Counter[str], list[Question]]:
    """What became of one file, by kind, and its questions as they would stand in a module."""
    try:
        imported = (read_moodle_xml if name.endswith(".xml") else read_gift)(content)
    except ExchangeRefused as refused:
        print(f"        refused: {refused.code} {refused.where}")
        return Counter(refused=1), []
    found = placed(imported, PLACE)
    if verbose:
        for item in found.report.items:
            if item.kind != "taken":
                print(
                    f"        {item.kind} {item.code} {item.where} {item.what!r} {dict(item.facts)}"
                )
    return Counter(found.report.counts), list(found.questions)


def shipped() -> list[Question]:
    """The questions of our own modules, in their source language, as if it were English."""
    return [
        replace(question, texts={"en": question.texts[language]})
        for question, language in by_hand()
    ]


def wild() -> list[Question]:
    """Questions of every type with hostile words, the same ones each time."""
    found: list[Question] = []
    for kind in QuestionType:

        @settings(
            max_examples=60, derandomize=True, deadline=None, database=None, phases=[Phase.generate]
        )
        @given(questions(kind))
        def collect(question: Question) -> None:
            with suppress(Unwritable):
                question_block(question, "en", is_source=True)
                found.append(as_written(question))

        collect()
    return found


def export_of(question: Question) -> str:
    return gift([question], "en").content.decode()


def read_again(folder: Path, exports: list[str]) -> int:
    """Let the other parser read each export; the number of those that it cannot read."""
    module = folder / "second-parser.cjs"
    found = dict(members(fetch(SECOND_PARSER, folder), r"package/lib/gift-parser\.js$"))
    module.write_bytes(next(iter(found.values())))
    program = Path(__file__).with_name("second_parser.cjs")
    done = subprocess.run(
        ["node", program, module.resolve()],
        input=json.dumps(exports).encode(),
        check=True,
        capture_output=True,
    )
    told = json.loads(done.stdout)
    failed = [(text, one) for text, one in zip(exports, told, strict=True) if one.get("count") != 1]
    print(
        f"{len(exports)} questions written in GIFT, {len(exports) - len(failed)} read by {SECOND_PARSER.name} {SECOND_PARSER.version} as one question each."
    )
    for text, one in failed:
        print(one, text, sep="\n")
    return min(len(failed), 1)


if __name__ == "__main__":
    sys.exit(main())
