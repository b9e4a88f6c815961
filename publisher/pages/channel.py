"""A language, or a tag in one -> its page: the newest entries in full, the older as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from publisher.content.channel import Channel, former_folders
from publisher.content.library import Library
from publisher.content.tags import TagRules
from publisher.pages.archive import Month, archive
from publisher.pages.entry import EntryView, EntryViews, titles
from publisher.pages.page import Page, fronts
from publisher.pages.subscribe import Offer, offer
from publisher.pages.tags import TagRow, busiest, tag_rows
from publisher.site import Language, Site

_NEWEST = 30
_TOP_TAGS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """What `channel.html` shows."""

    heading: str
    is_tag: bool
    offer: Offer
    top_tags: tuple[TagRow, ...]
    """The busiest of a language, by label; none on the page of a tag."""
    tag_count: int
    entries: tuple[EntryView, ...]
    older: tuple[Month, ...]


def channel_pages(
    library: Library, site: Site, language: Language, *, rules: TagRules, views: EntryViews
) -> Iterator[Page]:
    """The language's own page, then one for each tag in it, also at the addresses that it once had."""
    yield _page(Channel(language=language.code), library, site, views)
    former = former_folders(library, language.code, rules)
    for tag in library.tags_of(language.code):
        page = _page(Channel(language=language.code, tag=tag), library, site, views)
        yield from (replace(page, folder=folder) for folder in (page.folder, *former.get(tag.slug, ())))


def _page(channel: Channel, library: Library, site: Site, views: EntryViews) -> Page:
    language = site.language(channel.language)
    whole = Channel(language=channel.language)
    return Page(
        template="channel",
        folder=channel.folder,
        canonical=channel.folder,
        language=language,
        title=channel.title(site),
        description=titles(library.of(channel.language, channel.slug))
        if channel.tag
        else language.subtitle or language.title,
        channels=(channel, whole) if channel.tag else (whole,),
        translations=_translations(channel, library, site) if channel.tag else fronts(site),
        view=_view(channel, library, site, views),
    )


def _translations(channel: Channel, library: Library, site: Site) -> dict[str, str]:
    """The same tag in each language that has entries of it."""
    return {code: replace(channel, language=code).folder for code in site.codes if library.of(code, channel.slug)}


def _view(channel: Channel, library: Library, site: Site, views: EntryViews) -> ChannelView:
    language = site.language(channel.language)
    entries = library.of(channel.language, channel.slug)
    tags = () if channel.tag else tag_rows(library, (channel.language,))
    return ChannelView(
        heading=channel.tag.label if channel.tag else language.title,
        is_tag=channel.tag is not None,
        offer=offer(channel, library, site),
        top_tags=busiest(tags, _TOP_TAGS),
        tag_count=len(tags),
        entries=tuple(map(views, entries[:_NEWEST])),
        older=tuple(archive(entries[_NEWEST:], channel, language.strings)),
    )
