"""Documents: every setting is explained, every command that is named exists, every link leads somewhere."""

import re
from pathlib import Path

from config import LANGUAGES, ROOT
from tests.guards.source import python_files

SETTING = re.compile(r"""environ(?:\.get\(|\[)\s*["']([A-Z_]+)["']""")
# Flask's own mark of its command line.
NOT_SETTINGS = frozenset({"FLASK_RUN_FROM_CLI"})
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def settings_read() -> set[str]:
    files = [ROOT / "config.py", ROOT / "wsgi.py", *python_files("app")]
    found = {name for path in files for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    named = re.findall(
        r"""_per_language\(environ, "([A-Z_]+)\"""", (ROOT / "config.py").read_text()
    )
    found |= {f"{name}_{lang.upper()}" for name in named for lang in LANGUAGES}
    return found - NOT_SETTINGS


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))


def test_every_setting_is_explained_and_none_that_is_not_read():
    told = (ROOT / "docs" / "running.md").read_text()
    explained = set(re.findall(r"^\| `([A-Z_]+)`", told, re.M))

    assert "DATABASE_URL" in settings_read()
    assert explained == settings_read()


def test_every_make_command_in_a_document_exists():
    named = {
        (path.name, command)
        for path in DOCUMENTS
        for command in re.findall(
            r"(?:`|^\s*|&& )(?:[A-Z_]+=\S+ )*make ([a-z]+)\b", path.read_text(), re.M
        )
    }

    assert named
    assert {(name, command) for name, command in named if command not in targets()} == set()


def test_every_flask_command_in_a_document_exists(app):
    named = {
        (path.name, command)
        for path in DOCUMENTS
        for command in re.findall(r"flask --app wsgi ([a-z]+)\b", path.read_text())
    }

    known = {*app.cli.commands, "db", "routes", "shell", "run"}
    assert named
    assert {(name, command) for name, command in named if command not in known} == set()


def test_every_link_to_a_file_leads_to_one():
    dead = []
    for path in DOCUMENTS:
        text = re.sub(r"^ *```.*?^ *```|`[^`\n]+`", "", path.read_text(), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target and not target.startswith("mailto:") and not there(path, target):
                dead.append(f"{path.name}: {target}")

    assert dead == []


def there(document: Path, target: str) -> bool:
    return (document.parent / target).exists()
