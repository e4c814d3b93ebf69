"""Nothing leaves the machine: a connection to another host, or to a real mail server, fails the test."""

import socket
import sys
from typing import Any

LOCAL_NAMES = frozenset({"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"})
MAIL_PORTS = frozenset({25, 465, 587})


class NetworkUsed(OSError):
    """Something under test tried to reach the network."""


class Watch:
    """Sees every connection of this process; `reached` lists what was refused since it was last cleared."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            self._connect(args[1])
        elif event == "socket.getaddrinfo":
            self._look_up(args[0], args[1])

    def _connect(self, address: Any) -> None:
        if isinstance(address, tuple):
            host, port = address[:2]
            if not is_local(host):
                self._refuse(f"a connection to {host}, port {port}")
            if port in MAIL_PORTS:
                self._refuse(f"the mail server of this machine (port {port})")

    def _look_up(self, host: Any, port: Any) -> None:
        name = host.decode() if isinstance(host, bytes) else (host or "")
        if not is_local(name):
            self._refuse(f"a look-up of {name}")

    def _refuse(self, what: str) -> None:
        self.reached.append(what)
        raise NetworkUsed(f"This test used the network: {what}.")


def is_local(host: str) -> bool:
    return host in LOCAL_NAMES or host.startswith("127.")


watch = Watch()
# An audit hook sees connections however they are made, and nothing under test can unpatch it.
sys.addaudithook(watch)


def free_port() -> int:
    """A port of this machine that nothing listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
