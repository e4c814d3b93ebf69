"""Two servers of the same kind on two free ports, and how much processor time each has used."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """granian with 2 workers and 4 blocking threads each, as `make run` starts it."""

    def __init__(self, target: str, environ: dict[str, str], path: str) -> None:
        self.port = free_port()
        command = [
            str(Path(sys.executable).with_name("granian")),
            *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "error"),
            target,
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environ | {"PORT": str(self.port)}
        )
        try:
            self._wait_for(path)
        except BaseException:
            self.stop()
            raise

    def _wait_for(self, path: str) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"The server for {path} did not answer.")

    def processor_seconds(self) -> float:
        """User and system time of the server and its workers, in seconds."""
        return sum(_used(pid) for pid in [self.process.pid, *_children(self.process.pid)])

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed] + [
        grandchild for child in listed for grandchild in _children(int(child))
    ]


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
