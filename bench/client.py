"""A small closed-loop client: a few connections that each ask for the next page when the last has come."""

import http.client
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Load:
    """What came back: seconds per request, and every answer that was not a 200."""

    took: list[float] = field(default_factory=list)
    failures: int = 0
    wall: float = 0.0


def ask(port: int, path: str, headers: dict[str, str], *, requests: int, connections: int) -> Load:
    """Send `requests` in all over `connections` kept open; give back how long each took."""
    load = Load()
    share = requests // connections
    threads = [
        threading.Thread(target=_one_line, args=(port, path, headers, share, load))
        for _ in range(connections)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.wall = time.perf_counter() - begun
    return load


def _one_line(port: int, path: str, headers: dict[str, str], share: int, load: Load) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(share):
        begun = time.perf_counter()
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.read()
        load.took.append(time.perf_counter() - begun)
        load.failures += answer.status != 200
    line.close()
