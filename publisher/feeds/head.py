"""A channel -> what its feeds say of themselves, whatever their format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from publisher.content.channel import Channel
from publisher.feeds.dates import settled
from publisher.site import Person, Site


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
    feeds: tuple[tuple[str, str], ...]
    """Media type and address of the channel in every format."""
    hubs: tuple[str, ...]
    """Addresses of the WebSub hubs that tell readers of changes (W3C WebSub, section 4)."""


def head(channel: Channel, updated: datetime, *, site: Site, files: Mapping[str, str]) -> Head:
    """Say of a channel what its entries do not.

    `updated` is that of its newest change; `files` maps a media type to the name of the channel's file.
    """
    page = site.url(channel.folder)
    return Head(
        id=channel.id(site),
        language=channel.language,
        title=channel.title(site),
        subtitle=site.language(channel.language).subtitle,
        authors=site.authors,
        updated=settled(updated),
        page=page,
        feeds=tuple((media_type, page + name) for media_type, name in files.items()),
        hubs=site.hubs,
    )
