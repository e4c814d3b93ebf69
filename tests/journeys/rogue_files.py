"""The files that a rogue trainer writes: every payload as it stands in every field of a module and of what is brought in."""

import csv
import io
import json
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from app.core.courses.layout import is_safe
from tests.journeys.hostile import PICTURE, entities, prose, questions
from tests.support.containers import zipped
from tests.support.courses import Files, module_files
from tests.support.moodle_backups import as_tar, members

POINT = "media/point.png"
IN_LESSON, IN_QUIZ = ("single", "pairs"), ("word", "gaps", "open")
"""Kinds whose parts no other kind has: each payload stands in each of them, and in one of those below."""
LESSON_TURNS, QUIZ_TURNS = ("multiple", "order"), ("truth", "number")
CHARTED = 8
FILES = ("module.md", "01-first.md", "02-asked.md", "quiz.md")


def as_it_stands(payloads: Sequence[str]) -> Files:
    """A module whose every field holds every payload; no checker would let it be published, and any file can be saved."""
    whole = json.dumps(" ".join(payloads))
    outcomes = "".join(f"  o{number}: {json.dumps(one)}\n" for number, one in enumerate(payloads))
    bare = "\n\n".join(payloads)
    page = {
        "module.md": f"---\ntitle: {whole}\nsummary: {whole}\noutcomes:\n{outcomes}---\n{bare}\n",
        "01-first.md": f"---\ntitle: {whole}\nminutes: 5\n---\n{_text(payloads)}",
        "02-asked.md": f"---\ntitle: {whole}\nminutes: 5\n---\n{_asked(payloads, IN_LESSON, LESSON_TURNS)}",
        "quiz.md": f"---\ntitle: {whole}\n---\n{_asked(payloads, IN_QUIZ, QUIZ_TURNS)}",
    }
    files = module_files(lessons=0, authors=json.dumps(list(payloads)), licence=whole)
    files |= {f"en/{name}": text.encode() for name, text in page.items()}
    files["ru/01-first.md"] = files["en/01-first.md"]
    for place in range(0, len(payloads), CHARTED):
        files[f"media/figures-{place}.csv"] = cells(payloads[place : place + CHARTED])
    return {**files, POINT: PICTURE}


def _text(payloads: Sequence[str]) -> str:
    parts = [
        f"![{one}](media/figures-{place}.csv)"
        for place, one in list(enumerate(payloads))[::CHARTED]
    ]
    for number, one in enumerate(payloads):
        parts += [
            f"## {one}",
            one,
            f"[{one}](<https://a.example/{one}>) [to](<{one}>) [to]({one}) <{one}>",
            f"![{one}]({POINT}) ![x]({one})",
            f"- *{one}*\n\n> {one}",
            f"| {one} | b |\n|---|---|\n| c | {one} |",
            f"```{one}\n{one}\n```",
            f"Term {one}\n: {one}",
            f"::: note {one}\n{one}\n:::",
            f"A passage[^{number}] [{one}]{{lang=ru}} {{{one}}}\n\n[^{number}]: {one}",
        ]
    return "\n\n".join(parts) + "\n"


def _asked(payloads: Sequence[str], kinds: Sequence[str], by_turns: Sequence[str]) -> str:
    """Questions for each payload, which stands in every part of them."""
    made = []
    for number, one in enumerate(payloads):
        bodies = {
            "single": f"{one}\n\n- (x) a {one}\n  > {one}\n- ( ) b {one}\n  > {one}\n",
            "multiple": f"{one}\n\n- [x] a {one}\n  > {one}\n- [ ] b {one}\n  > {one}\n",
            "truth": f"{one}\n\n= true\n",
            "word": f"{one}\n\n= {one} | word\n",
            "number": f"{one}\n\n= 12 +- 1 {one[:20]}\n",
            "pairs": f"{one}\n\n- a {one} => c {one}\n- b {one} => d {one}\n",
            "order": f"{one}\n\n1. a {one}\n2. b {one}\n",
            "gaps": f"{one} [[word|{one}]] [[ ({one} a) | {one} b ]]\n",
            "open": f"{one}\n\n____\n\n| criterion | points |\n|---|---|\n| {one} | 1 |\n",
        }
        for kind in (*kinds, by_turns[number % len(by_turns)]):
            more = " type=order" if kind == "order" else ""
            head = f"\n::: question {kind}-{number}{more}\n"
            made.append(f"{head}{bodies[kind]}\n?? {one}\n!! {one}\n:::\n")
    return "".join(made)


def cells(payloads: Sequence[str]) -> bytes:
    return _table(
        [["what", *payloads[:2]], *([one, number, 1] for number, one in enumerate(payloads))]
    )


