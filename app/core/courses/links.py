"""Where a link or an image in a page leads: another page, a section, a file in media/, another site, or nowhere."""

import posixpath
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from app.core.courses.fields import LANGUAGE
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE, lesson_id

Kind = Literal["outside", "section", "module", "lesson", "media", "broken"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """`path` is where the file stands in the courses folder; `code` says why a broken link is broken."""

    kind: Kind
    module: str = ""
    lesson: str = ""
    section: str = ""
    path: str = ""
    code: str = ""

    @property
    def media(self) -> str:
        """The path of a media file inside its module."""
        return self.path.partition("/")[2]


def resolve(href: str, module: str, language: str) -> Target:
    """Follow a link from a page of `module` in `language`; whether the file exists is for the caller to see."""
    href = href.strip()
    if _SCHEME.match(href):
        return _outside(href)
    if href.startswith(("/", "\\")):
        return Target("broken", code="link-absolute")
    path, _, section = href.partition("#")
    path = unquote(path)
    if not path:
        return (
            Target("section", module=module, section=section)
            if section
            else Target("broken", code="link-nowhere")
        )
    if "?" in path or "\\" in path or "\x00" in path:
        return Target("broken", code="link-nowhere")
    # media/ stands beside the languages; a page may name it from there or by its real relative path.
    base = module if path.startswith("media/") else f"{module}/{language}"
    full = posixpath.normpath(posixpath.join(base, path))
    if full.startswith(("..", "/")) or full == ".":
        return Target("broken", path=path, code="file-outside")
    return _inside(full, module, section)


def _outside(href: str) -> Target:
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return Target("broken", code="link-scheme")
    if parts.scheme == "mailto" and "@" in parts.path:
        return Target("outside")
    # A name before the host ("https://known.example@other.example") only ever deceives the reader.
    if parts.scheme in ("http", "https") and host and "@" not in parts.netloc:
        return Target("outside")
    return Target("broken", code="link-scheme")


def _inside(full: str, module: str, section: str) -> Target:
    owner, _, rest = full.partition("/")
    folder, _, file = rest.partition("/")
    if folder == "media" and file:
        if owner != module:
            return Target("broken", path=full, code="file-outside")
        return Target("media", module=owner, path=full)
    if not rest or (LANGUAGE.match(folder) and file in ("", MODULE_PAGE, QUIZ_PAGE)):
        return Target("module", module=owner, section=section, path=full)
    if LANGUAGE.match(folder) and (found := lesson_id(file)):
        return Target("lesson", module=owner, lesson=found[1], section=section, path=full)
    return Target("broken", path=full, code="link-nowhere")
