"""Every format that channels are written in, the one most widely read first."""

from __future__ import annotations

from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.rss import RSS

FORMATS: tuple[Format, ...] = (ATOM, RSS, JSON_FEED)
