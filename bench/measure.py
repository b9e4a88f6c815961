"""A command -> CPU seconds of it and its children, wall seconds, peak memory, and the files that it left or changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.contestants import Contestant

_STOPWATCH = Path(__file__).with_name("stopwatch.py")
_LAST_WORDS = 2_000
_AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Programs in Python start from the bytecode of their first run, as they do from that which pip leaves of a wheel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost, and what was there after it."""

    cpu: float
    """Seconds, user and system, of all its processes."""
    wall: float
    """Seconds."""
    peak: int
    """Bytes of memory."""
    files: int
    bytes: int
    """Of these files."""
    touched: int
    """How many of them are new or were written again."""


def measure(contestant: Contestant) -> Cost:
    """Run a contestant once as it stands; RuntimeError with its last words where it fails."""
    before = _files(contestant.output)
    timed = _timed(contestant.command, contestant.folder, contestant.environment)
    after = _files(contestant.output)
    return Cost(
        cpu=float(timed["cpu"]),
        wall=float(timed["wall"]),
        peak=int(timed["peak"]),
        files=len(after),
        bytes=sum(size for _, _, size in after.values()),
        touched=sum(before.get(path) != file for path, file in after.items()),
    )


def _timed(command: Sequence[str], folder: Path, environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(_STOPWATCH), *command],
        cwd=folder,
        env=os.environ | _AS_INSTALLED | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    timed: dict[str, float] = json.loads(done.stdout)
    if timed["exit"]:
        raise RuntimeError(f"{' '.join(command)} ended with {timed['exit']}:\n{done.stderr[-_LAST_WORDS:]}")
    return timed


def _files(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Path -> what changes when a file is replaced or written again, and its size; nothing of hidden files."""
    found = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                path = os.path.join(root, name)
                status = os.stat(path)
                found[path] = (status.st_ino, status.st_mtime_ns, status.st_size)
    return found
