"""Fingerprints: of the bytes of a module, of its structure without the words, and of one source file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import Field, fields
from datetime import timedelta
from fractions import Fraction
from typing import Any

from app.core.courses.content import Module, Question
from app.core.courses.sources import BOM

_ALWAYS = frozenset({"unit"})
"""Fields with a default that has counted since the first hash."""


def revision_hash(files: Mapping[str, bytes]) -> str:
    """The address of a revision: the same files with the same bytes, and only those, give the same hash."""
    digest = hashlib.sha256()
    for path in sorted(files):
        name = path.encode()
        # Lengths come first, so that no content can be mistaken for the path that follows it.
        digest.update(f"{len(name)}:{len(files[path])}:".encode())
        digest.update(name)
        digest.update(files[path])
    return digest.hexdigest()


def source_hash(content: bytes) -> str:
    """What a translation writes behind `translates`: the source file's text, however its lines end."""
    text = content.removeprefix(BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return hashlib.sha256(text).hexdigest()


def structure_hash(module: Module) -> str:
    """Equal for two versions of a module exactly when they differ in words alone.

    Lessons, questions, keys, points, rules and the number and order of options count; titles, texts, feedback,
    accepted words and added languages do not.
    """
    structure = {
        "quiz": _plain(module.quiz),
        "questions": [question_structure(question, module.source) for question in module.questions],
        "lessons": [
            [
                lesson.id,
                [question_structure(question, module.source) for question in lesson.practice],
            ]
            for lesson in module.lessons
        ],
    }
    return hashlib.sha256(json.dumps(structure, sort_keys=True).encode()).hexdigest()


def question_structure(question: Question, source: str) -> list[Any]:
    """What of a question is no wording: its type, key, points and rules, and how many parts it has."""
    return [
        question.id,
        question.type.value,
        str(question.points),
        question.rule.value,
        question.shuffle,
        _plain(question.key),
        *question_parts(question, source),
    ]


def question_parts(question: Question, source: str) -> list[list[int]]:
    """How many options, left sides and criteria a question has, and how many words each gap to choose offers."""
    text = question.texts[source]
    offered = [
        len(words)
        for words, gap in zip(text.gaps, getattr(question.key, "gaps", ()), strict=False)
        if gap.right is not None
    ]
    return [[len(text.options), len(text.lefts), len(text.criteria)], offered]


def _plain(value: Any) -> Any:
    """A value as JSON can hold it, the same on every run."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Fraction | timedelta):
        return str(value)
    if hasattr(value, "__dataclass_fields__"):
        named = [(field, getattr(value, field.name)) for field in fields(value)]
        return [
            type(value).__name__,
            {one.name: _plain(put) for one, put in named if _counts(one, put)},
        ]
    return value


def _counts(field: Field[Any], value: Any) -> bool:
    """What came to the format later is left out where it has its default: published hashes stay as they are."""
    return field.name in _ALWAYS or value != field.default
