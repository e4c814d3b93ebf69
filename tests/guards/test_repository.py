"""What is kept speaks of the product alone; locks pin every package by hash and name no host."""

import re
import subprocess
import tomllib

import pytest

from config import ROOT
from tests.guards.source import kept_files, place

LOCKS = ("requirements.lock", "requirements-dev.lock")
# Written in two pieces, so that this file does not find itself.
LEFT_OVER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
MACHINE = re.compile(r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me|wo" + r"rk|Us" + r"ers)/\w")
REGISTRY = re.compile(r"py" + r"pi\.org|python" + r"hosted|registry\." + r"npmjs", re.I)
BINARY = (".ttf", ".icc", ".png", ".jpg", ".webp", ".pdf", ".p12", ".woff2")


def packages(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.M))


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_by_hash_and_name_no_host(lock):
    text = (ROOT / lock).read_text()
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.M)[1:]

    assert len(entries) == len(packages(lock)) > 30
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links", text) == []


def test_locks_hold_what_the_project_asks_for_and_agree():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, develop = map(packages, LOCKS)
    needed = {name_of(entry) for entry in asked["project"]["dependencies"]}
    dev = {name_of(entry) for entry in asked["dependency-groups"]["dev"]}

    assert needed <= set(runtime)
    assert needed | dev <= set(develop)
    assert {
        name: version for name, version in runtime.items() if develop.get(name) != version
    } == {}


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_no_left_over_notes_machine_paths_or_registries():
    found = []
    for path in kept_files():
        if path.suffix in BINARY or path.name in LOCKS:
            continue
        text = path.read_text(encoding="utf-8")
        for pattern in (LEFT_OVER, MACHINE, REGISTRY):
            found += [f"{place(path)}: {match.group(0)}" for match in pattern.finditer(text)]

    assert found == []


def test_scripts_can_be_run():
    for name in ("run", "environment", "tools"):
        script = ROOT / ".ci" / name
        assert script.stat().st_mode & 0o111, name
        subprocess.run(["bash", "-n", script], check=True)
