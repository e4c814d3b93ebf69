"""What pages weigh on the wire, and how long they take on a slow line, measured in Chromium (promise 7)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.journeys.visitor import Visitor

KB = 1000
FIRST_VISIT, NEXT_LESSON, REQUESTS = 40 * KB, 15 * KB, 4
VERIFY = 30 * KB
SLOW = {"offline": False, "latency": 800, "downloadThroughput": 250_000 / 8}
SLOW_FIRST, SLOW_NEXT = 8.0, 4.0


@dataclass
class Meter:
    """What went over the wire, heads included, as Chromium counts it."""

    addresses: list[str] = field(default_factory=list)
    size: float = 0

    def sent(self, event: dict[str, Any]) -> None:
        self.addresses.append(event["request"]["url"])

    def arrived(self, event: dict[str, Any]) -> None:
        self.size += event["encodedDataLength"]


@contextmanager
def measured(visitor: Visitor) -> Iterator[Meter]:
    meter = Meter()
    line = visitor.context.new_cdp_session(visitor.page)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", meter.sent)
    line.on("Network.requestServedFromCache", lambda _event: meter.addresses.pop())
    line.on("Network.loadingFinished", meter.arrived)
    yield meter
    visitor.page.wait_for_load_state("networkidle")
    line.detach()


def plain_lessons(academy) -> list[tuple[str, str]]:
    """The lessons without pictures, charts or films in any language."""
    return [
        (module.id, lesson.id)
        for module in academy.modules.values()
        for lesson in module.lessons
        if not any("![" in text.body for text in lesson.texts.values())
    ]


def light(meter: Meter, visitor: Visitor, limit: int, what: str) -> None:
    assert meter.addresses, f"{what}: nothing was measured"
    assert meter.size <= limit, f"{what} weighs {meter.size:.0f} bytes: {meter.addresses}"
    assert len(meter.addresses) <= REQUESTS, f"{what}: {meter.addresses}"
    assert {urlsplit(url).netloc for url in meter.addresses} == {visitor.host}


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_lessons_without_pictures_are_light(academy, visit, lang):
    """Every such lesson is held to the limit of a next visit, the first one to that of a first visit."""
    lessons = plain_lessons(academy)
    assert len(lessons) >= 2, "No two lessons are without pictures"
    visitor = visit(lang=lang)

    for place, (module, lesson) in enumerate(lessons):
        with measured(visitor) as meter:
            visitor.open("learn_lessons.show", module=module, lesson=lesson)
        limit = NEXT_LESSON if place else FIRST_VISIT
        light(meter, visitor, limit, f"{module}/{lesson} ({lang})")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_first_visit_may_begin_with_any_lesson_without_pictures(academy, visit, lang):
    heaviest = max(
        plain_lessons(academy),
        key=lambda one: max(len(text.body) for text in lesson_of(academy, *one).texts.values()),
    )
    visitor = visit(lang=lang)

    with measured(visitor) as meter:
        visitor.open("learn_lessons.show", module=heaviest[0], lesson=heaviest[1])

    light(meter, visitor, FIRST_VISIT, f"{heaviest} ({lang})")


def lesson_of(academy, module: str, lesson: str):
    return next(one for one in academy.modules[module].lessons if one.id == lesson)


@pytest.mark.parametrize(
    ("endpoint", "limit"),
    [("learn_home.index", FIRST_VISIT), ("verify_certificates.new", VERIFY)],
    ids=["home", "check a certificate"],
)
def test_pages_that_strangers_open_first_are_light(visit, endpoint, limit):
    visitor = visit(lang="ru", width=320)

    with measured(visitor) as meter:
        visitor.open(endpoint)

    light(meter, visitor, limit, endpoint)


def test_a_slow_line_is_enough(academy, visit):
    """250 kbit/s and 0.8 s there and back: the first page within 8 s, the next within 4 (R16)."""
    module, lesson = plain_lessons(academy)[0]
    visitor = visit(lang="ru", width=320)
    line = visitor.context.new_cdp_session(visitor.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {**SLOW, "uploadThroughput": 250_000 / 8})

    took = []
    for endpoint, values in (
        ("learn_home.index", {}),
        ("learn_lessons.show", {"module": module, "lesson": lesson}),
    ):
        begun = time.monotonic()
        visitor.open(endpoint, **values)
        took.append(time.monotonic() - begun)

    assert took[0] <= SLOW_FIRST, f"The first page took {took[0]:.1f} s"
    assert took[1] <= SLOW_NEXT, f"The next page took {took[1]:.1f} s"
