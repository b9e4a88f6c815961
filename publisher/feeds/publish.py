"""Library -> the files of every feed, each entry serialised once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from publisher.content.channel import Channel, channels, former_folders
from publisher.content.library import Entry, Library
from publisher.content.rendering.article import Articles
from publisher.content.tags import TagRules
from publisher.feeds.formats import FORMATS
from publisher.feeds.head import head
from publisher.feeds.item import Item, item
from publisher.feeds.opml import FILE_NAME, opml
from publisher.feeds.size import FeedSize, candidates
from publisher.file import File
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

_FILES = {feed_format.media_type: feed_format.file_name for feed_format in FORMATS}
_NEVER = datetime(1990, 1, 1, tzinfo=UTC)
"""When nothing changed yet; validators take an earlier date for a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """An entry in every format, in the order of FORMATS."""

    updated: datetime
    forms: tuple[bytes, ...]


def feeds(
    library: Library,
    *,
    site: Site,
    rules: TagRules,
    articles: Articles,
    size: FeedSize,
    environment: Environment,
) -> Iterator[File]:
    """Make every feed, one after another, then the list of them; nothing is kept but serialised entries."""
    template = environment.get_template("feeds/entry.html")
    all_channels = channels(library, site)
    updated = max((entry.updated for entry in library.entries), default=_NEVER)
    for language, group in groupby(all_channels, key=lambda channel: channel.language):
        former = former_folders(library, language, rules)
        # An entry has one language: what is remembered here goes when the language is done.
        sheet = _remembering(lambda entry: _sheet(item(articles(entry), site=site, template=template)))
        for channel in group:
            entries = candidates(library.of(channel.language, channel.slug), size)
            sheets = _until(size.bytes, map(sheet, entries))
            contents = _contents(channel, sheets, updated=updated, site=site, limit=size.bytes)
            yield from _files((channel.folder, *former.get(channel.slug, ())), contents)
    yield File(path=FILE_NAME, content=opml(all_channels, updated, site))


def _sheet(item: Item) -> _Sheet:
    return _Sheet(updated=item.updated, forms=tuple(feed_format.serialise(item) for feed_format in FORMATS))


def _remembering(make: Callable[[Entry], _Sheet]) -> Callable[[Entry], _Sheet]:
    made: dict[str, _Sheet] = {}

    def sheet(entry: Entry) -> _Sheet:
        if entry.id not in made:
            made[entry.id] = make(entry)
        return made[entry.id]

    return sheet


def _until(limit: int, sheets: Iterable[_Sheet]) -> list[_Sheet]:
    """Take sheets, and make no more of them, once they alone pass the limit in some format."""
    taken: list[_Sheet] = []
    totals = [0] * len(FORMATS)
    for sheet in sheets:
        taken.append(sheet)
        totals = [total + len(form) for total, form in zip(totals, sheet.forms, strict=True)]
        if max(totals) > limit:
            break
    return taken


def _contents(
    channel: Channel, sheets: list[_Sheet], *, updated: datetime, site: Site, limit: int
) -> tuple[bytes, ...]:
    """A channel in every format, with the same entries in each: as many as stay within the limit in all."""
    newest = max((sheet.updated for sheet in sheets), default=updated)
    top = head(channel, newest, site=site, files=_FILES)
    contents = tuple(
        feed_format.assemble(top, [sheet.forms[number] for sheet in sheets])
        for number, feed_format in enumerate(FORMATS)
    )
    if len(sheets) > 1 and max(map(len, contents)) > limit:
        return _contents(channel, sheets[:-1], updated=updated, site=site, limit=limit)
    return contents


def _files(folders: Iterable[str], contents: tuple[bytes, ...]) -> Iterator[File]:
    for folder in folders:
        for feed_format, content in zip(FORMATS, contents, strict=True):
            yield File(path=folder + feed_format.file_name, content=content)
