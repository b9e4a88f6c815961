"""A channel -> what its feeds say of themselves, whatever their format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from publisher.content.channel import Channel
from publisher.feeds.dates import settled
from publisher.site import Person, Site
from publisher.strings import Strings

STYLESHEET = "feed.css"
"""In the web root: how a browser shows a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A feed without its entries."""

    id: str
    language: str
    title: str
    subtitle: str
    """May be empty."""
    authors: tuple[Person, ...]
    """At least one."""
    updated: datetime
    page: str
    """Address of the channel's page."""
    translations: tuple[tuple[str, str], ...]
    """Each other language that has the channel, and the address of its page there."""
    feeds: tuple[tuple[str, str], ...]
    """Media type and address of the channel in every format."""
    hubs: tuple[str, ...]
    """Addresses of the WebSub hubs that tell readers of changes (W3C WebSub, section 4)."""
    history: tuple[tuple[str, str], ...]
    """Relation and address of the other documents that the channel's entries stand in (RFC 5005, section 4)."""
    is_archive: bool
    """Whether this document will not change any more."""
    stylesheet: str
    """Where browsers find the stylesheet, from the feed's own folder."""
    is_weekly: bool
    """Whether its entries come once a week."""
    strings: Strings
    names: Mapping[str, str]
    """What each language of the site calls itself."""


def head(
    channel: Channel,
    updated: datetime,
    *,
    site: Site,
    files: Mapping[str, str],
    translations: Sequence[Channel] = (),
    history: tuple[tuple[str, str], ...] = (),
) -> Head:
    """Say of a channel what its entries do not.

    `updated` is that of its newest change; `files` maps a media type to the name of the channel's file;
    `translations` are the same channel in each language that has it.
    """
    page = site.url(channel.folder)
    language = site.language(channel.language)
    others = (other for other in translations if other.language != channel.language)
    return Head(
        id=channel.id(site),
        language=channel.language,
        title=channel.title(site),
        subtitle=language.strings("weekly_about") if channel.is_weekly else language.subtitle,
        authors=site.authors,
        updated=settled(updated),
        page=page,
        translations=tuple((other.language, site.url(other.folder)) for other in others),
        feeds=tuple((media_type, page + name) for media_type, name in files.items()),
        hubs=site.hubs,
        history=history,
        is_archive=False,
        stylesheet="../" * channel.folder.count("/") + STYLESHEET,
        is_weekly=channel.is_weekly,
        strings=language.strings,
        names={code: site.language(code).strings.language_name(code) for code in site.codes},
    )
