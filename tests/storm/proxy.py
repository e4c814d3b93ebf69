"""A line that breaks at the worst moment: the request has arrived, the answer never does (R15)."""

import socket
import threading
from contextlib import suppress
from random import Random

CHUNK = 65536
HEAD_END = b"\r\n\r\n"


class Proxy:
    """Hands requests on to the server; of some it lets the whole answer come, and then hangs up."""

    def __init__(self, upstream: int, dice: Random, share: float) -> None:
        self._upstream, self._dice, self._share = upstream, dice, share
        self.cut = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        here = socket.create_connection(("127.0.0.1", self._upstream))
        with suppress(OSError), client, here as server:
            while request := read_message(client):
                server.sendall(request)
                answer = read_message(server)
                if request.startswith(b"POST") and self._cuts():
                    return
                client.sendall(answer)

    def _cuts(self) -> bool:
        with self._lock:
            cuts = self._dice.random() < self._share
            self.cut += cuts
            return cuts


def read_message(line: socket.socket) -> bytes:
    """A whole request or answer, its body by Content-Length; empty at the end of the line."""
    held = b""
    while HEAD_END not in held:
        chunk = line.recv(CHUNK)
        if not chunk:
            return b""
        held += chunk
    head, _, body = held.partition(HEAD_END)
    missing = _length(head) - len(body)
    while missing > 0:
        chunk = line.recv(CHUNK)
        if not chunk:
            return b""
        held += chunk
        missing -= len(chunk)
    return held


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
