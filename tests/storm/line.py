"""A learner's connection: what gets no answer is sent again, byte for byte, until it gets one."""

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.storm.sheet import Fields

TIMEOUT = 30
PATIENCE = 120
PAUSE = 0.2


class NoAnswer(Exception):
    """For longer than a learner waits, nothing came back."""


@dataclass
class Gate:
    """Where the server is, whether it is up, and what all learners together have seen of it."""

    port: int
    host: str
    up: threading.Event = field(default_factory=threading.Event)
    counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str, number: int = 1) -> None:
        with self._lock:
            self.counts[what] += number


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str


class Line:
    """One kept-alive connection with one person's cookie and token."""

    def __init__(self, gate: Gate, cookie: str, token: str) -> None:
        self.gate = gate
        self._headers = {"Host": gate.host, "Cookie": cookie, "X-CSRFToken": token}
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        return self._send("POST", path, urlencode(fields, doseq=True))

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.gate.up.wait(PATIENCE)
            try:
                answer = self._once(method, path, body)
            except (OSError, http.client.HTTPException):
                self.gate.count("without an answer")
                self.close()
                time.sleep(PAUSE)  # as a browser does, which would rather not hammer a dead server
                continue
            if answer.status == 503:
                self.gate.count("asked to wait")
                time.sleep(PAUSE)
                continue
            return answer
        raise NoAnswer(f"{method} {path}")

    def _once(self, method: str, path: str, body: str | None) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.gate.port, timeout=TIMEOUT
            )
        headers = dict(self._headers)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        return Answer(response.status, response.read(), response.headers.get("Location", ""))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
