"""What a process of its own does with a text whose author decides how long it takes: check it, or show it once.

Run by app/services/bounded.py, which ends it when it takes too long. It reads questions and writes answers through
pipes, each with its length before it.
"""

import pickle
import struct
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from app.core.courses.checking import check_module
from app.core.courses.content import Module
from app.core.courses.previews import preview
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


TASKS = {"check": check_module, "show": show_once}


def send(pipe: BinaryIO, thing: Any) -> None:
    content = pickle.dumps(thing)
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: BinaryIO) -> Any:
    """The next thing; EOFError when the other side has gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(LENGTH.unpack(head)[0]))  # noqa: S301 -- written by our own other side


def main() -> None:
    while True:
        try:
            task, arguments = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(sys.stdout.buffer, TASKS[task](*arguments))
