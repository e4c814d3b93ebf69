"""XML from outside becomes a tree: no entities, no document types, and no more elements or levels than a file needs."""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from app.core.errors import ExchangeRefused

LARGEST_XML = 50 * 1024 * 1024
MOST_ELEMENTS = 400_000
DEEPEST = 60
NULL = "$@NULL@$"
"""How Moodle writes that there is nothing."""


class _Counting(TreeBuilder):
    """Builds the tree as long as it stays small enough."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.elements += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExchangeRefused("xml-too-deep")
        if self.elements > MOST_ELEMENTS:
            raise ExchangeRefused("xml-too-many")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def tree_of(content: bytes, member: str = "") -> Element:
    """The root of an XML file; raises ExchangeRefused with the line, or with the member of a container."""
    if len(content) > LARGEST_XML:
        raise ExchangeRefused("too-large", member, limit=str(LARGEST_XML // (1024 * 1024)))
    parser = XMLParser(target=_Counting(), forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException:
        raise ExchangeRefused("xml-entities", member) from None
    except ParseError as error:
        raise ExchangeRefused("not-xml", member or str(error.position[0])) from None
    except (ValueError, LookupError):
        # An encoding that Python does not know, or that expat cannot take.
        raise ExchangeRefused("not-xml", member) from None
    return root


def text_in(element: Element, path: str) -> str:
    """The text at a path below an element, "" where there is none."""
    return text_of(element.find(path))


def text_of(element: Element | None) -> str:
    text = "" if element is None else element.text or ""
    return "" if text.strip() == NULL else text


def whole_in(element: Element, path: str) -> int | None:
    """A whole number at a path, None where none is written."""
    text = text_in(element, path).strip()
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 16 else None
