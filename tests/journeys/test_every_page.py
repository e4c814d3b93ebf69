"""Every page in every state, in both languages, widths and colour schemes: axe-core finds nothing.

Each state is looked at wide in one language and narrow in the other, the next state the other way round; with
WHOLE=1 (`make pages`) both widths in both. With PICTURES=folder a picture of each page is kept there as well.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.journeys.cast import Cast
from tests.journeys.registry import STATES, State
from tests.journeys.visitor import TALL, Visitor

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Of the rules behind these tags only these two look at colours: the dark scheme is held to them.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """only => axe.run(document, {resultTypes: ['violations'], runOnly: only}).then(found =>
    found.violations.map(one => one.id + ': ' + one.nodes.map(
        node => node.target.join(' ') + ' (' + node.failureSummary.replace(/\\s+/g, ' ') + ')').join('; ')))"""
# What WCAG 1.4.12 lets every reader set. The policy of the page forbids style elements, not this.
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
    const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const cut = [...document.querySelectorAll('main *, header *, footer *')].filter(element => {
        const style = getComputedStyle(element);
        return style.overflowX === 'hidden' && !style.clip.startsWith('rect')
            && element.scrollWidth > element.clientWidth + 1;
    }).map(element => element.tagName + '.' + element.className);
    document.adoptedStyleSheets = [];
    return [wider, cut];
}"""
WIDTHS = (1280, 320)
PICTURES = os.environ.get("PICTURES")
WHOLE = bool(PICTURES or os.environ.get("WHOLE"))
LANGUAGES = ("en", "ru")


@pytest.fixture(scope="module")
def cast(academy) -> Cast:
    """People in every situation, those around the trainer's desk included."""
    return Cast(academy, "page").with_trainers()


@pytest.fixture(scope="module")
def window(academy, chromium, cast) -> Iterator[Callable[[str, str], Visitor]]:
    """`window(who, lang)`: one for each person and language, kept for all their pages."""
    opened: dict[tuple[str, str], Visitor] = {}

    def find(who: str, lang: str) -> Visitor:
        if (who, lang) not in opened:
            visitor = opened[who, lang] = Visitor(academy, chromium, lang=lang)
            if who != "nobody":
                visitor.context.add_cookies([cast.cookie(who)])
        return opened[who, lang]

    yield find
    for visitor in opened.values():
        visitor.close()


def widths_for(state: State, lang: str) -> tuple[int, ...]:
    """The widths at which this state is looked at in this language."""
    first = (STATES.index(state) + LANGUAGES.index(lang)) % len(WIDTHS)
    return WIDTHS if WHOLE else (WIDTHS[first],)


def test_every_state_is_looked_at_in_both_languages_and_at_both_widths():
    for state in STATES:
        assert {width for lang in LANGUAGES for width in widths_for(state, lang)} == {*WIDTHS}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.id)
def test_a_page_is_for_everyone(academy, cast, window, state, lang):
    academy.forget_tries()
    visitor = window(state.who, lang)
    state.reach(visitor, cast)
    assert visitor.endpoint.partition(".")[0] == state.endpoint.partition(".")[0]

    found = [
        f"{width} px, {told}"
        for width in widths_for(state, lang)
        for told in looked_at(visitor.page, state, lang, width)
    ]

    assert not found, "\n".join(found)


def looked_at(page: Page, state: State, lang: str, width: int) -> Iterator[str]:
    """What is wrong with the page at this width; in dark too, in one language: colours do not depend on words."""
    page.set_viewport_size({"width": width, "height": TALL})
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    in_dark = [("dark", COLOURS)] if lang == LANGUAGES[0] or PICTURES else []
    for scheme, only in [("light", TAGS), *in_dark]:
        page.emulate_media(color_scheme=scheme)
        for violation in page.evaluate(RUN, only):
            yield f"{scheme}: {violation}"
        keep_picture(page, f"{state.id} {lang} {width} {scheme}")
    page.emulate_media(color_scheme="light")
    wider, cut = page.evaluate(SPACING)
    if wider > 0:
        yield f"with wide spacing of letters and lines the page is {wider} px too wide"
    if cut:
        yield f"with wide spacing text is cut off in {cut}"


def keep_picture(page: Page, name: str) -> None:
    if PICTURES:
        path = Path(PICTURES) / f"{name.replace(' ', '-')}.png"
        page.screenshot(path=path, full_page=True)
