"""`python -m tests.halfway.killing FOLDER`: the program, killed at each of its steps in turn, each on a fresh copy.

FOLDER/before holds a publication, and FOLDER/whole is what a build makes of it. FOLDER/killed-1, … are as the builds
that were killed at that step have left them, and FOLDER/mended-1, … are those after one more build. A step is whatever
changes a file or a folder: to open one for writing, to make, rename, remove or re-mode it. Builds are forked: hundreds
of them import the program once.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from publisher.cli import main

_CHANGING = {"os.mkdir", "os.chmod", "os.rename", "os.remove", "os.rmdir", "os.truncate"}


def kill_at_each_step(folder: Path) -> None:
    _build(shutil.copytree(folder / "before", folder / "whole"))  # nor are templates compiled again for each
    for step in count(1):
        copy = shutil.copytree(folder / "before", folder / f"killed-{step}")
        if not _is_killed(step, copy):
            shutil.rmtree(copy)
            return
        _build(shutil.copytree(copy, folder / f"mended-{step}"))


def _is_killed(step: int, folder: Path) -> bool:
    child = os.fork()
    if not child:
        _kill_at(step)
        _build(folder)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "a build failed by itself"
    return os.WIFSIGNALED(status)


def _build(folder: Path) -> None:
    os.chdir(folder)
    main(["build"], standalone_mode=False)


def _kill_at(step: int) -> None:
    steps = count(1)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if (event in _CHANGING or _opens_for_writing(event, arguments)) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def _opens_for_writing(event: str, arguments: tuple[Any, ...]) -> bool:
    return event == "open" and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    kill_at_each_step(Path(sys.argv[1]))
