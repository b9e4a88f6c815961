"""A language, or a part of one -> its page: the newest entries in full, the older as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from publisher.content.channel import Channel, channels_of, former_folders, translations
from publisher.content.library import Library
from publisher.content.tags import TagRules
from publisher.pages.archive import Month, archive
from publisher.pages.entry import EntryViews, LateView, titles
from publisher.pages.page import Page, fronts
from publisher.pages.subscribe import Offer, Offers, Topic, topics, weekly
from publisher.pages.tags import TagRow, busiest, tag_rows
from publisher.site import Language, Site

_NEWEST = 30
_TOP_TAGS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """What `channel.html` shows."""

    heading: str
    is_whole: bool
    """Whether it is a language's own page."""
    is_tag: bool
    offer: Offer
    weekly: Topic | None
    """The past issues of a language; on its own page only."""
    topics: tuple[Topic, ...]
    """What the configuration names in a language; on its own page only."""
    top_tags: tuple[TagRow, ...]
    """The busiest of a language, by label, or those of a combination; none on the page of a tag."""
    tag_count: int
    entries: tuple[LateView, ...]
    older: tuple[Month, ...]


def channel_pages(
    library: Library, site: Site, language: Language, *, rules: TagRules, views: EntryViews, offers: Offers
) -> Iterator[Page]:
    """The language's own page, then one for each part of it, also at the addresses that a tag once had."""
    former = former_folders(library, language.code, rules)
    for channel in channels_of(language.code, library):
        if channel.is_weekly:  # its pages are `weekly`'s
            continue
        page = _page(channel, library, site, views, offers)
        yield from (replace(page, folder=folder) for folder in (page.folder, *former.get(channel.slug, ())))


def _page(channel: Channel, library: Library, site: Site, views: EntryViews, offers: Offers) -> Page:
    language = site.language(channel.language)
    whole = Channel(language=channel.language)
    return Page(
        template="channel",
        folder=channel.folder,
        canonical=channel.folder,
        language=language,
        title=channel.title(site),
        description=_description(channel, library, language),
        channels=(whole,) if channel.is_whole else (channel, whole),
        translations=fronts(site)
        if channel.is_whole
        else {other.language: other.folder for other in translations(channel, library, site)},
        view=_view(channel, library, site, views, offers),
    )


def _description(channel: Channel, library: Library, language: Language) -> str:
    if channel.is_whole:
        return language.subtitle or language.title
    return titles(library.of(channel.language, channel.slug)) or channel.label


def _view(channel: Channel, library: Library, site: Site, views: EntryViews, offers: Offers) -> ChannelView:
    language = site.language(channel.language)
    entries = library.of(channel.language, channel.slug)
    tags = () if channel.tag else tag_rows(library, (channel.language,))
    if combination := channel.combination:
        tags = tuple(row for row in tags if row.tag.slug in combination.slugs)
    return ChannelView(
        heading=channel.label or language.title,
        is_whole=channel.is_whole,
        is_tag=channel.tag is not None,
        offer=offers(channel),
        weekly=weekly(language, offers) if channel.is_whole else None,
        topics=topics(library, language) if channel.is_whole else (),
        top_tags=busiest(tags, _TOP_TAGS),
        tag_count=len(tags),
        entries=tuple(map(views, entries[:_NEWEST])),
        older=tuple(archive(entries[_NEWEST:], channel, language.strings)),
    )
