"""The program as a process of its own, which stays until it is ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from tests.cli.conftest import Publication
from tests.house.checkout import ROOT


def started(publication: Publication, *command: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": str(int(publication.now.timestamp())),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "publisher", *command],
        cwd=publication.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def until(condition: Callable[[], object], child: subprocess.Popen[str]) -> None:
    while not condition():
        assert child.poll() is None, child.communicate()
        time.sleep(0.01)
