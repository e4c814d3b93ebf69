"""The second line of defence: whatever rendering makes of an author's text passes this allow-list."""

import re

import nh3

_PLAIN = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "sup",
    "hr", "br", "a", "img", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
    "div", "span", "section", "video", "track", "details", "summary",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "id", "rel", "aria-label"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "li": {"id"},
    "div": {"aria-label", "data-figure"},
    "section": {"aria-label"},
    "span": {"lang"},
    "video": {"src"},
    "track": {"src", "srclang", "label"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_VALUES = {
    "img": {"loading": {"lazy"}},
    "div": {"role": {"region"}, "tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
    "th": {"scope": {"col", "row"}},
    "a": {},
    "video": {"controls": {""}, "preload": {"none"}},
    "track": {"kind": {"captions"}, "default": {""}},
}
_CLASSES = {
    "div": {"scroll", "box", "note", "tip", "warning", "example"},
    "p": {"k"},
    "span": {"n"},
    "section": {"notes"},
    "th": {"r"},
    "td": {"r"},
}
_ID = re.compile(r"(?:s[0-9]+(?:-[0-9]+)*|fn(?:ref)?-[a-z0-9-]+)\Z")
_NUMBER = re.compile(r"[0-9]{1,9}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_ELSEWHERE = re.compile(r"[\s\x00-\x1f]*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")


def _filter(tag: str, attribute: str, value: str) -> str | None:
    """Ids as we write them, sizes that are numbers, and nothing loaded from another host."""
    if attribute == "id":
        return value if _ID.match(value) else None
    if attribute == "src":
        return None if _ELSEWHERE.match(value) else value
    if attribute in ("width", "height", "start", "data-figure"):
        return value if _NUMBER.match(value) else None
    if attribute in ("lang", "srclang"):
        return value if _LANGUAGE.match(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_PLAIN,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    attribute_filter=_filter,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> str:
    """HTML with nothing but what a lesson may hold."""
    return _CLEANER.clean(html)
