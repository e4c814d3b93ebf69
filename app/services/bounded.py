"""Work whose length an author's text decides, done by a process of its own and ended after two seconds (T58).

Parsing is bounded by the size of a text, but some texts of 200 KB take seven seconds. Apart, they hold up neither the
other threads of the server nor, for longer than this, whoever wrote them. Each server process keeps one such helper.
"""

import atexit
import select
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from app.core.courses.apart import problem, receive, send
from app.core.courses.problems import Problem
from app.core.errors import TookTooLong

SECONDS = 2.0
START_WITHIN = 20.0
ROOT = Path(__file__).resolve().parents[2]
# Only the core is loaded there: without the site and the database it is ready in a fifth of the time.
BOOT = (
    "import sys, types; app = types.ModuleType('app'); app.__path__ = ['app']; sys.modules['app'] = app; "
    "from app.core.courses import apart; sys.stdout.write('ready\\n'); sys.stdout.flush(); apart.main()"
)


class Helper:
    """One process that works apart; it starts when it is needed first, and again after it was ended."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, question: Mapping[str, Any], seconds: float = SECONDS) -> Any:
        """The answer; raises TookTooLong when it, or the turn for it, does not come in time."""
        if not self._turn.acquire(timeout=seconds):
            raise TookTooLong(seconds)
        try:
            process = self._running()
            try:
                return _answer(process, question, seconds)
            except (TookTooLong, OSError, EOFError):
                self.end()
                raise TookTooLong(seconds) from None
        finally:
            self._turn.release()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        environment = {"PYTHONHASHSEED": "0"}
        process = subprocess.Popen(  # noqa: S603 -- our own program, no word of it from outside
            [sys.executable, "-c", BOOT],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._process = process
        _wait(process, START_WITHIN)
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise EOFError
        return process

    def end(self) -> None:
        """End the process where there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _answer(process: subprocess.Popen[bytes], question: Mapping[str, Any], seconds: float) -> Any:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    deadline = monotonic() + seconds
    send(process.stdin, question)
    _wait(process, deadline - monotonic())
    return receive(process.stdout)


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Until the first byte comes; what follows it is written in one go."""
    if process.stdout is None:
        raise EOFError
    ready, _, _ = select.select([process.stdout], [], [], max(0.0, seconds))
    if not ready:
        raise TookTooLong(seconds)


_helper = Helper()


def check(
    module_id: str, files: Mapping[str, bytes], others: frozenset[str]
) -> tuple[Problem, ...]:
    """What check_module finds, or TookTooLong."""
    asked = {"task": "check", "module": module_id, "others": sorted(others), "files": _plain(files)}
    return tuple(problem(plain) for plain in _helper.ask(asked))


def show_once(module_id: str, files: Mapping[str, bytes], language: str, file: str) -> None:
    """Nothing where the page can be shown in time, else TookTooLong."""
    asked = {"task": "show", "module": module_id, "language": language, "file": file}
    _helper.ask({**asked, "files": _plain(files)})


def _plain(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: b64encode(content).decode() for path, content in files.items()}


def end() -> None:
    """End the helper of this process; the next question starts another."""
    _helper.end()


atexit.register(end)
