"""Library, past issues -> the files of every feed, each entry serialised once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from publisher.content.channel import channels, former_folders, translations
from publisher.content.library import Entry, Library
from publisher.content.rendering.article import Articles
from publisher.content.tags import TagRules
from publisher.feeds.archive import archive, documents
from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.head import STYLESHEET, head
from publisher.feeds.late import LateFeeds
from publisher.feeds.opml import FILE_NAME, listed, opml
from publisher.feeds.sheet import LateSheet, Sheets, issue_sheets, sheets
from publisher.feeds.size import Archives, FeedSize, candidates
from publisher.file import File, LateFile
from publisher.memory import FORGETFUL, Memory
from publisher.newsletter.past import PastIssues
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

_NEVER = datetime(1990, 1, 1, tzinfo=UTC)
"""When nothing changed yet; validators take an earlier date for a mistake."""


def feeds(
    library: Library,
    past: PastIssues,
    *,
    site: Site,
    rules: TagRules,
    articles: Articles,
    formats: Sequence[Format],
    size: FeedSize,
    environment: Environment,
    archives: Archives = Archives.NONE,
    look: str = "",
    memory: Memory = FORGETFUL,
) -> Iterator[File | LateFile]:
    """Make every feed, one after another, then the list of them; of entries only what later feeds hold is kept.

    Of `past` the weekly feeds are made. `look` stands for the environment's templates: as long as it stays, what
    `memory` holds may be used.
    """
    all_channels = channels(library, site)
    updated = max((entry.updated for entry in library.entries), default=_NEVER)
    files = {one.media_type: one.file_name for one in formats}
    make = sheets(
        library, site=site, articles=articles, formats=formats, environment=environment, look=look, memory=memory
    )
    make_issue = issue_sheets(
        past, site, articles=articles, formats=formats, environment=environment, look=look, memory=memory
    )
    for language, group in groupby(all_channels, key=lambda channel: channel.language):
        former = former_folders(library, language, rules)
        issues = candidates(past.get(language, ()), size)
        shown = {
            channel: () if channel.is_weekly else candidates(library.of(language, channel.slug), size)
            for channel in group
        }
        sheet = _at_hand(make, Counter(entry.id for entries in shown.values() for entry in entries))
        for channel, entries in shown.items():
            heading = partial(head, channel, site=site, files=files, translations=translations(channel, library, site))
            keeps = archives.keep(channel) and ATOM in formats
            kept = documents(channel, library.of(language, channel.slug)) if keeps else ()
            history = (("prev-archive", site.url(kept[-1].path)),) if kept else ()
            made = LateFeeds(
                heading=partial(heading, history=history),
                sheets=tuple(map(make_issue, issues) if channel.is_weekly else map(sheet, entries)),
                formats=formats,
                updated=_NEVER if channel.is_weekly else updated,
                limit=size.bytes,
            )
            for folder in (channel.folder, *former.get(channel.slug, ())):
                yield from made.files(folder)
            yield from archive(kept, heading=heading, form=_archived(make, formats), site=site)
    if in_list := listed(formats):
        yield _stylesheet(environment)
        yield File(path=FILE_NAME, content=opml(all_channels, updated, site=site, feed_format=in_list))


def _at_hand(make: Sheets, uses: Counter[str]) -> Sheets:
    """Keep each sheet for as long as it will be asked for again; `uses` says how often that is, by the entry's id."""
    made: dict[str, LateSheet] = {}

    def sheet(entry: Entry) -> LateSheet:
        found = made.pop(entry.id, None) or make(entry)
        uses[entry.id] -= 1
        if uses[entry.id] > 0:
            made[entry.id] = found
        return found

    return sheet


def _archived(make: Sheets, formats: Sequence[Format]) -> Callable[[Entry], bytes]:
    """How entries stand in archives: there are too many of them to be kept at hand."""
    return lambda entry: make(entry).forms[formats.index(ATOM)]


def _stylesheet(environment: Environment) -> File:
    assert environment.loader is not None, "publisher.theme gives every environment a loader"
    source, _, _ = environment.loader.get_source(environment, f"feeds/{STYLESHEET}")
    return File(path=STYLESHEET, content=source.encode())
