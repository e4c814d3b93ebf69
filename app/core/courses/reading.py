"""Reads the courses folder, or one module of it, into the shapes of content.py."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.courses.content import Module, Track
from app.core.courses.modules import Manuscript, read_manuscript
from app.core.courses.problems import Findings, Problem, Spot
from app.core.courses.sources import read_source
from app.core.courses.tracks import FILE as TRACKS_FILE
from app.core.courses.tracks import TrackEntry, read_tracks


@dataclass(frozen=True, slots=True)
class Courses:
    """What was read; a module whose source language has an error is left out, and so is a translation with one."""

    tracks: tuple[Track, ...]
    modules: Mapping[str, Module]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The courses folder as it is written, with the places that checks need."""

    tracks: tuple[TrackEntry, ...]
    manuscripts: Mapping[str, Manuscript]


def read_courses(files: Mapping[str, bytes]) -> Courses:
    """Read a whole courses folder; paths are relative to it ("tracks.yaml", "<module>/en/quiz.md")."""
    findings = Findings()
    library = read_library(files, findings)
    modules = {
        name: manuscript.module
        for name, manuscript in library.manuscripts.items()
        if manuscript.module is not None
    }
    return Courses(tuple(entry.track for entry in library.tracks), modules, findings.sorted())


def read_module(
    module_id: str, files: Mapping[str, bytes]
) -> tuple[Module | None, tuple[Problem, ...]]:
    """Read one module from files relative to its folder ("module.yaml", "en/module.md", "media/x.csv")."""
    findings = Findings()
    manuscript = read_manuscript(module_id, files, "", findings)
    return manuscript.module, findings.sorted()


def read_library(files: Mapping[str, bytes], findings: Findings) -> Library:
    tracks: tuple[TrackEntry, ...] = ()
    if TRACKS_FILE not in files:
        findings.add("tracks-missing", Spot(TRACKS_FILE, 1))
    elif source := read_source(TRACKS_FILE, files[TRACKS_FILE], findings):
        tracks = read_tracks(source, findings)
    folders: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        folder, slash, inside = path.partition("/")
        if slash:
            folders.setdefault(folder, {})[inside] = content
    manuscripts = {
        name: read_manuscript(name, folders[name], f"{name}/", findings) for name in sorted(folders)
    }
    return Library(tracks, manuscripts)
