"""A publication that was built and has a new note since, and the program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CONFIGURATION, DAY_PAGE, VAULT_NOTE
from tests.house.checkout import ROOT, files

UNCHANGED = "This build changed nothing."
HALFWAY = (
    "The build ended halfway: every file is whole, some are new and some as before. "
    "Build again when the trouble is over, and all of them are new."
)
COMMAND = (sys.executable, "-m", "publisher", "build")
# Buffered, as for whoever has set nothing.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"} | {
    "SOURCE_DATE_EPOCH": "1735000000",
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
}


class Site:
    """A publication, and builds of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, text: str) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def begin(self, *command: str, preexec_fn: Callable[[], object] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command or COMMAND,
            cwd=self.folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=preexec_fn,  # noqa: PLW1509  # no other thread is at work
        )

    def build(self, *command: str, preexec_fn: Callable[[], object] | None = None) -> tuple[int, list[str]]:
        """The exit status, and the lines that a person reads about it."""
        with self.begin(*command, preexec_fn=preexec_fn) as child:
            told = child.communicate()[1]
        return child.returncode, told.splitlines()

    def state(self) -> dict[str, bytes]:
        """What a build may change: the web root and the register, and whatever it leaves beside them."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in files(self.folder)
            if path.parts[len(self.folder.parts)] not in {".publisher", "content", "templates", "filler"}
        }


def grow(site: Site) -> None:
    """Add what changes most files."""
    site.write("content/vault/241218 Sentences.md", VAULT_NOTE)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.write("publisher.toml", CONFIGURATION)
    made.write("content/2024-12-13.txt", DAY_PAGE)
    assert made.build() == (0, [])
    grow(made)
    return made
