"""Images, charts and videos of a page as HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from markdown_it.token import Token

from app.core.courses.chart_data import read_chart
from app.core.courses.charts import draw_chart
from app.core.courses.content import Module
from app.core.courses.links import resolve
from app.core.courses.markdown import plain_text
from app.core.courses.media import CHART, IMAGES, VIDEO, kind_of, size_of
from app.core.courses.problems import Findings
from app.core.courses.words import RenderWords


class Addresses(Protocol):
    """Where things are found on the site; the caller binds the language, and for media the module.

    `media` is asked for the path inside the module's folder, such as "media/desk.svg".
    """

    def lesson(self, module_id: str, lesson_id: str) -> str: ...

    def module(self, module_id: str) -> str: ...

    def media(self, path: str) -> str: ...


@dataclass(slots=True)
class Stage:
    """What rendering needs to know, and the charts that are put in after the author's text was sanitised."""

    language: str
    words: RenderWords
    prefix: str
    module: Module | None = None
    addresses: Addresses | None = None
    charts: list[str] = field(default_factory=list)
    tables: int = 0

    @property
    def media(self) -> Mapping[str, bytes]:
        return self.module.media if self.module else {}


_CUE = re.compile(r"(?:[0-9]{2,}:)?[0-9]{2}:[0-9]{2}\.[0-9]{3}[ \t]+-->")
_TAG = re.compile(r"<[^<>]*>")


def is_figure(inline: Token) -> bool:
    """Whether a paragraph holds images and nothing else."""
    kinds = {
        child.type
        for child in inline.children or ()
        if child.type != "softbreak" and child.content.strip() or child.type != "text"
    }
    return "image" in kinds and kinds <= {"image", "softbreak"}


def media_path(src: str, stage: Stage) -> str | None:
    """The path in the module of an image's source, or None when no such file is there."""
    if stage.module is None or stage.addresses is None:
        return None
    target = resolve(src, stage.module.id, stage.language)
    return target.media if target.kind == "media" and target.media in stage.media else None


def figure(token: Token, stage: Stage) -> str:
    """The figure that an image on a line of its own becomes; without its file, only its words."""
    path = media_path(str(token.attrs.get("src", "")), stage)
    words = plain_text(token.children or ())
    if path is None or stage.addresses is None:
        return f"<p>{escape(words)}</p>\n" if words else ""
    kind = kind_of(path)
    if kind == CHART:
        return _chart(path, words, stage)
    if kind == VIDEO:
        return _video(path, words, stage, stage.addresses)
    caption = str(token.attrs.get("title") or "")
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{image(token, stage)}{below}</figure>\n"


def image(token: Token, stage: Stage) -> str:
    """An image within a line; what cannot be shown becomes its words."""
    path = media_path(str(token.attrs.get("src", "")), stage)
    words = plain_text(token.children or ())
    if path is None or stage.addresses is None or kind_of(path) not in IMAGES:
        return escape(words)
    size = size_of(path, stage.media[path])
    sides = f' width="{size[0]}" height="{size[1]}"' if size else ""
    alt = "" if token.meta.get("decorative") else escape(words)
    return f'<img src="{escape(stage.addresses.media(path))}" alt="{alt}"{sides} loading="lazy">'


def _chart(path: str, title: str, stage: Stage) -> str:
    chart = read_chart(path, stage.media[path], Findings())
    if chart is None:
        return f"<p>{escape(title)}</p>\n"
    name = f"c-{stage.prefix}-{len(stage.charts) + 1}"
    stage.charts.append(draw_chart(chart, title, name, stage.words))
    return f'<figure><div data-figure="{len(stage.charts) - 1}"></div></figure>\n'


def captions_path(path: str, language: str, media: Mapping[str, bytes]) -> str | None:
    """The captions of a video: in the reader's language ("talk.ru.vtt") if there are such, else "talk.vtt"."""
    stem = path.rpartition(".")[0]
    return next((name for name in (f"{stem}.{language}.vtt", f"{stem}.vtt") if name in media), None)


def _video(path: str, title: str, stage: Stage, addresses: Addresses) -> str:
    captions = captions_path(path, stage.language, stage.media)
    track = transcript = ""
    if captions:
        # Captions without a language in their name are in the language of the source.
        spoken = stage.language if captions.endswith(f".{stage.language}.vtt") else _source(stage)
        track = (
            f'<track kind="captions" src="{escape(addresses.media(captions))}" srclang="{escape(spoken)}"'
            f' label="{escape(stage.words.captions)}" default>'
        )
        said = "".join(
            f'<p><span lang="{escape(spoken)}">{escape(line)}</span></p>'
            for line in _cues(stage.media[captions])
        )
        transcript = f"<details><summary>{escape(stage.words.transcript)}</summary>{said}</details>"
    address = escape(addresses.media(path))
    return (
        f'<figure><video src="{address}" controls preload="none">{track}'
        f'<a href="{address}">{escape(stage.words.download)}</a></video>'
        f"<figcaption>{escape(title)}</figcaption>{transcript}</figure>\n"
    )


def _source(stage: Stage) -> str:
    return stage.module.source if stage.module else stage.language


def _cues(content: bytes) -> list[str]:
    """What is said, cue by cue."""
    said = []
    for block in re.split(r"\n[ \t]*\n", content.decode("utf-8", "replace").replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        times = next((number for number, line in enumerate(lines) if _CUE.match(line)), None)
        if times is not None:
            said.append(_TAG.sub("", " ".join(lines[times + 1 :])).strip())
    return [line for line in said if line]
