"""Library -> channels -> bytes: Atom, RSS 2.0, JSON Feed and OPML."""

from __future__ import annotations

from publisher.feeds.atom import ATOM
from publisher.feeds.channel import Channel, FeedSize
from publisher.feeds.format import Format
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.rss import RSS

# What every channel is written in, the most widely read first.
FORMATS: tuple[Format, ...] = (ATOM, RSS, JSON_FEED)

__all__ = ["ATOM", "FORMATS", "JSON_FEED", "RSS", "Channel", "FeedSize", "Format"]
