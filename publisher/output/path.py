"""Decide which paths may be published: below the web root, spelt in one way, none a file and a folder at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

RESERVED = ".publisher"
"""What `publisher` keeps in the web root for itself begins like this."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def mistake(path: str) -> str:
    """What is wrong with a path; empty when nothing is."""
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "expected a relative path of plain names with a slash between"
    if _CONTROL.search(path) or not _is_text(path):
        return "expected a path without control characters and unpaired surrogates"
    if not unicodedata.is_normalized("NFC", path):
        return "expected a path in Unicode normal form C"
    if path.startswith(RESERVED):
        return f"expected another name: {RESERVED} begins what publisher keeps for itself"
    return ""


def clashes(paths: Collection[str]) -> Iterator[str]:
    """The paths that are a file and also the folder of another."""
    folders = {parent for path in paths for parent in parents(path)}
    return (path for path in paths if path in folders)


def parents(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first, without the web root."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
