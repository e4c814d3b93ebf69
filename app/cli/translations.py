"""`flask translations`: bring the catalogues into the form that gettext reads."""

import hashlib
from pathlib import Path

import click
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask.cli import AppGroup

from config import ROOT

FOLDER = ROOT / "translations"

translations = AppGroup("translations", help="Compile the translations.")


def catalogues(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/LC_MESSAGES/*.po"))


def is_compiled(source: Path) -> bool:
    """Whether the form that gettext reads was made from this very text; the text's hash lies beside it."""
    target, stamp = source.with_suffix(".mo"), source.with_suffix(".mo.stamp")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return target.exists() and stamp.exists() and stamp.read_text() == digest


def leave_out_untranslated(catalogue: Catalog) -> None:
    """Else English words would be counted by the rules of the language, which have a singular for 21."""
    for message in list(catalogue):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not any(strings):
            catalogue.delete(message.id)


def compile_translations(folder: Path) -> str:
    """Bring the catalogues that changed into the form that gettext reads."""
    stale = [source for source in catalogues(folder) if not is_compiled(source)]
    for source in stale:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        leave_out_untranslated(catalogue)
        fresh = source.with_suffix(".new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(source.with_suffix(".mo"))  # a server that runs never meets half a file
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        source.with_suffix(".mo.stamp").write_text(digest)
    return f"compiled {', '.join(path.parts[-3] for path in stale)}" if stale else "unchanged"


@translations.command("compile")
def compile_command() -> None:
    """Compile what has changed."""
    click.echo(compile_translations(FOLDER))
