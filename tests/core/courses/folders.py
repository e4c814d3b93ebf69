"""The good courses folder of these tests, and variants of it with one thing changed."""

from collections.abc import Mapping
from pathlib import Path

from app.core.courses.content import Module
from app.core.courses.reading import read_courses

GOOD = Path(__file__).parent / "good"
TALK = "talking-through-an-interpreter"


def good_files() -> dict[str, bytes]:
    return {
        path.relative_to(GOOD).as_posix(): path.read_bytes()
        for path in GOOD.rglob("*")
        if path.is_file()
    }


def good_module() -> Module:
    return read_courses(good_files()).modules[TALK]


def module_files(files: Mapping[str, bytes], module: str = TALK) -> dict[str, bytes]:
    """The files of one module, relative to its folder."""
    start = f"{module}/"
    return {
        path.removeprefix(start): body for path, body in files.items() if path.startswith(start)
    }


def changed(path: str, find: str, put: str) -> dict[str, bytes]:
    """The good folder with the first `find` in a file replaced."""
    files = good_files()
    text = files[path].decode()
    assert find in text, f"{find!r} is not in {path}"
    files[path] = text.replace(find, put, 1).encode()
    return files


def lines_with(content: bytes, text: str) -> set[int]:
    return {number for number, line in enumerate(content.decode().split("\n"), 1) if text in line}
