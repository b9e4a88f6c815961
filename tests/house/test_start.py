"""`publisher --help` comes at once: nothing is imported that only some command needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "alembic",
    "babel",
    "comrak",
    "email_validator",
    "feedgen",
    "jinja2",
    "lxml",
    "nh3",
    "premailer",
    "pydantic",
    "pylatexenc",
    "requests",
    "sqlalchemy",
    "yaml",
)


def test_help_imports_no_library_but_click() -> None:
    program = "import sys; from publisher.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"

    *_, modules = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert "click" in modules.split()
    assert set(HEAVY).isdisjoint(modules.split())


def test_a_build_imports_nothing_that_only_check_needs() -> None:
    program = "import sys; from publisher import pipeline, publication; print(*sys.modules)"

    modules = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert "publisher.pipeline" in modules
    assert [name for name in modules if name.startswith(("publisher.lint", "cssselect", "requests"))] == []


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["send", "--help"]], ids=" ".join)
def test_help_on_a_full_disk_ends_with_a_line(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        child = subprocess.run(
            [sys.executable, "-m", "publisher", *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert (child.returncode, child.stderr) == (1, "standard output: cannot be used: No space left on device\n")
