"""A path of an address -> the file of the web root that stands there, read whole, or why there is none.

WhiteNoise, which does the like, reads file lists and sizes once when it starts: a build while it runs would be
served in half or not at all, and its ETags come from dates, which a checkout changes. Here a file is asked for its
state at every request, and read anew from one descriptor when that is another: old or new, always whole.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

from werkzeug.http import http_date

from publisher.media import media_type
from publisher.web.document import Document, document, kept_for_ever
from publisher.web.shelf import Shelf

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is served; larger ones are no part of a publication."""
ROOM = 64 * 1024 * 1024
"""Bytes of files that are kept at hand."""

_BRIEFLY = "public, max-age=60"
_HOURS = "public, max-age=3600"
_READ_ANEW = (".html", ".xml", ".json", ".opml")
"""What a build changes under the same name."""
_SHORTEST_MARK = 8

Signature = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The path is that of a folder, whose page has a slash at its end."""

    location: str
    """Percent-encoded, from the web root."""


class WebRoot:
    """The files of one folder, and nothing outside it."""

    def __init__(self, folder: Path, *, room: int = ROOM) -> None:
        self._folder = os.fspath(folder)
        self._shelf: Shelf[Document] = Shelf(room)

    def find(self, path: str, query: str = "") -> Document | Elsewhere | None:
        """Look up a path such as `/ko/atom.xml`; a query that is the mark of its content lets it be kept for ever."""
        names = names_of(path)
        if names is None:
            return None
        place = os.path.join(self._folder, *names)
        status = _status(place)
        if status and stat.S_ISDIR(status.st_mode):
            if names and names[-1]:
                return Elsewhere(quote("/".join(names)) + "/") if _status(os.path.join(place, "index.html")) else None
            place = os.path.join(place, "index.html")
            status = _status(place)
        elif names and not names[-1]:
            return None
        if not status or not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return None
        return self._document(place, query, signature(status))

    def signature(self, *names: str) -> Signature | None:
        """What changes whenever a file does; None where there is none."""
        status = _status(os.path.join(self._folder, *names))
        return signature(status) if status and stat.S_ISREG(status.st_mode) else None

    def read(self, *names: str) -> bytes | None:
        """A file, whole; None where there is none."""
        found = self._read(os.path.join(self._folder, *names))
        return found[0] if found else None

    def _document(self, place: str, query: str, seen: Signature) -> Document | None:
        held = self._shelf.find(place, seen) or self._made(place)
        # Pages ask for what they load by the mark of its content: as long as that is this one, it will not change.
        if held and len(query) >= _SHORTEST_MARK and held.plain.etag[1:].startswith(query):
            return kept_for_ever(held)
        return held

    def _made(self, place: str) -> Document | None:
        found = self._read(place)
        if not found:
            return None
        content, status = found
        caching = _BRIEFLY if place.endswith(_READ_ANEW) else _HOURS
        kind, modified = media_type(os.path.basename(place)), http_date(status.st_mtime)
        made = document(content, kind, caching=caching, modified=modified)
        return self._shelf.keep(place, signature(status), made)

    def _read(self, place: str) -> tuple[bytes, os.stat_result] | None:
        """Read a file from one descriptor, so that it is one version whatever happens to its name meanwhile."""
        if not os.path.realpath(place).startswith(os.path.join(os.path.realpath(self._folder), "")):
            return None
        try:
            descriptor = os.open(place, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError:
            return None
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            return (stream.read(), status) if stat.S_ISREG(status.st_mode) else None


def names_of(path: str) -> list[str] | None:
    """The names that a WSGI path consists of, the last one empty where it ends in a slash; None where no file has such.

    WSGI hands over bytes as Latin-1. Hidden names, empty ones and those that lead up are nobody's.
    """
    try:
        text = normalize("NFC", path.encode("latin-1").decode())
    except UnicodeError:
        return None
    if not text.startswith("/") or "\0" in text:
        return None
    names = text[1:].split("/")
    is_sound = all(name and not name.startswith(".") for name in names[:-1]) and not names[-1].startswith(".")
    return names if is_sound else None


def signature(status: os.stat_result) -> Signature:
    """What changes whenever a file's content may have."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _status(place: str) -> os.stat_result | None:
    try:
        return os.stat(place)
    except (OSError, ValueError):  # there is none; a name too long for the file system; no name at all
        return None
