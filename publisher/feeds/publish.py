"""Library -> the files of every feed, each entry serialised once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from publisher.content.channel import channels, former_folders, translations
from publisher.content.library import Entry, Library, editions_of
from publisher.content.rendering.article import Articles
from publisher.content.tags import TagRules
from publisher.feeds.archive import archive, documents
from publisher.feeds.atom import ATOM
from publisher.feeds.formats import FORMATS
from publisher.feeds.head import STYLESHEET, Head, head
from publisher.feeds.item import Item, item
from publisher.feeds.opml import FILE_NAME, opml
from publisher.feeds.size import Archives, FeedSize, candidates
from publisher.file import File
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_FILES = {feed_format.media_type: feed_format.file_name for feed_format in FORMATS}
_NEVER = datetime(1990, 1, 1, tzinfo=UTC)
"""When nothing changed yet; validators take an earlier date for a mistake."""

_Made = TypeVar("_Made")
_Heading = Callable[[datetime], Head]
"""What a channel's feeds say of themselves, if that is when they last changed."""


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
    archives: Archives = Archives.NONE,
) -> Iterator[File]:
    """Make every feed, one after another, then the list of them; nothing is kept but serialised entries."""
    all_channels = channels(library, site)
    updated = max((entry.updated for entry in library.entries), default=_NEVER)
    itemise = _itemiser(library, site=site, articles=articles, template=environment.get_template("feeds/entry.html"))
    for language, group in groupby(all_channels, key=lambda channel: channel.language):
        former = former_folders(library, language, rules)
        # An entry has one language: what is remembered here goes when the language is done.
        sheet = _remembering(lambda entry: _sheet(itemise(entry)))
        form = _archived(itemise, archives)
        for channel in group:
            entries = library.of(channel.language, channel.slug)
            heading = partial(head, channel, site=site, files=_FILES, translations=translations(channel, library, site))
            kept = documents(channel, entries) if archives.keep(channel) else ()
            history = (("prev-archive", site.url(kept[-1].path)),) if kept else ()
            sheets = _until(size.bytes, map(sheet, candidates(entries, size)))
            contents = _contents(partial(heading, history=history), sheets, updated=updated, limit=size.bytes)
            yield from _files((channel.folder, *former.get(channel.slug, ())), contents)
            yield from archive(kept, heading=heading, form=form, site=site)
    yield _stylesheet(environment)
    yield File(path=FILE_NAME, content=opml(all_channels, updated, site))


def _itemiser(library: Library, *, site: Site, articles: Articles, template: Template) -> Callable[[Entry], Item]:
    editions = editions_of(library)

    def itemise(entry: Entry) -> Item:
        found = (editions.get((entry.note_id, language)) for language in entry.languages)
        return item(articles(entry), site=site, template=template, editions=filter(None, found))

    return itemise


def _archived(itemise: Callable[[Entry], Item], archives: Archives) -> Callable[[Entry], bytes]:
    """How entries stand in archives. They are kept only where several archives hold them: they are very many."""

    def form(entry: Entry) -> bytes:
        return ATOM.serialise(itemise(entry))

    return _remembering(form) if archives is Archives.ALL else form


def _sheet(item: Item) -> _Sheet:
    return _Sheet(updated=item.updated, forms=tuple(feed_format.serialise(item) for feed_format in FORMATS))


def _remembering(make: Callable[[Entry], _Made]) -> Callable[[Entry], _Made]:
    made: dict[str, _Made] = {}

    def remembered(entry: Entry) -> _Made:
        if entry.id not in made:
            made[entry.id] = make(entry)
        return made[entry.id]

    return remembered


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


def _contents(heading: _Heading, sheets: list[_Sheet], *, updated: datetime, limit: int) -> tuple[bytes, ...]:
    """A channel in every format, with the same entries in each: as many as stay within the limit in all."""
    top = heading(max((sheet.updated for sheet in sheets), default=updated))
    contents = tuple(
        feed_format.assemble(top, [sheet.forms[number] for sheet in sheets])
        for number, feed_format in enumerate(FORMATS)
    )
    if len(sheets) > 1 and max(map(len, contents)) > limit:
        return _contents(heading, sheets[:-1], updated=updated, limit=limit)
    return contents


def _files(folders: Iterable[str], contents: tuple[bytes, ...]) -> Iterator[File]:
    for folder in folders:
        for feed_format, content in zip(FORMATS, contents, strict=True):
            yield File(path=folder + feed_format.file_name, content=content)


def _stylesheet(environment: Environment) -> File:
    assert environment.loader is not None, "publisher.theme gives every environment a loader"
    source, _, _ = environment.loader.get_source(environment, f"feeds/{STYLESHEET}")
    return File(path=STYLESHEET, content=source.encode())
