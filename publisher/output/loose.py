"""Files that a person asked for, into a folder that is not the web root: each whole, nothing else touched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from publisher.file import File, replace_whole
from publisher.output.staging import make_folder
from publisher.output.trouble import told


def write_each(files: Iterable[File], folder: Path) -> tuple[Path, ...]:
    """Write files below a folder and return where they are; a file of the same name is replaced in one step."""
    return tuple(_write(folder / file.path, file.content) for file in files)


def _write(target: Path, content: bytes) -> Path:
    make_folder(target.parent)
    with told(target):
        replace_whole(target, content)
    return target
