"""Inspects the words within a block: raw HTML, links, images, braces and references to footnotes."""

import re
from collections.abc import Iterable
from functools import lru_cache

from markdown_it.token import Token

from app.core.courses.chart_data import read_chart
from app.core.courses.fields import HTML
from app.core.courses.figures import captions_path, is_figure
from app.core.courses.inspection import Fragment, Surroundings
from app.core.courses.links import Target, resolve
from app.core.courses.markdown import plain_text
from app.core.courses.media import CHART, IMAGES, VIDEO, kind_of
from app.core.courses.problems import Spot

# Runs of up to three signs: nobody needs more, and an unclosed one is looked for once each.
_CODE = re.compile(r"(?<![\\`])(`{1,3})(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_REFERENCE = re.compile(r"\[[^\[\]]{1,200}\]\[([^\[\]]{0,200})\]")
_BRACES = re.compile(r"\{[#.][^{}\s][^{}\n]{0,200}\}")


def inspect_line(
    inline: Token, fragment: Fragment, around: Surroundings, *, is_paragraph: bool
) -> None:
    """`is_paragraph` says that images which stand alone here become figures."""
    children = inline.children or []
    findings = around.findings
    alone = is_paragraph and is_figure(inline)
    for place, child in enumerate(children):
        at = child.meta.get("at")
        if child.type == "html_inline":
            findings.add(
                "raw-html", fragment.spot_in(inline, child.content, at), html=child.content
            )
        elif child.type == "image":
            src = str(child.attrs.get("src", ""))
            _inspect_image(child, src, fragment.spot_in(inline, "![", at), around, alone=alone)
        elif child.type == "link_open":
            _inspect_link(children, place, fragment.spot_in(inline, "", at), around)
        elif child.type == "text":
            _inspect_text(child.content, inline, fragment, around)
        elif child.type == "footnote_ref" and fragment.in_question:
            label = f"[^{child.meta.get('label', '')}]"
            findings.add("footnote-in-question", fragment.spot_in(inline, label), label=label)
        if braces := child.meta.get("braces"):
            findings.add(
                "attribute-unknown", fragment.spot_in(inline, braces, at), attribute=braces
            )


def _inspect_text(text: str, inline: Token, fragment: Fragment, around: Surroundings) -> None:
    code = "footnote-in-question" if fragment.in_question else "footnote-nowhere"
    for match in _FOOTNOTE.finditer(text):
        if _is_escaped(match[0], inline):
            continue
        around.findings.add(code, fragment.spot_in(inline, match[0]), label=match[0])
    for match in _REFERENCE.finditer(text):
        if match[0] in inline.content:
            around.findings.add("link-nowhere", fragment.spot_in(inline, match[0]), href=match[1])
    for match in HTML.finditer(text):
        # What no browser was meant to read, such as <img/src=x>, parses as text; \<b> is meant as one.
        if not _is_escaped(match[0], inline):
            spot = fragment.spot_in(inline, match[0])
            around.findings.add("raw-html", spot, html=match[0])
    for match in _BRACES.finditer(text):
        if _is_escaped(match[0], inline):
            continue
        around.findings.add(
            "attribute-unknown", fragment.spot_in(inline, match[0]), attribute=match[0]
        )


def _is_escaped(found: str, inline: Token) -> bool:
    """Whether somebody put a backslash before what would be a mark, or within it: then it is meant as words.

    What stands as code is no text, so the same signs there say nothing about these.
    """
    return re.search(rf"(?<!\\){re.escape(found)}", _without_code(inline.content)) is None


@lru_cache(maxsize=4)
def _without_code(content: str) -> str:
    """Asked for every mark of the same line, and worked out once."""
    return _CODE.sub(" ", content)


def _inspect_link(children: list[Token], place: int, spot: Spot, around: Surroundings) -> None:
    href = str(children[place].attrs.get("href", ""))
    target = resolve(href, around.module, around.language)
    findings = around.findings
    if target.kind == "broken":
        findings.add(target.code, spot, href=href, path=target.path)
    elif target.kind == "section":
        if target.section not in around.sections.get(around.page, ()):
            findings.add("link-section", spot, section=target.section)
    elif target.kind == "media":
        if target.media not in around.media:
            findings.add("file-not-there", spot, path=href)
    elif target.kind != "outside":
        _inspect_page_link(target, href, spot, around)
    if not _has_words(children[place + 1 :]):
        findings.add("link-empty", spot, href=href)


def _inspect_page_link(target: Target, href: str, spot: Spot, around: Surroundings) -> None:
    if not around.exists(target.path):
        around.findings.add("link-nowhere", spot, href=href)
        return
    sections = around.sections.get(target.path)
    if target.section and sections is not None and target.section not in sections:
        around.findings.add("link-section", spot, section=target.section)


def _has_words(following: Iterable[Token]) -> bool:
    """Whether something that can be read stands before the link closes."""
    for token in following:
        if token.type == "link_close":
            return False
        if plain_text([token]):
            return True
    return False


def _inspect_image(
    token: Token, src: str, spot: Spot, around: Surroundings, *, alone: bool
) -> None:
    findings = around.findings
    words = plain_text(token.children or ())
    decorative = bool(token.meta.get("decorative"))
    for child in token.children or ():
        if child.type == "html_inline":
            findings.add("raw-html", spot, html=child.content)
    if not words and not decorative:
        findings.add("image-without-alt", spot, src=src)
    elif words and decorative:
        findings.add("image-both", spot, src=src)
    path = _image_path(src, spot, around)
    if path is None:
        return
    around.used.add(path)
    kind = kind_of(path)
    if kind in (CHART, VIDEO):
        if not alone:
            findings.add("image-in-line", spot, src=src)
        if decorative:
            findings.add("chart-decorative", spot, src=src)
    elif kind not in IMAGES:
        findings.add("image-kind", spot, src=src)
    if kind == VIDEO and captions_path(path, around.language, around.media) is None:
        findings.add("captions-missing", spot, src=src, path=path.rpartition(".")[0] + ".vtt")
    if kind == CHART and path not in around.charts:
        around.charts.add(path)
        read_chart(around.media_prefix + path, around.media[path], findings)


def _image_path(src: str, spot: Spot, around: Surroundings) -> str | None:
    """The path of an image in its module, or None after saying why there is none."""
    target = resolve(src, around.module, around.language)
    if target.kind == "media" and target.media in around.media:
        return target.media
    if target.kind == "outside" or target.code == "link-scheme":
        around.findings.add("image-remote", spot, src=src)
    elif target.code in ("file-outside", "link-absolute"):
        around.findings.add(target.code, spot, path=src, href=src)
    else:
        around.findings.add("file-not-there", spot, path=src or "without a name")
    return None
