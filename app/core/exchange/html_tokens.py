"""HTML of any shape becomes HTML of a known one: few kinds of tags, each closed, a few levels deep, in linear time."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

LONGEST_HTML = 256 * 1024
DEEPEST = 24
MOST_TAGS = 10_000

# A tag ends at the first `>` outside of quotes; both the quoted stretches and the whole are bounded, and
# possessive, so that no shape of input is looked at twice.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})((?:\"[^\"]*+\"|'[^']*+'|[^<>\"'])*+)>")
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_LONGEST_TAG = 4000
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]{1,40}+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
# Pictures within the text itself would be cut by the limit long before the words are.
_DATA = re.compile(r"(?<==)([\"']?)data:[^\"'\s<>]*+\1")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffc\ud800-\udfff\ufeff]")
_FORMULAS = (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"))

_VOID = ("br", "hr", "img")
_INLINE = ("b", "i", "em", "strong", "del", "sub", "sup", "span", "a", "code", "q")
_BLOCKS = (
    *("p", "div", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre"),
    *("table", "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6"),
)
# A span that says nothing is left out, but remembered, since its closing tag will come.
_SILENT = "silent"
_SAME = {
    **{"s": "del", "strike": "del", "u": "span", "tt": "code", "kbd": "code", "samp": "code"},
    **{"cite": "em", "dfn": "em", "var": "em", "article": "div", "section": "div", "main": "div"},
    **{"header": "div", "footer": "div", "aside": "div", "figure": "div", "figcaption": "p"},
    **{"address": "p", "center": "div", "details": "div", "summary": "p", "fieldset": "div"},
    **{"legend": "p", "nav": "div", "form": "div", "mark": "span", "font": "span", "image": "img"},
}
_DROPPED = {
    **{"script": "script", "noscript": "script", "template": "script", "style": "style"},
    **{"iframe": "frame", "frame": "frame", "frameset": "frame", "object": "object"},
    **{"applet": "object", "svg": "drawing", "canvas": "drawing", "math": "formula"},
    **{"video": "film", "audio": "film", "select": "form", "textarea": "form", "button": "form"},
    **{"head": "style", "title": "style", "map": "link"},
}
_LOST = {"form": "form", "input": "form", "embed": "object"}
# An opening tag ends these before it begins, as browsers do where the closing tag was left out.
_ENDS = {
    **dict.fromkeys(_BLOCKS, ("p",)),
    **{"li": ("p", "li"), "dt": ("p", "dt", "dd"), "dd": ("p", "dt", "dd")},
    **{"tr": ("p", "td", "th", "tr", "caption"), "td": ("p", "td", "th", "caption")},
    **{"th": ("p", "td", "th", "caption")},
    **{f"h{n}": ("p", "h1", "h2", "h3", "h4", "h5", "h6") for n in range(1, 7)},
}
# … but not beyond these, which begin a place of their own.
_ROOMS = ("table", "td", "th", "ul", "ol", "dl", "blockquote", "li", "dd", "div")
# Where embedded things come from; the address is what remains of them.
_EMBEDDED = re.compile(
    r"<(?:iframe|frame|embed|object|video|audio|source)\b[^<>]{0,2000}?\s(?:src|data)\s*+=\s*+"
    r"[\"']((?:https?:)?//[^\"'<>\s]{4,1000})[\"']",
    re.IGNORECASE,
)
_KEPT = ("href", "src", "alt", "lang", "start", "colspan", "rowspan", "role", "class")


@dataclass(slots=True)
class Bounded:
    """`html` has known tags alone, all of them closed; `words` is the text without any tag."""

    html: str = ""
    words: str = ""
    lost: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Builder:
    """Writes the tame HTML: `open` are the tags that still stand open, outermost first."""

    out: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    tags: int = 0
    endless: set[str] = field(default_factory=set)

    def text(self, raw: str) -> None:
        text = _CONTROL.sub("", unescape(raw))
        for begin, end in _FORMULAS:
            if (at := text.find(begin)) >= 0 and text.find(end, at + 2) > 0:
                self.lost.add("formula")
        self.out.append(escape(text, quote=False))
        self.words.append(text)

    def start(self, name: str, attributes: str) -> None:
        self.lost.update({_LOST[name]} if name in _LOST else ())
        name = _SAME.get(name, name)
        if name in _BLOCKS or name in _VOID:
            self.words.append(" ")
        if name not in _VOID and name not in _INLINE and name not in _BLOCKS:
            return
        self._end_before(name)
        found = _attributes(attributes)
        if name == "span" and " lang=" not in found:
            self.open.append(_SILENT)
            return
        if len(self.open) - self.open.count(_SILENT) >= DEEPEST or self.tags >= MOST_TAGS:
            self.lost.add("too-long" if self.tags >= MOST_TAGS else "too-deep")
            return
        self.tags += 1
        self.out.append(f"<{name}{found}>")
        if name not in _VOID:
            self.open.append(name)

    def _end_before(self, name: str) -> None:
        ends = _ENDS.get(name, ())
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] in ends:
                self._close(place)
            elif self.open[place] in _ROOMS:
                return

    def lead_to(self, html: str) -> None:
        """Where something was embedded, its address remains as a link."""
        for match in _EMBEDDED.finditer(html):
            address = escape(unescape(match[1]))
            address = f"https:{address}" if address.startswith("//") else address
            self.out.append(f' <a href="{address}">{address}</a> ')
            self.tags += 1

    def end(self, name: str) -> None:
        name = _SAME.get(name, name)
        if name in _BLOCKS:
            self.words.append(" ")
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] == name or (name == "span" and self.open[place] == _SILENT):
                self._close(place)
                return
            # A stray closing tag in a cell does not end the table around it.
            if self.open[place] in ("td", "th", "table") and name not in ("tr", "table"):
                return

    def _close(self, place: int) -> None:
        while len(self.open) > place:
            name = self.open.pop()
            if name != _SILENT:
                self.out.append(f"</{name}>")


def bounded_html(html: str) -> Bounded:
    """Read HTML of any shape in linear time."""
    builder = _Builder()
    html = _DATA.sub("data:", html)
    if len(html) > LONGEST_HTML:
        builder.lost.add("too-long")
        html = html[:LONGEST_HTML]
    at = 0
    while at < len(html):
        found = _OPENING.search(html, at)
        opening = found.start() if found else len(html)
        if opening > at:
            builder.text(html[at:opening])
        at = _read_tag(html, opening, builder) if opening < len(html) else opening
    builder._close(0)
    return Bounded("".join(builder.out), "".join(builder.words), builder.lost)


def _read_tag(html: str, at: int, builder: _Builder) -> int:
    """Take what begins with `<`; gives the place behind it."""
    if html.startswith(("<!", "<?"), at):
        closing = "-->" if html.startswith("<!--", at) else ">"
        end = html.find(closing, at)
        return len(html) if end < 0 else end + len(closing)
    match = _TAG.match(html, at, min(len(html), at + _LONGEST_TAG))
    if match is None:
        builder.text("<")
        return at + 1
    slash, name, attributes = match[1], match[2].lower(), match[3]
    if slash:
        builder.end(name)
    elif name in _DROPPED:
        builder.lost.add(_DROPPED[name])
        end = _behind(html, match.end(), name, builder.endless)
        builder.lead_to(html[at : min(end, at + _LONGEST_TAG)])
        return end
    else:
        if name == "embed":
            builder.lead_to(match[0])
        builder.start(name, attributes)
    return match.end()


def _behind(html: str, at: int, name: str, endless: set[str]) -> int:
    """The place behind the closing tag of what is dropped; without one nothing but its opening tag is dropped."""
    if name in endless:
        return at
    end = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(html, at)
    if end is None:
        # Looked for once: many opening tags without an end would be looked for again and again.
        endless.add(name)
    return end.end() if end else at


def _attributes(text: str) -> str:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        name = match[1].lower()
        if name in _KEPT and name not in found:
            value = next(value for value in match.groups()[1:] if value is not None)
            found[name] = " ".join(_CONTROL.sub("", unescape(value)).split())
    return "".join(f' {name}="{escape(value)}"' for name, value in found.items())
