"""A PostgreSQL server of the tests' own: made in a temporary folder, ended with the test run."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

PACKAGE = "postgresql"
START_WITHIN = 30
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class PostgresMissing(RuntimeError):
    """The server's programs are not on this machine."""


def program(name: str) -> Path:
    """The newest server program of this name: Debian keeps them outside PATH."""

    def version(path: Path) -> tuple[int, ...]:
        return tuple(int(part) for part in path.parts[-3].split(".") if part.isdigit())

    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=version)
    found = shutil.which(name)
    if installed:
        return installed[-1]
    if found:
        return Path(found).resolve()
    raise PostgresMissing(
        f"The tests need PostgreSQL's program {name!r}: install the Debian package {PACKAGE}."
    )


class Cluster:
    """The databases of a running server, reached through the socket in its folder; it listens to no port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self, name: str) -> str:
        """A new and empty database in place of one of this name, and its address for SQLAlchemy."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="postgres", autocommit=True)


class Server(Cluster):
    """A server that this process runs and ends."""

    def __init__(self) -> None:
        # Under /tmp, since the path of a socket may have 107 characters only.
        super().__init__(Path(tempfile.mkdtemp(prefix="academy-pg-", dir="/tmp")))
        self.process: subprocess.Popen[bytes] | None = None
        try:
            self._create()
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server at once and remove its folder; stopping twice does no harm."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _create(self) -> None:
        if os.geteuid() == 0:
            owner = _somebody()
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        command = [program("initdb"), "-D", self.folder / "data", "-U", "postgres", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(_as_user(command), capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> None:
        command = [program("postgres"), "-D", self.folder / "data", "-k", self.folder]
        command += ["-c", "listen_addresses="]
        for setting in FAST:
            command += ["-c", setting]
        log = self.folder / "server.log"
        with log.open("wb") as output:
            # A session of its own: Ctrl-C reaches pytest, and pytest ends the server.
            self.process = subprocess.Popen(
                _as_user(command), stdout=output, stderr=output, cwd="/", start_new_session=True
            )
        deadline = time.monotonic() + START_WITHIN
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
                time.sleep(0.05)
            else:
                return


def _somebody() -> pwd.struct_passwd:
    """The user that the server runs as when the tests run as root, which PostgreSQL refuses."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as_user(command: list[object]) -> list[str]:
    """The command under that user; the kernel ends it (SIGQUIT) should the test run itself be killed."""
    prefix = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        owner = _somebody()
        prefix += [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    return [*prefix, *(str(part) for part in command)]
