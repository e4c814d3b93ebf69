"""What every HTML page owes its reader, whoever wrote it; each check gives its complaints as sentences."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from tests.support.pages import Page, words_of

TITLE = re.compile(r"^(?P<page>\S.*) – (?P<site>\S.*)$")
LANG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
UNSEEN_INPUTS = frozenset({"hidden", "submit", "image", "button", "reset"})
# The attributes by which a page loads something, or sends something, at once.
LOADING = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "use": ("href", "{http://www.w3.org/1999/xlink}href"),
    "image": ("href", "{http://www.w3.org/1999/xlink}href"),
}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")


def complaints(page: Page, host: str) -> list[str]:
    """Everything that is wrong with this page; an empty list is praise."""
    found = [f"invalid HTML, {error}" for error in page.parse_errors]
    for check in (
        _frame,
        _headings,
        _skip_link,
        _ids,
        _labels,
        _alternatives,
        _tokens,
        _inline,
        _policy,
    ):
        found += check(page)
    return [*found, *_foreign(page, host)]


def elements(page: Page) -> Iterator[Element]:
    return (element for element in page.root.iter() if isinstance(element.tag, str))


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _frame(page: Page) -> Iterator[str]:
    if not LANG.match(page.root.get("lang", "")):
        yield f"<html lang> is {page.root.get('lang')!r}"
    titles = page.all("/html/head/title")
    if len(titles) != 1:
        yield f"{len(titles)} titles"
    elif not TITLE.match(words_of(titles[0])):
        yield f"the title {words_of(titles[0])!r} is not like “Page – Site”"
    mains = page.all("//main")
    if len(mains) != 1:
        yield f"{len(mains)} main elements"


def _headings(page: Page) -> Iterator[str]:
    first = page.all("//h1")
    if len(first) != 1:
        yield f"{len(first)} h1"
    elif not words_of(first[0]):
        yield "the h1 is empty"
    deepest = 0
    for heading in page.all("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"):
        level = int(heading.tag[1])
        if level > deepest + 1 and deepest:
            yield f"the heading {words_of(heading)!r} skips from h{deepest} to h{level}"
        deepest = level


def _skip_link(page: Page) -> Iterator[str]:
    links = page.all("(//body//a)[1]")
    target = links[0].get("href", "") if links else ""
    if not target.startswith("#") or not page.all(f"//main[@id='{target[1:]}']"):
        yield "the first link does not skip to main"


def _ids(page: Page) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements(page) if element.get("id") is not None)
    for name, times in ids.items():
        if times > 1:
            yield f"the id {name!r} stands {times} times"
    for element in elements(page):
        for attribute in REFERENCES:
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} of <{_tag(element)}> names no id"


def _labels(page: Page) -> Iterator[str]:
    named = {label.get("for") for label in page.all("//label[@for]") if words_of(label)}
    for control in page.all("//input | //select | //textarea"):
        if control.tag == "input" and control.get("type", "text") in UNSEEN_INPUTS:
            continue
        wrapped = any(words_of(label) for label in control.iterancestors("label"))
        told = control.get("aria-label", "").strip() or control.get("aria-labelledby")
        if not (wrapped or told or control.get("id") in named):
            yield f"<{control.tag} name={control.get('name')!r}> has no label"
    for button in page.all("//button | //a[@href]"):
        if not _has_name(button):
            yield f"<{button.tag}> without words: {button.get('href') or button.get('name')}"


def _has_name(element: Element) -> bool:
    if words_of(element) or element.get("aria-label", "").strip():
        return True
    return bool(element.get("aria-labelledby") or element.xpath(".//img[normalize-space(@alt)]"))


def _alternatives(page: Page) -> Iterator[str]:
    for image in page.all("//img[not(@alt)]"):
        yield f"the image {image.get('src')} has no alt"


def _tokens(page: Page) -> Iterator[str]:
    for form in page.all("//form"):
        if form.get("method", "get").lower() != "post":
            continue
        if not form.xpath(".//input[@name='csrf_token' and string-length(@value) > 0]"):
            yield f"the form to {form.get('action') or page.url} has no csrf_token"


def _inline(page: Page) -> Iterator[str]:
    for element in elements(page):
        tag = _tag(element)
        if tag == "script" and not element.get("src"):
            yield "an inline script"
        if tag == "style":
            yield "an inline style sheet"
        for name, value in element.attrib.items():
            if name == "style" or (name.startswith("on") and len(name) > 2):
                yield f"the attribute {name} of <{tag}>"
            if str(value).strip().lower().startswith("javascript:"):
                yield f"a javascript: address in {name} of <{tag}>"


def _foreign(page: Page, host: str) -> Iterator[str]:
    for element in elements(page):
        for attribute in LOADING.get(_tag(element), ()):
            for address in _addresses(attribute, element.get(attribute, "")):
                parts = urlsplit(address)
                if parts.scheme == "data" or (parts.netloc and parts.netloc != host):
                    yield f"{attribute} of <{_tag(element)}> leads to {address[:80]}"


def _addresses(attribute: str, value: str) -> list[str]:
    if attribute != "srcset":
        return [value.strip()]
    return [part.split()[0] for part in value.split(",") if part.split()]


def _policy(page: Page) -> Iterator[str]:
    policy = page.headers.get("Content-Security-Policy", "")
    rules = [rule.strip() for rule in policy.split(";")]
    if "default-src 'none'" not in rules:
        yield f"the Content-Security-Policy is {policy!r}"
    if "unsafe-" in policy:
        yield "the Content-Security-Policy allows something unsafe"
