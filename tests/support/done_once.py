"""Work that is the same for every test is done once a process: templates, addresses and courses are read again from memory.

Each test has an application of its own. Most of its price is what comes out the same every time, so it is kept
here; nothing of what a test may change is.
"""

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from app.services import publishing


class Templates(BytecodeCache):
    """The compiled templates; Jinja itself compares the source, so that a changed one is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


def share() -> None:
    """For all applications of this process; before the first is made."""
    Flask.jinja_options = {"bytecode_cache": Templates()}  # type: ignore[assignment]
    _share_addresses()
    for name in ("check_courses", "read_courses"):
        setattr(publishing, name, _kept_by_content(getattr(publishing, name)))


def _share_addresses() -> None:
    """Werkzeug writes and compiles a function for every rule of every application; it depends on the rule alone."""
    compiled: dict[tuple[object, ...], Any] = {}
    compile_builder = Rule._compile_builder

    def remembered(rule: Rule, append_unknown: bool = True) -> Any:
        # A default is written into the function through its converter: only rules without any are shared.
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = (append_unknown, tuple(rule._trace))
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = remembered  # type: ignore[method-assign]


def _kept_by_content(read: Callable[..., Any]) -> Callable[..., Any]:
    """Pure functions of a folder's files, whose results are frozen."""
    known: dict[tuple[tuple[str, bytes], ...], Any] = {}

    def remembered(files: Mapping[str, bytes]) -> Any:
        key = tuple(files.items())
        if key not in known:
            known[key] = read(files)
        return known[key]

    return remembered
