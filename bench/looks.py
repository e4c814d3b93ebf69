"""A preview after a pause in typing: the whole answer against rendering alone, and whom a 200 KB lesson holds up (T58)."""

import http.client
import json
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from app.core.courses.previews import preview
from app.core.courses.rendering import RenderWords, render_lesson
from bench.client import ask
from bench.servers import Server
from bench.set_up import LESSON, MODULE

FILE = "01-act-means-purpose.md"
PAGE = f"/en/studio/modules/{MODULE}/preview/en/{FILE}"
COURSES = Path(__file__).resolve().parent.parent / "courses" / MODULE
LARGEST = 200 * 1024
WANTED = 8.0
"""Times rendering alone that an answer may take: it also signs in, reads the draft, shows the questions and weighs."""
SLOWED = 6.0
"""Times as long as without it that the slowest of twenty readers may wait while a 200 KB lesson is looked at."""


class _Addresses:
    def lesson(self, module_id: str, lesson_id: str) -> str:
        return f"/{module_id}/{lesson_id}"

    def module(self, module_id: str) -> str:
        return f"/{module_id}"

    def media(self, path: str) -> str:
        return f"/{path}"


@dataclass(frozen=True)
class Looks:
    """Milliseconds: an answer, rendering alone, a reader's p95 by themselves and beside previews of 200 KB."""

    answer: float
    rendering: float
    alone: float
    beside: float
    failures: int


def measure(server: Server, heads: dict[str, str], rounds: int) -> Looks:
    """Ask for previews in turn with rendering the same text here; then readers, without and with long previews."""
    files = {
        path.relative_to(COURSES).as_posix(): path.read_bytes()
        for path in COURSES.rglob("*")
        if path.is_file()
    }
    text = files[f"en/{FILE}"].decode()
    _look(server.port, heads, text)  # the first one starts what later ones use
    answers, renderings = [], []
    for number in range(rounds):
        typed = f"{text}\nWord {number}.\n"
        answers.append(_look(server.port, heads, typed)[0])
        renderings.append(_render(files | {f"en/{FILE}": typed.encode()}))
    path = f"/en/modules/{MODULE}/{LESSON}"
    alone = _p95(ask(server.port, path, heads, requests=rounds * 4, connections=2).took)
    stop, failures = threading.Event(), [0]
    pusher = threading.Thread(target=_push, args=(server.port, heads, _long(text), stop, failures))
    pusher.start()
    beside = _p95(ask(server.port, path, heads, requests=rounds * 4, connections=2).took)
    stop.set()
    pusher.join()
    return Looks(
        statistics.median(answers), statistics.median(renderings), alone, beside, failures[0]
    )


def _look(port: int, heads: dict[str, str], text: str) -> tuple[float, int]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    begun = time.perf_counter()
    line.request("POST", PAGE, urlencode({"words": text}), heads | form)
    answer = line.getresponse()
    body = answer.read()
    took = (time.perf_counter() - begun) * 1000
    line.close()
    if answer.status == 200 and "page" not in json.loads(body):
        raise SystemExit("The preview has no page.")
    return took, answer.status


def _render(files: dict[str, bytes]) -> float:
    begun = time.perf_counter()
    shown = preview(MODULE, files, "en", FILE)
    if shown is None:
        raise SystemExit("The lesson cannot be shown.")
    render_lesson(shown.module, LESSON, "en", _Addresses(), RenderWords())
    return (time.perf_counter() - begun) * 1000


def _long(text: str) -> str:
    """The lesson's own prose, over and over, up to the largest page that the studio takes."""
    head, _, body = text.partition("\n---\n")
    prose = body.partition("\n::: question")[0].partition("\n[^")[0]
    return (head + "\n---\n" + (prose + "\n\n") * (LARGEST // len(prose.encode())))[: LARGEST - 999]


def _push(
    port: int, heads: dict[str, str], text: str, stop: threading.Event, failures: list[int]
) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        failures[0] += _look(port, heads, f"{text}\n\nWord {number}.\n")[1] not in (200, 503)


def _p95(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)] * 1000


def report(looks: Looks) -> int:
    ratio, slowed = looks.answer / looks.rendering, looks.beside / looks.alone
    print(
        f"preview: {looks.answer:.1f} ms, rendering alone {looks.rendering:.1f} ms: {ratio:.1f} times"
    )
    print(
        f"  readers' p95: {looks.alone:.1f} ms, beside previews of 200 KB {looks.beside:.1f} ms:"
        f" {slowed:.1f} times; {looks.failures} failed"
    )
    print(f"Wanted: at most {WANTED} times rendering, readers at most {SLOWED} times as long.")
    return looks.failures + (ratio > WANTED) + (slowed > SLOWED)
