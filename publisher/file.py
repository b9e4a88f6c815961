"""A file to be published, and how any file is written: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_MODE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Bytes and where they belong."""

    path: str
    """Below feeds/, with slashes, NFC: `ko/tags/tokenizer/atom.xml`."""
    content: bytes


@dataclass(frozen=True, kw_only=True)
class LateFile:
    """A file that is made when its bytes are first asked for: where an earlier build has made the same, never."""

    path: str
    key: bytes
    """Of all that the bytes depend on: with any other bytes it would be another."""
    make: Callable[[], bytes] = field(repr=False)

    @cached_property
    def content(self) -> bytes:
        return self.make()


def replace_whole(target: Path, content: bytes, *, waiting: Path | None = None, mode: int = _MODE) -> None:
    """Put these bytes in a file's place in one step: whoever reads it sees the old ones or the new ones.

    They are on the disk before the name is; the mode is that one whatever the umask. OSError where that cannot be.
    `waiting` names the file that they wait in, where nobody else may be writing; without it they get one of their own.
    """
    descriptor, name = _open(waiting) if waiting else _open_beside(target)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _open(path: Path) -> tuple[int, str]:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), str(path)


def _open_beside(target: Path) -> tuple[int, str]:
    return tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
