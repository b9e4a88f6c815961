"""README.md: each block marked `sh` runs as it stands, in a fresh copy of the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, copy_to

_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_UNDER_WAY = "make test\n"
"""The one command that does not run here, for this is a part of it."""

BLOCKS = [block.replace(_UNDER_WAY, "") for block in _BLOCK.findall((ROOT / "README.md").read_text("utf-8"))]


def test_the_quick_start_is_two_commands() -> None:
    (quick_start, *_) = _BLOCK.findall((ROOT / "README.md").read_text("utf-8"))

    assert quick_start == "make demo\nmake test\n"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: " && ".join(block.splitlines()))
def test_every_command_runs(block: str, tmp_path: Path) -> None:
    checkout = copy_to(tmp_path / "checkout")
    (checkout / ".venv").symlink_to(sys.prefix)
    environment = os.environ | {"PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}", "SETUP": "true"}

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
