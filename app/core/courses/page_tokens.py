"""Dresses the tokens of a page before they become HTML: addresses, section numbers, tables, boxes, footnotes."""

from html import escape

from markdown_it.token import Token

from app.core.courses.figures import Stage, figure, image, is_figure
from app.core.courses.headings import find_headings
from app.core.courses.links import resolve

_OUTSIDE = "noopener noreferrer nofollow"


def dress(tokens: list[Token], stage: Stage, *, is_page: bool) -> None:
    """Change the tokens in place; `is_page` says that headings are sections with numbers."""
    if is_page:
        _number_sections(tokens)
    for place, token in enumerate(tokens):
        if token.type == "inline":
            if token.level and is_figure(token) and tokens[place - 1].type == "paragraph_open":
                _make_figure(tokens, place, stage)
            else:
                dress_inline(token, stage)
        elif token.type.startswith("footnote"):
            _footnote(token, stage)
        else:
            _frame(token, stage)


def dress_inline(token: Token, stage: Stage) -> None:
    """Give the links and images of a line their addresses."""
    children = token.children or []
    opened: list[bool] = []
    for child in children:
        if child.type == "image":
            _raw(child, image(child, stage))
        elif child.type == "link_open":
            href = address_of(str(child.attrs.get("href", "")), stage)
            opened.append(href is not None)
            if href is None:
                _raw(child, "")
            else:
                child.attrs = (
                    {"href": href}
                    if href.startswith(("/", "#"))
                    else {"href": href, "rel": _OUTSIDE}
                )
        elif child.type == "link_close" and opened and not opened.pop():
            _raw(child, "")
        elif child.type == "footnote_ref":
            _footnote(child, stage)


def address_of(href: str, stage: Stage) -> str | None:
    """The address that a link in a page leads to on the site, or None when it leads nowhere."""
    module = stage.module.id if stage.module else ""
    target = resolve(href, module, stage.language)
    end = f"#{target.section}" if target.section else ""
    if target.kind == "outside":
        return href
    if target.kind == "section":
        return end
    if stage.addresses is None or target.kind == "broken":
        return None
    if target.kind == "lesson":
        return stage.addresses.lesson(target.module, target.lesson) + end
    if target.kind == "module":
        return stage.addresses.module(target.module) + end
    return stage.addresses.media(target.media) if target.media in stage.media else None


def _raw(token: Token, html: str) -> None:
    """Turn a token into HTML that stands as it is until it is sanitised."""
    token.type, token.content, token.children, token.nesting = "html_inline", html, None, 0


def _number_sections(tokens: list[Token]) -> None:
    for heading, opening, inline in find_headings(tokens):
        opening.attrs = {"id": heading.id}
        if heading.level == 2:
            number = Token("html_inline", "", 0, content=f'<span class="n">{heading.id[1:]}</span>')
            inline.children = [number, *(inline.children or [])]


def _make_figure(tokens: list[Token], place: int, stage: Stage) -> None:
    """A paragraph of images becomes figures."""
    images = [child for child in tokens[place].children or () if child.type == "image"]
    _raw(tokens[place], "".join(figure(child, stage) for child in images))
    for edge in (tokens[place - 1], tokens[place + 1]):
        _raw(edge, "")


def _frame(token: Token, stage: Stage) -> None:
    """What stands around tables, boxes and code."""
    words = stage.words
    if token.type == "table_open":
        stage.tables += 1
        label = escape(f"{words.table} {stage.tables}")
        _raw(
            token, f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table>\n'
        )
    elif token.type == "table_close":
        _raw(token, "</table></div>\n")
    elif token.type in ("th_open", "td_open"):
        is_right = "right" in str(token.attrs.get("style", ""))
        token.attrs = {"scope": "col"} if token.tag == "th" else {}
        if is_right:
            token.attrs["class"] = "r"
    elif token.type == "box_open":
        labels = {
            "note": words.note,
            "tip": words.tip,
            "warning": words.warning,
            "example": words.example,
        }
        kind = token.info if token.info in labels else "note"
        _raw(token, f'<div class="box {kind}"><p class="k">{escape(labels[kind])}</p>\n')
    elif token.type == "box_close":
        _raw(token, "</div>\n")
    elif token.type in ("fence", "code_block"):
        _raw(token, f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n')


def _footnote(token: Token, stage: Stage) -> None:
    """Footnotes are numbered in the order of their references; the ids carry the page's name."""
    number = int(token.meta.get("id", 0)) + 1
    again = int(token.meta.get("subId", 0))
    name = f"{stage.prefix}-{number}"
    reference = f"fnref-{name}" + (f"-{again + 1}" if again > 0 else "")
    if token.type == "footnote_ref":
        _raw(token, f'<sup><a href="#fn-{name}" id="{reference}">{number}</a></sup>')
    elif token.type == "footnote_block_open":
        _raw(token, f'<section class="notes" aria-label="{escape(stage.words.footnotes)}"><ol>\n')
    elif token.type == "footnote_block_close":
        _raw(token, "</ol></section>\n")
    elif token.type == "footnote_open":
        _raw(token, f'<li id="fn-{name}">')
    elif token.type == "footnote_close":
        _raw(token, "</li>\n")
    elif token.type == "footnote_anchor":
        _raw(token, f' <a href="#{reference}" aria-label="{escape(stage.words.back)}">↩</a>')
