"""A file to be published, and how any file is written: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

_MODE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Bytes and where they belong."""

    path: str
    """Below feeds/, with slashes, NFC: `ko/tags/tokenizer/atom.xml`."""
    content: bytes


def replace_whole(target: Path, content: bytes, mode: int = _MODE) -> None:
    """Put these bytes in a file's place in one step: whoever reads it sees the old ones or the new ones.

    They are on the disk before the name is; the mode is that one whatever the umask. OSError where that cannot be.
    """
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
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
