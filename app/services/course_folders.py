"""Courses on disk: a folder read into paths and bytes, and written back byte for byte."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from app.core.courses.layout import is_safe
from app.core.errors import Refusal


class FolderRefused(Refusal):
    """The folder cannot be read or written as it is; `paths` are what stands in the way."""

    def __init__(self, reason: str, paths: tuple[str, ...]) -> None:
        super().__init__(f"{reason}: {', '.join(paths[:5])}")
        self.reason = reason
        self.paths = paths


def read_folder(path: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there, but for those whose name, or whose folder's, begins with a dot.

    A link that leads out of the folder is refused, and so is a folder that is a link: it could lead in a circle.
    """
    root = path.resolve(strict=True)
    return {_name(file, path): file.read_bytes() for file in sorted(_files(path, root, path))}


def _files(folder: Path, root: Path, start: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and (entry.is_dir() or not _leads_inside(entry, root)):
            raise FolderRefused("A link leads elsewhere", (_name(entry, start),))
        if entry.is_dir():
            yield from _files(entry, root, start)
        elif entry.is_file():
            yield entry


def _leads_inside(entry: Path, root: Path) -> bool:
    target = entry.resolve()
    return target.exists() and target.is_relative_to(root)


def _name(entry: Path, start: Path) -> str:
    """The path from the folder; a name that is not UTF-8 keeps a mark in the place of each wrong byte."""
    return os.fsencode(entry.relative_to(start).as_posix()).decode("utf-8", "replace")


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, so that reading it gives back exactly them.

    Nothing is written when a path would leave the folder, or when the folder holds files that are not among
    `files`: they would turn up in the next publication.
    """
    unsafe = tuple(sorted(name for name in files if not is_safe(name)))
    if unsafe:
        raise FolderRefused("A path leaves the folder", unsafe)
    path.mkdir(parents=True, exist_ok=True)
    strangers = tuple(sorted(read_folder(path).keys() - files.keys()))
    if strangers:
        raise FolderRefused("The folder holds other files", strangers)
    for name, content in files.items():
        target = path / PurePosixPath(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        # A reader meets the old bytes or the new ones, never half a file.
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(content)
        fresh.replace(target)
