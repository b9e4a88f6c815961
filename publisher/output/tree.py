"""The web root as it stands: what is in the way of a file, and what is there already. Reads, never writes.

Asked about every file of every build, most of which have not changed: hence plain strings and few system calls.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection
from enum import Enum, auto
from pathlib import Path

from publisher.output.trouble import told

_FOREIGN = "publisher did not write what is here: move it away or delete it"
_LINK = "is a symbolic link, and publisher writes through none: move it away or delete it"


class Kind(Enum):
    """What stands at a path, symbolic links not followed."""

    NOTHING = auto()
    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()


class Tree:
    """A folder, and which files in it are ours. It remembers the folders it has seen: one tree lives for one build."""

    def __init__(self, root: Path, owned: Collection[str]) -> None:
        self._root = str(root)
        self._owned = owned
        self._barriers = {"": ""}
        self._closed = {"": ""}  # a root that is closed is noticed before

    def obstacle(self, path: str, digest: str) -> str:
        """Why a file of that SHA-256 cannot be put where it belongs; empty when it can."""
        barrier = self._barrier(path.rpartition("/")[0])
        if barrier:
            return barrier
        match self._kind(path):
            case Kind.NOTHING:
                return ""
            case Kind.FILE:
                return "" if path in self._owned or self.holds(path, digest) else _FOREIGN
            case Kind.LINK:
                return _LINK
            case _:
                return f"expected a file or nothing; {_FOREIGN}"

    def holds(self, path: str, digest: str) -> bool:
        """Whether the regular file there, if any, has bytes of that SHA-256. One that cannot be read has not."""
        place = f"{self._root}/{path}"
        with told(place, "be read"):
            try:
                descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW)
            except (FileNotFoundError, PermissionError):
                return False
            with open(descriptor, "rb", buffering=0) as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == digest

    def reaches(self, path: str) -> bool:
        """Whether only real folders, or none yet, are on the way to a path."""
        return not self._barrier(path.rpartition("/")[0])

    def has_file(self, path: str) -> bool:
        """Whether a regular file is there."""
        return self._kind(path) is Kind.FILE

    def closed_folder(self, path: str) -> str:
        """The folder that a file is to be put into or taken from, if that is forbidden; empty where it is not."""
        folder = path.rpartition("/")[0]
        if folder not in self._closed:
            place = f"{self._root}/{folder}"
            if os.path.isdir(place):
                self._closed[folder] = "" if os.access(place, os.W_OK | os.X_OK) else folder
            else:
                self._closed[folder] = self.closed_folder(folder)
        return self._closed[folder]

    def _barrier(self, folder: str) -> str:
        """Why nothing can be put into a folder; empty when it is a real one, or yet to be made."""
        if folder not in self._barriers:
            above = self._barrier(folder.rpartition("/")[0])
            self._barriers[folder] = above or self._own_barrier(folder)
        return self._barriers[folder]

    def _own_barrier(self, folder: str) -> str:
        match self._kind(folder):
            case Kind.NOTHING | Kind.FOLDER:
                return ""
            case Kind.LINK:
                return f"{folder} {_LINK}"
            case _:
                return f"expected a folder or nothing at {folder}: move away or delete what is there"

    def _kind(self, path: str) -> Kind:
        place = f"{self._root}/{path}"
        with told(place, "be looked at"):
            try:
                return _KINDS.get(stat.S_IFMT(os.lstat(place).st_mode), Kind.OTHER)
            except (FileNotFoundError, NotADirectoryError):
                return Kind.NOTHING


_KINDS = {stat.S_IFREG: Kind.FILE, stat.S_IFDIR: Kind.FOLDER, stat.S_IFLNK: Kind.LINK}
