"""The real Academy for journeys: `flask serve` with its server and worker, on a data folder of its own."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from flask import Flask
from flask_babel import gettext, ngettext

from app import create_app
from app.core.courses.content import Module
from app.core.courses.reading import read_courses
from app.extensions import db
from app.models.people import Person
from app.services import limits, sessions
from app.services.course_folders import read_folder
from app.services.outbox import DueMail
from app.web.emails import render_mail
from app.web.languages import speaking
from config import ROOT, load_settings
from tests.support.network import free_port
from tests.support.outbox import mails

PASSWORD = "tea lamp violin 7 trams"
READY_WITHIN = 120
STOP_WITHIN = 20
HERE = "127.0.0.1"
COOKIE = "academy"


class Academy:
    """A running server, and beside it the same application in this process: for its words and its tables."""

    def __init__(self, folder: Path, **settings: str) -> None:
        # Nothing of the machine's own settings: neither its mail server nor its database.
        own = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "LANG", "TMPDIR")
            if name in os.environ
        }
        self.environment = own | {
            "MODE": "demo",
            "DATA_DIR": str(folder),
            "PORT": str(free_port()),
            "SECRET_KEY": "a key for journeys that is long enough for production",
            "DEMO_PASSWORD": PASSWORD,
            **settings,
        }
        self.log = folder.with_suffix(".log")
        self.settings = load_settings(self.environment)
        self.base_url = self.settings.base_url

    def start(self) -> None:
        """Prepare and serve, as `make run` does, until all parts are well."""
        self.launch("serve", "--prepare")
        deadline = time.monotonic() + READY_WITHIN
        while not self._is_well():
            assert self.process.poll() is None, f"The Academy ended:\n{self.told()}"
            assert time.monotonic() < deadline, f"The Academy is not ready:\n{self.told()}"
            time.sleep(0.1)

    def launch(self, *words: str) -> None:
        """Begin this command; what it writes is told after what an earlier one has written."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", *words],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,  # Ctrl-C reaches the tests alone, and they end us in good order
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )

    def _is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base_url}/health", timeout=5) as answer:
                health = json.load(answer)
        except OSError:
            return False
        return health["database"] == health["jobs"] == "ok"

    def stop(self) -> None:
        """Ask it to end; nothing of it may stay behind, and it may not have complained."""
        with self.app.app_context():
            db.engine.dispose()
        self.process.terminate()
        try:
            code = self.process.wait(STOP_WITHIN)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        told = self.told()
        assert code == 0, f"The Academy ended with {code}:\n{told}"
        assert "Traceback" not in told, f"The Academy failed on the way:\n{told}"
        assert not self._is_well(), "Something of the Academy still answers"

    def run(self, *words: str) -> str:
        """A command of ours on the same data, such as `people approve ADDRESS`."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def told(self) -> str:
        """What the server and the worker have written."""
        return self.log.read_text(errors="replace")

    @cached_property
    def app(self) -> Flask:
        return create_app(self.settings)

    @contextmanager
    def at_work(self) -> Iterator[datetime]:
        """A context in which services can be called, on the server's own tables; gives the moment."""
        with self.app.app_context():
            yield datetime.now(UTC)
            db.session.commit()

    @cached_property
    def modules(self) -> dict[str, Module]:
        """What the courses folder holds, keys included."""
        return dict(read_courses(read_folder(self.settings.courses_dir)).modules)

    def url(self, endpoint: str, **values: object) -> str:
        host = self.base_url.partition("//")[2]
        return self.app.url_map.bind(host).build(endpoint, values, force_external=True)

    def endpoint_of(self, url: str, method: str = "GET") -> str:
        """Which page stands at an address."""
        path = url.removeprefix(self.base_url).partition("?")[0].partition("#")[0]
        return str(self.app.url_map.bind("").match(path, method)[0])

    def say(self, lang: str, words: str, **values: object) -> str:
        """Words of a page in a language."""
        with self.app.app_context(), speaking(lang):
            return gettext(words, **values)

    def say_number(self, lang: str, one: str, many: str, number: int, /, **values: object) -> str:
        with self.app.app_context(), speaking(lang):
            return ngettext(one, many, number, **values)

    def mail(self, to: str, kind: str) -> str:
        """The text of the newest mail of this kind to this address."""
        with self.at_work():
            row = mails(to=to, kind=kind)[-1]
            due = DueMail(row.id, row.event_key, row.kind, row.to, row.language, row.facts)
            return render_mail(due).text

    def open_session(self, person: Person, now: datetime) -> dict[str, str]:
        """The cookie of a fresh session of this person, as a browser takes it; within `at_work`."""
        token = sessions.open_session(person_id=person.id, agent="journeys", now=now)
        client = self.app.test_client()
        with client.session_transaction(base_url=self.base_url) as session:
            session.update({"_user_id": token, "_fresh": True})
        cookie = client.get_cookie(COOKIE, HERE)
        assert cookie is not None
        return {"name": COOKIE, "value": cookie.value, "url": self.base_url}

    def forget_tries(self) -> None:
        """All journeys come from one address: what they have tried is not held against the next one."""
        with self.app.app_context():
            for rule in ("verify", "mail-network", "sign-in-network"):
                limits.clear(rule, HERE)


def _die_with_parent() -> None:
    """The kernel ends the server when the tests are killed without a chance to do it (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
