"""Draws a chart as SVG that needs no script and no style: lengths in per cent, type in pixels, a table under it.

Bars lie, one row a label, so that long labels keep their size on a narrow screen. The first series is solid, the
second hatched, the third outlined and the fourth cross-hatched: readable in grey, on paper and by a screen reader.
"""

from collections.abc import Iterator
from html import escape

from app.core.courses.chart_data import Chart
from app.core.courses.words import RenderWords

_BAR, _LABEL, _GAP, _LEGEND = 14, 20, 12, 22
# Room for the value behind the longest bar.
_WIDEST = 84.0


def draw_chart(chart: Chart, title: str, name: str, words: RenderWords) -> str:
    """The figure of a chart; `name` begins every id in it."""
    title_html = escape(title)
    return (
        f"{_svg(chart, title_html, name)}<figcaption>{title_html}</figcaption>"
        f"<details><summary>{escape(words.figures)}</summary>{_table(chart, title_html)}</details>"
    )


def _svg(chart: Chart, title: str, name: str) -> str:
    legend = len(chart.series) * _LEGEND if len(chart.series) > 1 else 0
    row = _LABEL + len(chart.series) * (_BAR + 3) + _GAP
    height = legend + len(chart.rows) * row
    parts = [
        f'<svg class="chart" width="100%" height="{height}" role="img"'
        f' aria-labelledby="{name}-t {name}-d" fill="none" stroke="none">',
        f'<title id="{name}-t">{title}</title><desc id="{name}-d">{escape(_told(chart))}</desc>',
        _patterns(name, len(chart.series)),
        *_legend(chart, name),
        *_rows(chart, name, legend, row),
        "</svg>",
    ]
    return "".join(parts)


def _told(chart: Chart) -> str:
    """All figures in a sentence, for whoever cannot see the bars."""
    if len(chart.series) == 1:
        return "; ".join(f"{row.label}: {row.shown[0]}" for row in chart.rows) + "."
    told = (
        f"{row.label}: "
        + ", ".join(f"{name} {shown}" for name, shown in zip(chart.series, row.shown, strict=True))
        for row in chart.rows
    )
    return "; ".join(told) + "."


def _patterns(name: str, series: int) -> str:
    if series < 2:
        return ""
    hatch = f'<pattern id="{name}-h" width="5" height="5" patternUnits="userSpaceOnUse"><path class="h" stroke="currentColor" d="M0 5 5 0"/></pattern>'
    cross = f'<pattern id="{name}-x" width="5" height="5" patternUnits="userSpaceOnUse"><path class="h" stroke="currentColor" d="M0 5 5 0M0 0 5 5"/></pattern>'
    return f"<defs>{hatch}{cross if series > 3 else ''}</defs>"


def _look(number: int, name: str) -> str:
    """How the bars of a series are drawn."""
    looks = (
        'class="f" fill="currentColor"',
        f'class="h" stroke="currentColor" fill="url(#{name}-h)"',
        'class="h" stroke="currentColor"',
        f'class="h" stroke="currentColor" fill="url(#{name}-x)"',
    )
    return looks[number % len(looks)]


def _legend(chart: Chart, name: str) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    for number, series in enumerate(chart.series):
        y = number * _LEGEND
        yield f'<rect {_look(number, name)} x="1" y="{y + 4}" width="14" height="12"/>'
        yield f'<text fill="currentColor" x="22" y="{y + 15}">{escape(series)}</text>'


def _rows(chart: Chart, name: str, top: int, step: int) -> Iterator[str]:
    values = [value for row in chart.rows for value in row.values]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = _WIDEST / ((high - low) or 1.0)
    zero = -low * scale
    for number, row in enumerate(chart.rows):
        y = top + number * step
        yield f'<text fill="currentColor" x="0" y="{y + 14}">{escape(row.label)}</text>'
        for place, (value, shown) in enumerate(zip(row.values, row.shown, strict=True)):
            bar = y + _LABEL + place * (_BAR + 3)
            start, width = zero + min(value, 0.0) * scale, abs(value) * scale
            yield f'<rect {_look(place, name)} x="{start:.2f}%" y="{bar}" width="{width:.2f}%" height="{_BAR}"/>'
            end = start + width
            yield f'<text fill="currentColor" x="{end:.2f}%" dx="6" y="{bar + 11}">{escape(shown)}</text>'
    if low < 0:
        bottom = top + len(chart.rows) * step
        yield f'<line class="g" stroke="currentColor" x1="{zero:.2f}%" x2="{zero:.2f}%" y1="{top}" y2="{bottom}"/>'


def _table(chart: Chart, title: str) -> str:
    head = f'<th scope="col">{escape(chart.corner)}</th>' + "".join(
        f'<th scope="col" class="r">{escape(series)}</th>' for series in chart.series
    )
    body = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th>'
        + "".join(f'<td class="r">{escape(shown)}</td>' for shown in row.shown)
        + "</tr>"
        for row in chart.rows
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{title}"><table><caption>{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
