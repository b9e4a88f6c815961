"""A folder -> the files in it that may hold notes, read safely; everything else is told."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.content.source import nfc
from publisher.errors import Problem, Severity

NOTES = frozenset({".md", ".markdown", ".txt"})
_ATTACHMENTS = frozenset(".png .jpg .jpeg .gif .webp .avif .svg .pdf .mp3 .mp4 .webm .canvas .base .css .js".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of content/ and its bytes."""

    file: str
    """Path below content/, with slashes, NFC."""
    content: bytes


def walk(folder: Path, *, largest: int) -> Iterator[Found | Problem]:
    """Yield every file that may hold notes, in the order of paths, and a line for all that is left out.

    Left out: files over `largest` bytes, symlinks, whatever is no regular file, hidden files and folders.
    """
    yield from _walk(folder.resolve(), "", folder.resolve(), largest)


def _walk(folder: Path, prefix: str, root: Path, largest: int) -> Iterator[Found | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: nfc(entry.name))
    except OSError as error:
        yield Problem(file=prefix or "content", message=f"cannot be read: {error.strerror}")
        return
    for entry in entries:
        file = prefix + nfc(entry.name)
        reason = _reason(entry, root, largest)
        if reason:
            yield _left_out(_printable(file), reason)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{file}/", root, largest)
        elif Path(entry.name).suffix.lower() in NOTES:
            yield _read(entry.path, file, largest)
        elif Path(entry.name).suffix.lower() not in _ATTACHMENTS:
            yield _left_out(
                file,
                f"not a note: expected a file that ends in {', '.join(sorted(NOTES))}",
            )


def _reason(entry: os.DirEntry[str], root: Path, largest: int) -> str:
    """Why a file or folder is left out; "" when it is not."""
    if entry.name.startswith("."):
        return "hidden"
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    if entry.is_symlink():
        return _where_it_leads(Path(entry.path), root)
    if entry.is_dir(follow_symlinks=False):
        return ""
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if Path(entry.name).suffix.lower() in NOTES and status.st_size > largest:
        return f"{status.st_size} bytes: expected at most {largest}"
    return ""


def _where_it_leads(link: Path, root: Path) -> str:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a symlink that leads nowhere"
    inside = target.is_relative_to(root)
    return "a symlink to what is read in its own place" if inside else "a symlink that leads outside"


def _read(path: str, file: str, largest: int) -> Found | Problem:
    """Read a file whole. It may have been exchanged since it was listed: it is looked at again once open."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return _left_out(file, "not a regular file")
            content = stream.read(largest + 1)
    except OSError as error:
        return Problem(file=file, message=f"cannot be read: {error.strerror}")
    if len(content) > largest:
        return _left_out(file, f"too large: expected at most {largest} bytes")
    return Found(file=file, content=content)


def _printable(file: str) -> str:
    return file.encode(errors="replace").decode()


def _left_out(file: str, reason: str) -> Problem:
    return Problem(file=file, message=f"left out: {reason}", severity=Severity.LEFT_OUT)
