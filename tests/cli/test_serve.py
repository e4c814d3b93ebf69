"""Serving for real: one process tree that answers, stops in good order, and never runs in halves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from app.extensions import db
from config import DEMO_DOMAIN, ROOT, ConfigError, load_settings
from tests.support.factories import make_person
from tests.support.network import free_port

# The package gives this name to the command.
serving = import_module("app.cli.serve")

pytestmark = pytest.mark.one_database
PATIENCE = 90
Serve = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environment(tmp_path: Path, port: int) -> dict[str, str]:
    """What a bare shell gives, so that no setting of this machine takes part."""
    courses = tmp_path / "courses"
    courses.mkdir()
    (courses / "tracks.yaml").write_text((ROOT / "courses" / "tracks.yaml").read_text())
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PORT": str(port),
        "DATA_DIR": str(tmp_path / "data"),
    }


@pytest.fixture
def serve(environment: dict[str, str]) -> Iterator[Serve]:
    """Start `flask serve --prepare` and wait for its last line."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare"],
            cwd=ROOT,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(process)
        process.told = []
        for line in process.stdout:
            process.told.append(line)
            if line.startswith("Ctrl-C"):
                return process
        raise AssertionError("".join(process.told) + process.stderr.read())

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def of_this_tree(process: subprocess.Popen[str]) -> list[int]:
    """Every process of the session that this one leads, from the kernel's own list."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _parent, _group, session = (
                (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            )
            if int(session) == process.pid and state != "Z":
                found.append(int(entry.name))
    return found


def gone(process: subprocess.Popen[str]) -> bool:
    deadline = time.monotonic() + 15
    while of_this_tree(process) and time.monotonic() < deadline:
        time.sleep(0.1)
    return of_this_tree(process) == []


def test_it_answers_says_how_to_sign_in_and_ends_with_one_signal(serve, port):
    process = serve()
    told = "".join(process.told)
    assert f"The Academy is at http://127.0.0.1:{port}/" in told
    assert f"admin@{DEMO_DOMAIN}" in told
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
        health = json.load(answer)
    assert (health["status"], health["database"], health["jobs"]) == ("ok", "ok", "ok")
    assert len(of_this_tree(process)) >= 5  # we, the server and its two, the worker

    process.send_signal(signal.SIGINT)

    assert process.wait(30) == 0
    assert gone(process)
    assert "Traceback" not in process.stderr.read()


def workers(process: subprocess.Popen[str]) -> list[int]:
    return [
        pid
        for pid in of_this_tree(process)
        if b"\0wsgi\0work" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def test_a_killed_process_is_started_again_and_one_that_cannot_run_ends_all(serve):
    process = serve()
    (first,) = workers(process)

    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while first in workers(process) or not workers(process):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    (second,) = workers(process)
    os.kill(second, signal.SIGKILL)

    assert process.wait(30) == 1
    told = process.stderr.read()
    assert "The worker ended (exit code -9) and is started again." in told
    assert "The worker ended by itself (exit code -9). Everything is stopped." in told
    assert gone(process)


def test_a_process_that_met_an_accident_is_started_again(monkeypatch, capsys):
    """One that had run steadily; the others are left alone."""
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    children = [serving.start("worker", sleeping), serving.start("web server", sleeping)]
    killed, other = children
    killed.process.kill()
    killed.process.wait(PATIENCE)
    monkeypatch.setattr(serving, "STEADY", 0.0)

    serving.check(children)

    try:
        assert children[0].process.pid != killed.process.pid
        assert children[0].process.poll() is None
        assert children[1] is other
        assert "The worker ended (exit code -9) and is started again." in capsys.readouterr().err
    finally:
        serving.stop(children)


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        text=True,
        capture_output=True,
        timeout=PATIENCE,
    )


def test_a_port_in_use_is_told_before_anything_is_prepared(environment, port, tmp_path):
    with socket.create_server(("127.0.0.1", port)):
        done = run(environment, "-m", "flask", "--app", "wsgi", "serve", "--prepare")

    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


PRODUCTION = {
    "MODE": "production",
    "BASE_URL": "https://academy.example",
    "SECRET_KEY": "a key for tests that is long enough for production",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be random"),
        ({"SECRET_KEY": "you-will-never-guess"}, "SECRET_KEY must be random"),
        ({"BASE_URL": ""}, "BASE_URL is not set"),
        ({"BASE_URL": "http://academy.example"}, "must begin with https://"),
        ({"MODE": "debug"}, "MODE is 'debug'"),
        ({"SMTP_URL": "mail.example"}, "SMTP_URL must be like"),
        ({"JOBS_URL": "redis://cache.example"}, "JOBS_URL must begin with"),
    ],
)
def test_settings_that_are_missing_or_unsafe_are_refused_by_name(environment, changed, told):
    with pytest.raises(ConfigError, match=told):
        load_settings(environment | PRODUCTION | changed)


def test_a_refused_setting_ends_the_start_with_its_message_alone(environment):
    done = run(environment | PRODUCTION | {"SECRET_KEY": ""}, "-c", "import wsgi")

    assert done.returncode == 1
    assert done.stderr.startswith("The Academy does not start: SECRET_KEY is not set.")
    assert "Traceback" not in done.stderr


def test_production_does_not_start_with_people_of_the_demonstration(
    environment, db_session, settings
):
    """Whatever server asks for the application is refused; the command that removes them is not."""
    chosen = environment | PRODUCTION | {"DATABASE_URL": settings.database_url}
    make_person(address=f"learner@{DEMO_DOMAIN}")
    db.session.rollback()

    refused = run(chosen, "-c", "import wsgi")

    assert refused.returncode == 1
    assert "people of the demonstration" in refused.stderr
    assert "Traceback" not in refused.stderr
    removed = run(chosen, "-m", "flask", "--app", "wsgi", "demo", "remove")
    assert "1 people removed" in removed.stdout
    assert run(chosen, "-c", "import wsgi").returncode == 0
