"""What each learner has sent and what was acknowledged: a line is on the disk before the learner goes on."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Log:
    """One learner's file; `acknowledged` is written only after the server's answer has come, and synced."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)

    def sent(self, did: str, **facts: Any) -> None:
        self._write({"sent": did, **facts})

    def acknowledged(self, did: str, **facts: Any) -> None:
        self._write({"acknowledged": did, "at": time.time(), **facts})
        os.fsync(self._file.fileno())

    def _write(self, facts: dict[str, Any]) -> None:
        self._file.write(json.dumps(facts).encode() + b"\n")

    def close(self) -> None:
        self._file.close()


def read_logs(folder: Path) -> Iterator[list[dict[str, Any]]]:
    """The lines of every learner, as they are on the disk."""
    for path in sorted(folder.iterdir()):
        yield [json.loads(line) for line in path.read_text().splitlines()]