def _table(rows: Sequence[Sequence[object]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(rows)
    return written.getvalue().encode()


def in_disguise(payloads: Sequence[str]) -> Files:
    """The same payloads as a text that may be published: written in entities, a question of one kind for each."""
    payloads = [in_one_line(one) for one in payloads]
    texts = [entities(one) for one in payloads]
    whole = json.dumps(" ".join(texts))
    outcomes = "".join(f"\n  o{number}: {json.dumps(text)}\n" for number, text in enumerate(texts))
    page = {
        "module.md": f"---\ntitle: {whole}\n\nsummary: {whole}\n\noutcomes:\n{outcomes}---\n"
        + "\n\n".join(texts),
        "01-first.md": f"---\ntitle: {whole}\nminutes: 5\n---\n{prose(payloads, chart=False)}",
        "quiz.md": f"---\ntitle: {whole}\n---\n{_by_turns(texts)}",
    }
    files = module_files(
        languages=("en",),
        lessons=0,
        authors=f"[{whole}]",
        quiz="{pass: 80, attempts: null, every: null, draw: null, shuffle: true, minutes: null}",
    )
    return {
        **files,
        **{f"en/{name}": f"{text}\n".encode() for name, text in page.items()},
        POINT: PICTURE,
    }


def in_one_line(text: str) -> str:
    """A payload without the characters that the checker refuses, which would end the block that it stands in."""
    seen = "".join(sign for sign in text if sign >= " " or sign.isspace())
    return " ".join(seen.replace("[^", "[ ^").split())


def _by_turns(texts: Sequence[str]) -> str:
    made = questions(texts, "ask", " outcome=o")
    kinds = len(made) // len(texts)
    return "".join(made[number * kinds + number % kinds] for number in range(len(texts)))


# What is brought in


def gift(payloads: Sequence[str]) -> bytes:
    """Names, categories, texts, answers and feedback, as they stand and behind the escapes of the format."""
    made = []
    for number, one in enumerate(payloads):
        safe = "".join(
            f"\\{sign}" if sign in "~=#{}:\\" else sign for sign in " ".join(one.split())
        )
        made += [
            f"$CATEGORY: {' '.join(one.split())}",
            f"// {safe}\n::{safe}::[html]{safe} {{={safe}#{safe} ~b {safe}#{safe} ####{safe}}}",
            f"::q{number}::{safe} {{={safe} ={safe} 2}}",
            f"{safe} {{={safe} -> c {safe} =b {safe} -> d {safe} ={number} -> e}}",
            f"{one} {{={one} ~{one} 2}}",
        ]
    return "\n\n".join(made).encode()


def aiken(payloads: Sequence[str]) -> bytes:
    lines = (" ".join(one.split()) for one in payloads)
    return "\n\n".join(f"{one}\nA. {one}\nB. b {one}\nANSWER: A" for one in lines).encode()


def sheet(payloads: Sequence[str]) -> bytes:
    heads = ("Type", "Question", "Answer", "Right", "Goes with", "Feedback", "Points", "Hint")
    rows: list[Sequence[object]] = [(*heads, "Explanation", "Id", payloads[0])]
    for one in payloads:
        rows += [
            ("one answer", one, one, "x", "", one, 1, one, one, "", one),
            ("", "", f"b {one}", "", "", one, "", "", "", "", ""),
            (one, one, one, one, one, one, one, one, one, one, one),
            ("matching", one, f"a {one}", "", f"c {one}", "", 1, one, one, one, ""),
            ("", "", f"b {one}", "", f"d {one}", "", "", "", "", "", ""),
        ]
    return _table(rows)


def moodle_xml(payloads: Sequence[str]) -> bytes:
    made = []
    for one in payloads:
        text, name = escape(_sayable(one)), quoteattr(_sayable(one))
        words = f"<text>{text}</text>"
        made.append(
            f'<question type="category"><category>{words}</category></question>'
            f'<question type="multichoice"><name>{words}</name><questiontext format="html">{words}'
            f'<file name={name} encoding="base64">AAAA</file></questiontext>'
            f"<generalfeedback>{words}</generalfeedback><single>true</single>"
            f'<answer fraction="100"><text>a {text}</text><feedback>{words}</feedback></answer>'
            f'<answer fraction="0"><text>b {text}</text><feedback>{words}</feedback></answer>'
            f"<hint>{words}</hint></question>"
            f"<question type={name}><name>{words}</name></question>"
        )
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{"".join(made)}</quiz>'.encode()


def backup(payloads: Sequence[str]) -> bytes:
    """A backup whose every word is all of the payloads."""
    whole = escape(_sayable("\n".join(payloads)))
    said = ("The ", "Border talks", "First days", "Talks", "Listening", "Gaps", "Who may listen?")
    made = {}
    for name, content in members(four=True).items():
        if name.endswith(".xml"):
            text = content.decode()
            for words in said:
                text = text.replace(f">{words}", f">{whole} {words}")
            text = text.replace("slides.pptx", f"{escape(_sayable(payloads[0]))}.pptx")
            content = text.encode()
        made[name] = content
    return as_tar(made)


def archive(payloads: Sequence[str]) -> bytes:
    """The module in disguise with files beside it whose names are payloads, as far as a container may have them."""
    beside = {f"en/x{one}.txt": b"x" for one in payloads if is_safe(one)}
    return zipped(in_disguise(payloads) | beside | {"people.yaml": "\n".join(payloads).encode()})


def _sayable(text: str) -> str:
    """What XML can hold."""
    return "".join(sign for sign in text if sign in "\t\n" or sign >= " ")
