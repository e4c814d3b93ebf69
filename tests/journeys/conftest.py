"""One running Academy and one Chromium for all journeys of a test process, and windows on it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.academy import Academy
from tests.journeys.cast import Cast
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
    opened: list[Visitor] = []
    academy.forget_tries()

    def open_window(**facts: object) -> Visitor:
        opened.append(Visitor(academy, chromium, **facts))  # type: ignore[arg-type]
        return opened[-1]

    yield open_window
    for visitor in opened:
        visitor.close()
