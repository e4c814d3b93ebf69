"""Slow clients: a hundred half-sent forms in front of nginx, as docs/running.md sets it up, stop nobody."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config import ROOT
from tests.support.network import free_port

HALF_SENT = 100
ADDRESSES = 5
PATIENCE = 10
HALF = (
    b"POST /en/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\naddress="
)


def documented() -> str:
    """The first nginx block of docs/running.md."""
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    found = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)
    assert found, "docs/running.md has no nginx configuration"
    return found[1]


def on_this_machine(text: str, port: int, upstream: int) -> str:
    """The same configuration on free ports, without a certificate and without the way from port 80."""
    secure = text.partition("server {\n    listen 80;")[0]
    for line in (r"listen \[::\]:443 ssl;", r"http2 on;.*", r"ssl_certificate.*"):
        secure, dropped = re.subn(rf"^ *{line}\n", "", secure, flags=re.MULTILINE)
        assert dropped, f"docs/running.md has no line {line!r} any more"
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};"),
    ):
        assert old in secure, f"docs/running.md has no line {old!r} any more"
        secure = secure.replace(old, new)
    return secure


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int]:
    """The documented proxy before the server at `upstream`; gives its port."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    port = free_port()
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    site = on_this_machine(documented(), port, upstream)
    user = "user root;\n" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"{user}daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{paths}{site}}}\n"
    )
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(configuration)])
    try:
        wait_for(port, process, folder)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(port: int, process: subprocess.Popen, folder: Path) -> None:
    for _ in range(100):
        assert process.poll() is None, (folder / "log").read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not answer")


@contextmanager
def half_sent(port: int) -> Iterator[None]:
    """So many forms of which the rest never comes, from several addresses of this machine."""
    with ExitStack() as open_ones:
        for number in range(HALF_SENT):
            source = (f"127.0.0.{2 + number % ADDRESSES}", 0)
            one = socket.create_connection(("127.0.0.1", port), PATIENCE, source_address=source)
            open_ones.enter_context(one).sendall(HALF)
        yield


def opens(port: int) -> int:
    """The status of the sign-in page; TimeoutError when it does not come."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/en/sign-in", headers={"Host": "127.0.0.1"}
    )
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        answer.read()
        return int(answer.status)


def test_a_hundred_half_sent_forms_stop_nobody_behind_the_documented_proxy(academy, tmp_path):
    upstream = urlsplit(academy.base_url).port
    with nginx(tmp_path, upstream) as port, half_sent(port):
        assert [opens(port) for _ in range(20)] == [200] * 20


def test_the_proxy_hands_a_form_on_only_when_all_of_it_has_come(tmp_path):
    upstream = socket.create_server(("127.0.0.1", 0))
    upstream.settimeout(PATIENCE)
    with (
        upstream,
        nginx(tmp_path, upstream.getsockname()[1]) as port,
        half_sent(port),
        socket.create_connection(("127.0.0.1", port), PATIENCE) as whole,
    ):
        whole.sendall(HALF.replace(b"4000", b"8"))
        first, _ = upstream.accept()
        with first:
            assert b"Content-Length: 8\r\n" in first.recv(65536)
        upstream.settimeout(0.5)
        with pytest.raises(TimeoutError):
            upstream.accept()
