"""Every format that channels are written in, the one most widely read first."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.rss import RSS

FORMATS: tuple[Format, ...] = (ATOM, RSS, JSON_FEED)


def widest(formats: Iterable[Format]) -> tuple[Format, ...]:
    """Those of them that any feed reader takes; all of them where there is none."""
    formats = tuple(formats)
    return tuple(one for one in formats if one.is_xml) or formats
