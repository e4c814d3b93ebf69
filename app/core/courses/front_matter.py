"""The front matter of a page: the YAML between two lines of `---` at the top of a Markdown file."""

from dataclasses import dataclass

from app.core.courses.fields import Fields
from app.core.courses.problems import Findings
from app.core.courses.sources import Source
from app.core.courses.yaml_source import Entries, parse_yaml

FENCE = "---"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`fields` is None when the front matter cannot be read; `body_line` is where the text below it begins."""

    fields: Fields | None
    body_line: int


def read_front_matter(source: Source, known: tuple[str, ...], findings: Findings) -> FrontMatter:
    lines = source.lines
    if lines[0].rstrip() != FENCE:
        findings.add("front-matter-missing", source.spot(1))
        return FrontMatter(None, 1)
    end = next((n for n, line in enumerate(lines[1:], 2) if line.rstrip() == FENCE), None)
    if end is None:
        findings.add("front-matter-open", source.spot(1))
        return FrontMatter(None, len(lines) + 1)
    text = "\n".join(lines[1 : end - 1]) + "\n"
    root = parse_yaml(source, findings, text, shift=1)
    if root is None:
        return FrontMatter(None, end + 1)
    if not isinstance(root, Entries):
        findings.add("front-matter-shape", root.spot)
        return FrontMatter(None, end + 1)
    return FrontMatter(Fields(root, known, findings, source.spot(1)), end + 1)
