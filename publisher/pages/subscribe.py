"""A channel -> the feeds that a page offers of it, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from publisher.content.library import Library
from publisher.content.tags import Tag
from publisher.pages.link import target
from publisher.site import Site, language_folder, tag_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """A file that each channel's folder holds for programs."""

    format: str
    name: str
    media_type: str


FEED_FILES = (
    FeedFile(format="Atom", name="atom.xml", media_type="application/atom+xml"),
    FeedFile(format="RSS", name="rss.xml", media_type="application/rss+xml"),
    FeedFile(format="JSON Feed", name="feed.json", media_type="application/feed+json"),
)
OPML_FILE = "feeds.opml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A language, or a tag in a language."""

    language: str
    tag: Tag | None = None

    @property
    def folder(self) -> str:
        return tag_folder(self.language, self.tag.path) if self.tag else language_folder(self.language)

    @property
    def slug(self) -> str:
        """What `Library.of` calls it."""
        return self.tag.slug if self.tag else ""

    def title(self, site: Site) -> str:
        title = site.language(self.language).title
        return f"{title} · {self.tag.label}" if self.tag else title


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, as a page offers it."""

    format: str
    title: str
    target: str
    """Below feeds/, percent-encoded."""
    media_type: str
    language: str


def feeds(channels: Iterable[Channel], site: Site) -> Iterator[Feed]:
    """Every feed of these channels, the most widely read format first."""
    for channel in channels:
        for file in FEED_FILES:
            yield Feed(
                format=file.format,
                title=f"{channel.title(site)} ({file.format})",
                target=target(channel.folder + file.name),
                media_type=file.media_type,
                language=channel.language,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A channel as something to subscribe to."""

    address: str
    """Of the first feed: absolute, to be copied into a feed reader."""
    feeds: tuple[Feed, ...]
    count: int
    newest: date | None
    """None as long as there are no entries."""
    newest_in_words: str


def offer(channel: Channel, library: Library, site: Site) -> Offer:
    """What a channel offers at present."""
    entries = library.of(channel.language, channel.slug)
    newest = entries[0].published.date() if entries else None
    offered = tuple(feeds((channel,), site))
    return Offer(
        address=site.address + offered[0].target,
        feeds=offered,
        count=len(entries),
        newest=newest,
        newest_in_words=site.language(channel.language).strings.date(newest) if newest else "",
    )
