"""Bytes -> files in place: staged whole in a hidden folder of the web root first, then renamed one by one."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

from publisher.output.path import RESERVED, parents
from publisher.output.trouble import told

FOLDER_NAME = f"{RESERVED}-staging"
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755


class Staging:
    """Where new files wait until all of them are there. Made at its first use: not by a build that changes nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / FOLDER_NAME
        self._names = map(str, count())
        self._staged: dict[str, str] = {}

    def keep(self, path: str, content: bytes) -> None:
        """Write the bytes beside the web root's own files, whole and readable, but not yet in place."""
        if not self._staged:
            make_folder(self._folder)
        staged = f"{self._folder}/{next(self._names)}"
        with told(f"{self._root}/{path}"), open(staged, "xb") as file:
            os.fchmod(file.fileno(), _FILE_MODE)
            file.write(content)
        self._staged[path] = staged

    def place(self, path: str, *, at: str = "") -> None:
        """Put a file where it belongs, or at another path, over whatever was there, in one step; if it was kept."""
        if path not in self._staged:
            return
        target = f"{self._root}/{at or path}"
        with told(target):
            make_folder(Path(target).parent)
            os.replace(self._staged.pop(path), target)

    def clear(self) -> None:
        """Remove what waits here, a killed build's too."""
        shutil.rmtree(self._folder, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, readable by all whatever the umask; leave existing ones alone."""
    with told(folder):
        if folder.is_dir():
            return
        make_folder(folder.parent)
        before = os.umask(~_FOLDER_MODE & 0o777)  # killed before a second step sets its mode, it would keep a wrong one
        try:
            folder.mkdir()
        finally:
            os.umask(before)


def remove(root: Path, path: str) -> None:
    """Remove a file."""
    with told(root / path, "be removed"):
        (root / path).unlink()


def prune(root: Path, path: str) -> None:
    """Remove the folders above a path that are empty."""
    for folder in parents(path):
        try:
            (root / folder).rmdir()
        except FileNotFoundError:
            continue
        except OSError:  # not empty, or not ours to remove: an empty folder harms nobody
            return
