"""Stacks -> a feed of them all, as large as any feed of the site; made once, and again when one of them has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from publisher.feeds.filling import Heading, filled
from publisher.feeds.format import Format
from publisher.feeds.size import FeedSize, candidates
from publisher.media import media_type
from publisher.web.document import Document, Headers, document
from publisher.web.mixed.stack import Built, Origin, Stack, Stacks
from publisher.web.shelf import Shelf

_ROOM = 32 * 1024 * 1024
"""Bytes of mixed feeds that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channelled:
    """A built channel that goes into a mixed feed."""

    language: str
    folder: str
    """Below feeds/, with its last slash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A feed that is to be mixed."""

    key: Hashable
    """Tells it from all others; what else its head says must be in here."""
    language: str
    """Of the feed: entries in another one are marked with theirs."""
    channels: tuple[Channelled, ...]
    """Those that have no feeds add nothing."""
    heading: Callable[[Sequence[str]], Heading]
    """What the feed says of itself; it is given the titles of the channels that have feeds."""
    updated: datetime
    """What an empty feed says."""
    caching: str = "public, max-age=60"
    headers: Headers = ()


class Mixer:
    """Mixes feeds of one site. May be used by several threads."""

    def __init__(self, stacks: Stacks, formats: Sequence[Format], size: FeedSize) -> None:
        self._stacks = stacks
        self._formats = tuple(formats)
        self._size = size
        self._shelf: Shelf[Document] = Shelf(_ROOM)
        # feedgen sets the locale of the whole process while it writes a date.
        self._alone = Lock()

    def document(self, recipe: Recipe, feed_format: Format) -> Document:
        """The feed in one format of the site."""
        origins = [(channel, self._stacks.origin(channel.folder)) for channel in recipe.channels]
        found = tuple((channel, origin) for channel, origin in origins if origin)
        key = (recipe.key, feed_format.key)
        with self._alone:
            return self._shelf.find(key, found) or self._shelf.keep(key, found, self._made(recipe, feed_format, found))

    def _made(self, recipe: Recipe, feed_format: Format, found: Iterable[tuple[Channelled, Origin]]) -> Document:
        pairs = [(channel.language, self._stacks.stack(channel.folder, origin)) for channel, origin in found]
        stacks = [(language, stack) for language, stack in pairs if stack]
        contents = filled(
            recipe.heading([stack.title for _, stack in stacks]),
            (entry.sheet for entry in candidates(tuple(_newest_first(recipe, stacks)), self._size)),
            self._formats,
            updated=recipe.updated,
            limit=self._size.bytes,
        )
        return document(
            contents[self._formats.index(feed_format)],
            media_type(feed_format.file_name),
            caching=recipe.caching,
            more=recipe.headers,
        )


def _newest_first(recipe: Recipe, stacks: Iterable[tuple[str, Stack]]) -> Iterator[Built]:
    """Every entry once, in the order of every feed of the site."""
    entries: dict[str, Built] = {}
    for language, stack in stacks:
        for entry in stack.entries:
            entries[entry.id] = entry if language == recipe.language else _marked(entry, language)
    in_order = sorted(entries.values(), key=lambda entry: entry.id)
    yield from sorted(in_order, key=lambda entry: entry.published, reverse=True)


def _marked(entry: Built, language: str) -> Built:
    """The same with its language said, where a format leaves that to the feed; JSON Feed says it of each item."""
    mark = f' xml:lang="{language}">'.encode()
    forms = (form.replace(b">", mark, 1) if form.startswith(b"<") else form for form in entry.sheet.forms)
    return replace(entry, sheet=replace(entry.sheet, forms=tuple(forms)))
