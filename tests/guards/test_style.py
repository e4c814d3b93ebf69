"""Style, types and the direction of imports, as the tools of the house judge them."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

TOOLS = {
    "formatted by ruff (make format)": ("ruff", "format", "--check", "-q", "."),
    "clean by ruff": ("ruff", "check", "-q", "--output-format", "concise", "."),
    "typed by mypy": ("mypy",),
    "importing downwards": ("lint-imports", "--no-cache"),
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS.keys())
def test_the_code_is(command):
    program = Path(sys.executable).parent / command[0]

    done = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
