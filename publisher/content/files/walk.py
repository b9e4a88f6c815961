"""A folder -> the files in it that may hold notes or pictures, to be read safely; everything else is told."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.content.files.source import nfc
from publisher.errors import Problem, Severity

NOTES = frozenset({".md", ".markdown", ".txt"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
_ATTACHMENTS = frozenset(".svg .pdf .mp3 .mp4 .webm .canvas .base .css .js".split())
_WANTED = NOTES | PICTURES
_KNOWN = _WANTED | _ATTACHMENTS
_IRREGULAR = "not a regular file"
_DEEPEST = 50
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of content/."""

    file: str
    """Path below content/, with slashes, NFC."""
    place: bytes
    """Where the operating system finds it."""

    @property
    def is_picture(self) -> bool:
        """As its ending says."""
        return _suffix(self.file) in PICTURES


def walk(folder: Path, *, apart: Collection[Path] = ()) -> Iterator[Found | Problem]:
    """Yield every file that may hold notes or a picture, in the order of paths, and a line for all that is left out.

    Left out: symlinks, whatever is no regular file, hidden files and folders. What stands `apart`, such as a web root
    below content/, is passed over in silence.
    """
    # Names are bytes here and UTF-8 to us: what they say must not depend on the locale.
    root = os.path.realpath(os.fsencode(folder))
    yield from _walk(root, "", root, frozenset(os.path.realpath(os.fsencode(path)) for path in apart))


def _walk(folder: bytes, prefix: str, root: bytes, apart: Collection[bytes]) -> Iterator[Found | Problem]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: (nfc(_name(entry)), entry.name))
    except OSError as error:
        yield _unreadable(prefix or ".", error)
        return
    for entry in entries:
        if entry.path in apart:
            continue
        file = prefix + nfc(_name(entry))
        try:
            reason = _reason(entry, prefix, root)
        except OSError as error:
            yield _unreadable(file, error)
            continue
        if reason:
            yield _left_out(file, reason)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{file}/", root, apart)
        elif _suffix(file) in _WANTED:
            yield Found(file=file, place=entry.path)


def _reason(entry: os.DirEntry[bytes], prefix: str, root: bytes) -> str:
    """Why a file or folder is left out; "" when it is not."""
    name = _name(entry)
    if name.startswith("."):
        return "hidden"
    if name.encode() != entry.name:
        return "its name is not UTF-8"
    if _UNPRINTABLE.search(name):
        return "control characters in its name"
    if entry.is_symlink():
        return _where_it_leads(entry.path, root)
    if entry.is_dir(follow_symlinks=False):
        return "" if prefix.count("/") < _DEEPEST else f"expected at most {_DEEPEST} folders within each other"
    if not entry.is_file(follow_symlinks=False):
        return _IRREGULAR
    if _suffix(name) not in _KNOWN:
        return f"not a note: expected a file that ends in {', '.join(sorted(NOTES))}"
    return ""


def _where_it_leads(link: bytes, root: bytes) -> str:
    try:
        target = os.path.realpath(link, strict=True)
    except OSError:
        return "a symlink that leads nowhere"
    inside = os.path.commonpath((target, root)) == root
    return "a symlink to what is read in its own place" if inside else "a symlink that leads outside"


def read(found: Found, *, largest: int) -> bytes | Problem:
    """Read a file whole, or say why it is left out: it is over `largest` bytes, or cannot be read.

    It may have been exchanged since it was listed: it is looked at again once open.
    """
    try:
        descriptor = os.open(found.place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return _left_out(found.file, _IRREGULAR)
            content = _content(descriptor, likely=status.st_size, most=largest + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        return _unreadable(found.file, error)
    if len(content) > largest:
        return _left_out(found.file, f"{max(status.st_size, len(content))} bytes: expected at most {largest}")
    return content


def _content(descriptor: int, *, likely: int, most: int) -> bytes:
    """Read to the end, or as many bytes as are allowed; `likely` is how many there were a moment ago."""
    content = os.read(descriptor, min(likely + 1, most))
    while len(content) > likely and len(content) < most:
        more = os.read(descriptor, most - len(content))
        if not more:
            break
        content += more
    return content


def _name(entry: os.DirEntry[bytes]) -> str:
    return entry.name.decode(errors="replace")


def _suffix(file: str) -> str:
    return os.path.splitext(file)[1].lower()


def _unreadable(file: str, error: OSError) -> Problem:
    return Problem(file=file, message=f"cannot be read: {error.strerror}")


def _left_out(file: str, reason: str) -> Problem:
    return Problem(file=_UNPRINTABLE.sub("\ufffd", file), message=f"left out: {reason}", severity=Severity.LEFT_OUT)
