"""A Maildir, an mbox, a file or standard input -> messages, each as far as it is worth reading. Nothing is deleted."""

from __future__ import annotations

import mailbox
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from publisher.errors import PublisherError
from publisher.outbox.bounces.message import LARGEST

_SEEN, _FLAGGED = "S", "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message, and where it lies."""

    name: str
    content: bytes = field(repr=False)
    file: Path | None = None
    """Of a Maildir: what is marked as read."""

    def mark(self, *, is_for_a_person: bool) -> None:
        """Mark as seen, so that no later run reads it, and as flagged what a person should look at."""
        if not self.file:
            return
        name, _, flags = self.file.name.partition(":2,")
        wanted = "".join(sorted({*flags, _SEEN, *(_FLAGGED if is_for_a_person else "")}))
        folder = self.file.parent.parent / "cur"
        folder.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):  # somebody else moved it meanwhile
            self.file.rename(folder / f"{name}:2,{wanted}")


def from_stream(stream: BinaryIO) -> Iterator[Item]:
    """One message; all of it is taken, so that whoever writes it is not cut short."""
    content = stream.read(LARGEST)
    while stream.read(LARGEST):
        pass
    yield Item(name="standard input", content=content)


def from_path(path: Path) -> Iterator[Item]:
    """The messages of a Maildir that nobody has seen, or all of an mbox, or the one that a file is."""
    if path.is_dir():
        if not (path / "new").is_dir():
            raise PublisherError(f"{path}: expected a Maildir (a folder with new/ and cur/), an mbox or a message")
        return _from_maildir(path)
    if not path.is_file():
        raise PublisherError(f"{path}: no such Maildir, mbox or message")
    with path.open("rb") as file:
        return _from_mbox(path) if file.read(5) == b"From " else _from_file(path)


def _from_maildir(path: Path) -> Iterator[Item]:
    unseen = [Path(entry) for entry in _files(path / "new")]
    unseen += [Path(entry) for entry in _files(path / "cur") if _SEEN not in entry.partition(":2,")[2]]
    for file in sorted(unseen, key=lambda one: one.name):
        try:
            yield Item(name=str(file), content=_head(file), file=file)
        except FileNotFoundError:  # somebody else moved it meanwhile
            continue


def _files(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return [one.path for one in os.scandir(folder) if one.is_file(follow_symlinks=False) and one.name[0] != "."]


def _from_mbox(path: Path) -> Iterator[Item]:
    box = mailbox.mbox(path, create=False)
    try:
        box.lock()
        for number, key in enumerate(box.keys(), start=1):
            with box.get_file(key) as file:
                yield Item(name=f"{path}:{number}", content=file.read(LARGEST))
    except mailbox.ExternalClashError as error:
        raise PublisherError(f"{path}: in use by another program: try again later") from error
    finally:
        box.unlock()
        box.close()


def _from_file(path: Path) -> Iterator[Item]:
    yield Item(name=str(path), content=_head(path))


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LARGEST)
