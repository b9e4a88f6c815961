"""The built feeds of one channel -> its entries, each in every format of the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publisher.feeds.format import Format
from publisher.feeds.sheet import Sheet
from publisher.web.root import Signature, WebRoot
from publisher.web.shelf import Shelf

Origin = tuple[Signature, ...]
"""What changes whenever a channel's feeds do."""

_ROOM = 32 * 1024 * 1024
"""Bytes of feeds that are kept, taken apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An entry, as the feeds of its channel hold it."""

    id: str
    published: datetime
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A channel, as it was built."""

    title: str
    entries: tuple[Built, ...]
    """In the order of the feed."""

    @property
    def size(self) -> int:
        return sum(len(form) for entry in self.entries for form in entry.sheet.forms)


class Stacks:
    """The channels of a web root. May be used by several threads."""

    def __init__(self, root: WebRoot, formats: Sequence[Format]) -> None:
        self._root = root
        self._formats = tuple(formats)
        self._shelf: Shelf[Stack] = Shelf(_ROOM)

    def origin(self, folder: str) -> Origin | None:
        """Of the feeds of a folder such as `ko/tags/llm/`; None where it has none."""
        names = folder.strip("/").split("/")
        signatures = [self._root.signature(*names, one.file_name) for one in self._formats]
        return tuple(one for one in signatures if one) if all(signatures) else None

    def stack(self, folder: str, origin: Origin) -> Stack | None:
        """The entries of a folder's feeds, which are of that origin; None where they are gone by now."""
        held = self._shelf.find(folder, origin)
        if held:
            return held
        names = folder.strip("/").split("/")
        contents = [self._root.read(*names, one.file_name) for one in self._formats]
        if not all(contents):
            return None
        made = _taken_apart([content for content in contents if content], self._formats)
        return self._shelf.keep(folder, origin, made)


def _taken_apart(contents: Sequence[bytes], formats: Sequence[Format]) -> Stack:
    """In the middle of a build one format may be newer than another: then what all of them hold."""
    feeds = [one.take_apart(content) for one, content in zip(formats, contents, strict=True)]
    forms = [{part.id: part.form for part in feed.parts} for feed in feeds]
    return Stack(
        title=feeds[0].title,
        entries=tuple(
            Built(
                id=part.id,
                published=part.published,
                sheet=Sheet(updated=part.updated, forms=tuple(known[part.id] for known in forms)),
            )
            for part in feeds[0].parts
            if all(part.id in known for known in forms)
        ),
    )
