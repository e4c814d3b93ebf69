"""Opens containers that come in on standard input, and prints of each what came of it, the seconds and the megabytes.

Each stands behind eight bytes that say how long it is. The megabytes are those by which the process grew since it
began: memory that was given back is not forgotten.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterable

from app.core.exchange.containers import ContainerRefused, open_container


def measured(containers: Iterable[bytes]) -> list[tuple[str, float, float]]:
    """The same in a process of its own: the outcome, processor seconds, megabytes more than at the beginning."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.support.measured_opening"],
        input=b"".join(len(content).to_bytes(8, "big") + content for content in containers),
        capture_output=True,
        check=True,
    )
    lines = [line.split("\t") for line in run.stdout.decode().splitlines()]
    return [(came, float(seconds), float(megabytes)) for came, seconds, megabytes in lines]


def main() -> None:
    before = _peak()
    while length := sys.stdin.buffer.read(8):
        content = sys.stdin.buffer.read(int.from_bytes(length, "big"))
        began = time.process_time()
        try:
            came = f"{len(open_container(content))} files"
        except ContainerRefused as refused:
            came = refused.code
        print(came, time.process_time() - began, (_peak() - before) / 1024, sep="\t")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
