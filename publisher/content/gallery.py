"""A picture as a note names it -> the file in content/ that is meant, or why there is none.

Only what `walk` has listed is ever opened: no name leads out of the folder, into a hidden one or through a symlink.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from publisher.content.files.picture import Picture, picture
from publisher.content.files.source import nfc
from publisher.content.files.walk import Found, read
from publisher.errors import Problem, PublisherError

LARGEST = 10 * 1024 * 1024
_AFTER_PATH = re.compile(r"[?#].*", re.DOTALL)


class Gallery:
    """The pictures of content/, each looked at when a note names it, and once; their bytes are not kept."""

    def __init__(self, files: Iterable[Found] = (), *, largest: int = LARGEST) -> None:
        self._largest = largest
        self._files = {found.file: found for found in files}
        self._looked: dict[str, Picture | str] = {}
        self._named: dict[str, list[str]] = defaultdict(list)
        for file in self._files:
            self._named[posixpath.basename(file)].append(file)

    def find(self, note: str, name: str) -> Picture | str:
        """The picture that a note's file names, or what is wrong with it, as the end of a sentence.

        A name leads from the note's folder, else from content/; where it names no folder, to the only file that is
        called so, as in Obsidian.
        """
        paths = _paths(name)
        file = next((place for path in paths for place in _places(note, path) if place in self._files), "")
        if not file:
            named = next((self._named[path] for path in paths if path in self._named), [])
            if len(named) != 1:
                return f"{len(named)} files are called so" if named else "expected a picture below content/"
            (file,) = named
        if file not in self._looked:
            self._looked[file] = self._look(self._files[file])
        return self._looked[file]

    def content(self, wanted: Picture) -> bytes:
        """The bytes of a picture; PublisherError where they are no longer those that were looked at."""
        content = read(wanted.found, largest=self._largest)
        if isinstance(content, Problem):
            raise PublisherError([content])
        if picture(wanted.found, content) != wanted:
            message = "changed while the build was at work: build again"
            raise PublisherError([Problem(file=wanted.found.file, message=message)])
        return content

    def _look(self, found: Found) -> Picture | str:
        content = read(found, largest=self._largest)
        if isinstance(content, Problem):
            return content.message.removeprefix("left out: ")
        return picture(found, content) or "expected the bytes of a PNG, JPEG, GIF, WebP or AVIF picture"


EMPTY = Gallery()


def _paths(name: str) -> tuple[str, ...]:
    """What a name may mean, the likeliest first: it may be an address, with escapes and a query."""
    return tuple(dict.fromkeys(map(nfc, (name, unquote(name), unquote(_AFTER_PATH.sub("", name))))))


def _places(note: str, path: str) -> Iterator[str]:
    if not path.startswith("/"):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(note), path))
    yield posixpath.normpath(path.lstrip("/"))
