"""Library -> the files of every feed, each entry serialised once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from publisher.content.channel import Channel, channels, former_folders
from publisher.content.library import Entry, Library
from publisher.content.rendering.article import Articles
from publisher.content.tags import TagRules
from publisher.feeds.format import Format
from publisher.feeds.head import head
from publisher.feeds.item import Item, item
from publisher.feeds.opml import FILE_NAME, listed, opml
from publisher.feeds.size import FeedSize, candidates
from publisher.file import File
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

_NEVER = datetime(1990, 1, 1, tzinfo=UTC)
"""When nothing changed yet; validators take an earlier date for a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """An entry in every format that is written, in their order."""

    updated: datetime
    forms: tuple[bytes, ...]


def feeds(
    library: Library,
    *,
    site: Site,
    rules: TagRules,
    articles: Articles,
    formats: Sequence[Format],
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
        sheet = _remembering(lambda entry: _sheet(item(articles(entry), site=site, template=template), formats))
        for channel in group:
            entries = candidates(library.of(channel.language, channel.slug), size)
            sheets = _until(size.bytes, map(sheet, entries))
            contents = _contents(channel, sheets, updated=updated, site=site, formats=formats, limit=size.bytes)
            for folder in (channel.folder, *former.get(channel.slug, ())):
                for feed_format, content in zip(formats, contents, strict=True):
                    yield File(path=folder + feed_format.file_name, content=content)
    if in_list := listed(formats):
        yield File(path=FILE_NAME, content=opml(all_channels, updated, site=site, feed_format=in_list))


def _sheet(item: Item, formats: Iterable[Format]) -> _Sheet:
    return _Sheet(updated=item.updated, forms=tuple(feed_format.serialise(item) for feed_format in formats))


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
    totals: Counter[int] = Counter()
    for sheet in sheets:
        taken.append(sheet)
        totals.update({number: len(form) for number, form in enumerate(sheet.forms)})
        if max(totals.values()) > limit:
            break
    return taken


def _contents(
    channel: Channel,
    sheets: list[_Sheet],
    *,
    updated: datetime,
    site: Site,
    formats: Sequence[Format],
    limit: int,
) -> tuple[bytes, ...]:
    """A channel in every format, with the same entries in each: as many as stay within the limit in all."""
    newest = max((sheet.updated for sheet in sheets), default=updated)
    top = head(channel, newest, site=site, files={one.media_type: one.file_name for one in formats})
    contents = tuple(
        feed_format.assemble(top, [sheet.forms[number] for sheet in sheets])
        for number, feed_format in enumerate(formats)
    )
    if len(sheets) > 1 and max(map(len, contents)) > limit:
        return _contents(channel, sheets[:-1], updated=updated, site=site, formats=formats, limit=limit)
    return contents
