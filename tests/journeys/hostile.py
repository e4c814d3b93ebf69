"""What a rogue trainer could publish: modules with hostile texts in every field, disguised so that the checker passes.

The checker refuses HTML as it is. Written in entities, behind backslashes or as code it is a text like any
other, and every page that shows it, or takes the marks off to show the words alone, has to keep it one.
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import datetime

from app.services import publishing
from tests.support.courses import Files, course_files, module_files

SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
# A picture of one grey point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def entities(text: str) -> str:
    """Every sign as its number: Markdown reads them back."""
    return SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)


def escaped(text: str) -> str:
    """Every sign behind a backslash."""
    return SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def code(text: str) -> str:
    return f"``` {text.replace('`', ' ')} ```"


def hostile_module(payloads: Sequence[str]) -> Files:
    """A module in English alone that has each of these texts in each of its fields."""
    texts = [entities(text) for text in payloads]
    whole = json.dumps(" ".join(texts))
    outcomes = "".join(f"  o{number}: {json.dumps(text)}\n" for number, text in enumerate(texts))
    extra = {
        "en/module.md": f"---\ntitle: {whole}\nsummary: {whole}\noutcomes:\n{outcomes}---\n"
        + "\n\n".join(texts),
        "en/01-first.md": f"---\ntitle: {whole}\nminutes: 5\n---\n{prose(payloads)}"
        + "".join(questions(texts, "try", "")),
        "en/quiz.md": f"---\ntitle: {whole}\n---\n"
        + "".join(questions(texts, "ask", " outcome=o")),
    }
    files = module_files(
        languages=("en",),
        lessons=0,
        authors=f"[{whole}]",
        quiz="{pass: 80, attempts: null, every: null, draw: null, shuffle: true, minutes: null}",
    )
    return {
        **files,
        **{path: f"{text}\n".encode() for path, text in extra.items()},
        "media/point.png": PICTURE,
        "media/figures.csv": _figures(payloads),
    }


def prose(payloads: Sequence[str], *, chart: bool = True) -> str:
    """Each text in each kind of block."""
    parts = ["## A heading", *(["![Figures](media/figures.csv)"] if chart else [])]
    for payload in payloads:
        text = entities(payload)
        parts += [
            escaped(payload),
            code(payload),
            f"```\n{payload}\n```",
            f"## {text}",
            f"- {text}\n- *{escaped(payload)}*",
            f"> {text}",
            f"| {text} | b |\n|---|---|\n| {text} | d |",
            f"[{text}](<http://a.example/{text}>)",
            f"![{text}](media/point.png)",
            f"Term {text}\n: {text}",
            f"::: note\n{text}\n:::",
            f"A passage[^{len(parts)}] [{text}]{{lang=ru}}\n\n[^{len(parts)}]: {text}",
        ]
    return "\n\n".join(parts) + "\n"


def _figures(payloads: Sequence[str]) -> bytes:
    """Where no Markdown is read, as it is; a semicolon would separate."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["what", payloads[0].replace(";", " ")])
    rows.writerows([text.replace(";", " "), number] for number, text in enumerate(payloads, 1))
    return written.getvalue().encode()


def questions(texts: Sequence[str], name: str, outcome: str) -> list[str]:
    """One of each kind for each text; every part of it holds the text."""
    made = []
    for number, text in enumerate(texts):
        bodies = {
            "single": f"{text}\n\n- (x) a {text}\n  > {text}\n- ( ) b {text}\n  > {text}\n",
            "multiple": f"{text}\n\n- [x] a {text}\n  > {text}\n- [ ] b {text}\n  > {text}\n",
            "truth": f"{text}\n\n= true\n",
            "word": f"{text}\n\n= {text} | word\n",
            "pairs": f"{text}\n\n- a {text} => c {text}\n- b {text} => d {text}\n",
            "order": f"{text}\n\n1. a {text}\n2. b {text}\n",
            "gaps": f"{text} [[word|{text}]] [[ ({text} a) | {text} b ]]\n",
        }
        tested = f"{outcome}{number}" if outcome else ""
        for kind, body in bodies.items():
            more = " type=order" if kind == "order" else ""
            head = f"\n::: question {name}-{kind}-{number}{tested}{more}\n"
            made.append(f"{head}{body}\n?? {text}\n!! {text}\n:::\n")
    return made


def hostile_courses(groups: Sequence[Sequence[str]]) -> Files:
    modules = {f"hostile-{number}": hostile_module(group) for number, group in enumerate(groups)}
    return course_files(modules, {"hostile": list(modules)})


def publish_hostile_courses(groups: Sequence[Sequence[str]], now: datetime) -> list[str]:
    """A module for each group of texts, published as everything is; gives their ids in the same order."""
    done = publishing.publish(hostile_courses(groups), by="a rogue trainer", now=now)
    return sorted((one.module_id for one in done), key=lambda name: int(name.split("-")[1]))
