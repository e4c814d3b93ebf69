"""A new module to begin from: three lessons, a quiz and a chart that the checker finds nothing wrong with."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from app.core.courses.keyless import keyless
from app.core.courses.passages import Passage, passages
from app.core.courses.rewriting import naming
from app.core.courses.starting import english, russian

_PAGES: Mapping[str, Mapping[str, str]] = {"en": english.PAGES, "ru": russian.PAGES}
_TABLES = {"en": english.TABLE, "ru": russian.TABLE}
_FACTS = """\
source: {source}
languages: [{languages}]
level: introductory
hours: 1
audience: [border guards, asylum officers, migration officers]
access: public
prerequisites: []
quiz:
  pass: 80
  attempts: 3
  every: 24h
  draw: null
  shuffle: true
  minutes: null
authors: [Training Academy]
reviewed: {reviewed}
licence: CC-BY-4.0
"""


def starting_files(*, titles: Mapping[str, str], source: str, reviewed: date) -> dict[str, bytes]:
    """The files of a new module with these titles by language; the keys stand in the source language.

    A language for which there are no example words has the English ones, to be written over like all of them.
    """
    languages = [source, *sorted(titles.keys() - {source})]
    facts = _FACTS.format(
        source=source,
        languages=", ".join(languages),
        reviewed=reviewed.isoformat(),
    )
    files = {"module.yaml": facts.encode()}
    for language in languages:
        for file, content in _pages(language, titles[language]).items():
            path = f"{language}/{file}"
            if language != source:
                content = naming(_translated(passages(content)), files[f"{source}/{file}"])
            files[path] = content.encode()
        files[f"media/example-{language}.csv"] = _TABLES.get(language, english.TABLE).encode()
    return files


def _pages(language: str, title: str) -> dict[str, str]:
    return {
        file: text.replace("{language}", language).replace(
            "{title}", json.dumps(title, ensure_ascii=False)
        )
        for file, text in _PAGES.get(language, english.PAGES).items()
    }


def _translated(parts: Sequence[Passage]) -> str:
    """The page as a translation writes it: of each question the name and the words."""
    return "".join(_without_keys(part) if part.kind == "question" else part.text for part in parts)


def _without_keys(part: Passage) -> str:
    block = part.text.rstrip()
    return f"::: question {part.name}\n{keyless(block)}\n:::{part.text[len(block) :]}"
