"""One running Academy and one Chromium for all journeys of a test process, and windows on it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.academy import Academy
from tests.journeys.cast import Cast
from tests.journeys.lines import Sitter, Window
from tests.journeys.visitor import Visitor

# What Chromium would otherwise say to its maker; and root may not use its sandbox.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
Visit = Callable[..., Visitor]
V = TypeVar("V", bound=Visitor)


def chromium_program() -> str:
    found = shutil.which("chromium")
    assert found, "Journeys need Chromium: sudo apt-get install chromium"
    return found


@pytest.fixture(scope="package")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    yield from running(tmp_path_factory.mktemp("academy") / "data")


def running(folder: Path, **settings: str) -> Iterator[Academy]:
    """A started Academy that is stopped whatever happens."""
    made = Academy(folder, **settings)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium_program(), args=list(ARGUMENTS)
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def cast(academy: Academy, request: pytest.FixtureRequest) -> Cast:
    """People in every situation, for the tests of one file."""
    return Cast(academy, request.module.__name__.rpartition("_")[2])


@pytest.fixture
def visit(academy: Academy, chromium: Browser) -> Iterator[Visit]:
    """`visit(lang=, width=, javascript=, scheme=, hands=)` opens a window without a session."""
    yield from opening(Visitor, academy, chromium)


@pytest.fixture
def window(academy: Academy, chromium: Browser) -> Iterator[Callable[..., Window]]:
    """The same for windows whose line fails."""
    yield from opening(Window, academy, chromium)


def opening(kind: type[V], academy: Academy, chromium: Browser) -> Iterator[Callable[..., V]]:
    """Windows of this kind, closed at the end."""
    opened: list[V] = []
    academy.forget_tries()

    def open_window(**facts: object) -> V:
        opened.append(kind(academy, chromium, **facts))  # type: ignore[arg-type]
        return opened[-1]

    yield open_window
    for one in opened:
        one.close()


@pytest.fixture
def sitter(academy: Academy) -> Callable[..., Sitter]:
    """Somebody with an open attempt; its questions follow from the seed."""
    return lambda seed=b"a line that fails": Sitter(academy, seed)
