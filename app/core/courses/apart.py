"""What a process of its own does with a text whose author decides how long it takes: check it, or show it once.

Run by app/services/bounded.py, which ends it when it takes too long. It reads questions and writes answers through
pipes, each with its length before it.
"""

import json
import struct
import sys
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO, Any

from app.core.courses.checking import check_module
from app.core.courses.content import Module
from app.core.courses.previews import preview
from app.core.courses.problems import Problem
from app.core.courses.rendering import RenderWords, render_block, render_introduction, render_lesson

LENGTH = struct.Struct(">Q")


class _Nowhere:
    """Addresses of a page that nobody sees."""

    def lesson(self, _module_id: str, _lesson_id: str) -> str:
        return "/"

    def module(self, _module_id: str) -> str:
        return "/"

    def media(self, _path: str) -> str:
        return "/"


def show_once(module_id: str, files: Mapping[str, bytes], language: str, file: str) -> bool:
    """Read and render a page with all its questions, and throw it away; False where it cannot be read."""
    shown = preview(module_id, files, language, file)
    if shown is None:
        return False
    module, words = shown.module, RenderWords()
    if shown.lesson is not None:
        render_lesson(module, shown.lesson.id, language, _Nowhere(), words)
    render_introduction(module, language, _Nowhere(), words)
    _show_questions(module, language)
    return True


def _show_questions(module: Module, language: str) -> None:
    for question in (*module.questions, *(one for each in module.lessons for one in each.practice)):
        text = question.texts[language]
        parts = (text.prompt, *(one.text for one in text.options), *text.lefts, *text.criteria)
        for part in (*parts, text.hint or "", text.explanation or ""):
            render_block(part, language)


def answer(question: Mapping[str, Any]) -> Any:
    """What is asked, done: the findings of a check as plain values, or whether a page can be shown."""
    files = {path: b64decode(content) for path, content in question["files"].items()}
    if question["task"] == "check":
        found = check_module(question["module"], files, frozenset(question["others"]))
        return [asdict(problem) for problem in found]
    return show_once(question["module"], files, question["language"], question["file"])


def problem(plain: Mapping[str, Any]) -> Problem:
    """A finding from its plain values."""
    facts = tuple((str(name), str(value)) for name, value in plain["facts"])
    return Problem(**{**plain, "facts": facts})


def send(pipe: IO[bytes], thing: Any) -> None:
    content = json.dumps(thing).encode()
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next thing; EOFError when the other side has gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    return json.loads(pipe.read(LENGTH.unpack(head)[0]))


def main() -> None:
    while True:
        try:
            question = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(sys.stdout.buffer, answer(question))
