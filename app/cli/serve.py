"""`flask serve`: the web server and the worker as one process tree in the foreground, ended by one Ctrl-C."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.setup import prepare
from app.jobs.worker import work
from app.services.demo import DemoPerson
from config import ROOT, Settings

ADDRESS = "127.0.0.1"
WORKERS, THREADS = 2, 4
READY_WITHIN = 60
STOP_WITHIN = 12
LOOK_EVERY = 0.2
STEADY = 10.0
"""Seconds after which a process that was started again has shown that it can run."""
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class ChildEnded(Exception):
    """One of the processes ended although nobody asked it to."""


class Stopped(Exception):
    """Somebody asked us to stop."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process of ours; `since` is on the monotonic clock, or None once it has shown that it can run."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes]
    since: float | None


def commands(settings: Settings) -> dict[str, list[str]]:
    """What runs beside us: granian with two processes of four threads, and one worker."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    server += ["--host", ADDRESS, "--port", str(settings.port)]
    server += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
    server += ["--log-level", "warning", "--workers-kill-timeout", "5s", "wsgi:app"]
    return {
        "web server": server,
        "worker": [sys.executable, "-m", "flask", "--app", "wsgi", "work"],
    }


def start(name: str, command: list[str]) -> Child:
    """Start a process in a group of its own, so that Ctrl-C reaches only us and we end it in good order."""
    # The server's own processes must not take themselves for the flask command: wsgi.py.
    environment = {key: value for key, value in os.environ.items() if key != "FLASK_RUN_FROM_CLI"}
    process = subprocess.Popen(  # noqa: S603 -- our own program, no word of it from outside
        command, cwd=ROOT, env=environment, process_group=0, preexec_fn=_die_with_parent()
    )
    return Child(name, command, process, time.monotonic())


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the child even when we are killed without a chance to do it."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(DIE_WITH_PARENT, signal.SIGTERM)


def stop(children: list[Child]) -> None:
    """Ask all to finish, wait, then end what is left of their groups."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            click.echo(f"The {child.name} did not stop in time and is ended.", err=True)
        _end_group(child.process.pid)
        child.process.wait()


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} cannot be used ({error.strerror}). Stop the program that holds it, or choose"
                f" another port: PORT={port + 1} make run"
            ) from None


def check(children: list[Child]) -> None:
    """Start again what has run well until now; raises ChildEnded for what ends as soon as it is started."""
    for place, child in enumerate(children):
        code = child.process.poll()
        if code is None:
            continue
        if child.since is not None and time.monotonic() - child.since < STEADY:
            raise ChildEnded(f"The {child.name} ended by itself (exit code {code}).")
        click.echo(f"The {child.name} ended (exit code {code}) and is started again.", err=True)
        _end_group(child.process.pid)
        children[place] = start(child.name, child.command)


def wait_until_answering(settings: Settings, children: list[Child]) -> None:
    """Until the web server answers at all: the processors are its alone, so that it is there the sooner."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and ask_health(settings) is None:
        check(children)
        time.sleep(LOOK_EVERY)


def wait_until_ready(settings: Settings, children: list[Child]) -> dict[str, str]:
    """Ask /health until every part is well; what it says after READY_WITHIN is given back as it is."""
    deadline = time.monotonic() + READY_WITHIN
    answer: dict[str, str] = {}
    while time.monotonic() < deadline and answer.get("status") != "ok":
        check(children)
        answer = ask_health(settings) or answer
        # A full disk does not mend itself while we wait.
        if answer.get("database") == answer.get("jobs") == "ok":
            break
        time.sleep(LOOK_EVERY)
    return answer


def ask_health(settings: Settings) -> dict[str, str] | None:
    request = urllib.request.Request(
        f"http://{ADDRESS}:{settings.port}/health", headers={"Host": settings.host}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
            body = response.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    except OSError:
        return None
    try:
        answer: dict[str, str] = json.loads(body)
    except ValueError:
        return None
    return answer


def announce(settings: Settings, answer: dict[str, str], people: list[DemoPerson]) -> None:
    failing = [part for part in ("database", "jobs", "disk") if answer.get(part) != "ok"]
    if failing:
        click.echo(f"Not well: {', '.join(failing)}. Ask `make doctor`.", err=True)
    click.echo(f"\nThe Academy is at {settings.base_url}/")
    if people:
        click.echo(f"Sign in with the password {people[0].password} as:")
    for person in people:
        click.echo(f"  {person.address:<34} {person.name}, {person.role or 'learner'}")
    click.echo("Ctrl-C stops it.")
    sys.stdout.flush()


def run(settings: Settings, people: list[DemoPerson]) -> None:
    """Start both, keep both running, and stop both when one cannot run or somebody says so."""
    children: list[Child] = []
    previous = {number: signal.signal(number, _raise_stopped) for number in STOPPING}
    try:
        for name, command in commands(settings).items():
            children.append(start(name, command))
            wait_until_answering(settings, children)
        announce(settings, wait_until_ready(settings, children), people)
        children[:] = [replace(child, since=None) for child in children]
        while True:
            check(children)
            time.sleep(LOOK_EVERY)
    except Stopped:
        click.echo("\nStopping …")
    except ChildEnded as ended:
        raise click.ClickException(f"{ended} Everything is stopped.") from None
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C does not leave orphans
        stop(children)
        for number, handler in previous.items():
            signal.signal(number, handler)


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


@click.command("serve")
@click.option("--prepare", "prepares", is_flag=True, help="Do what `flask setup` does first.")
@with_appcontext
def serve(prepares: bool) -> None:
    """Run the Academy: the web server and the worker."""
    settings: Settings = current_app.config["SETTINGS"]
    refuse_taken_port(settings.port)
    run(settings, prepare(settings) if prepares else [])


@click.command("work")
@with_appcontext
def work_command() -> None:
    """Run only the worker, which sends mails and keeps house."""
    work(current_app.extensions["jobs"])
