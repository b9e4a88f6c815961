"""Files that a person asked for, into a folder that is not the web root: each whole, nothing else touched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from publisher.file import File
from publisher.output.staging import make_folder
from publisher.output.trouble import told

_MODE = 0o644


def write_each(files: Iterable[File], folder: Path) -> tuple[Path, ...]:
    """Write files below a folder and return where they are; a file of the same name is replaced in one step."""
    return tuple(_write(folder / file.path, file.content) for file in files)


def _write(target: Path, content: bytes) -> Path:
    make_folder(target.parent)
    with told(target):
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                os.fchmod(stream.fileno(), _MODE)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return target
