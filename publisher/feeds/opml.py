"""Channels -> OPML 2.0 (opml.org/spec2.opml): every feed in one file that readers import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from lxml import etree

from publisher.content.channel import Channel
from publisher.feeds.atom import ATOM
from publisher.feeds.dates import rfc822
from publisher.site import Site

FILE_NAME = "feeds.opml"


def opml(channels: Iterable[Channel], updated: datetime, site: Site) -> bytes:
    """List the channels, in their order, under a heading for each language."""
    root = etree.Element("opml", version="2.0")
    front = etree.SubElement(root, "head")
    etree.SubElement(front, "title").text = site.languages[0].title
    etree.SubElement(front, "dateModified").text = rfc822(updated)
    body = etree.SubElement(root, "body")
    for code, group in groupby(channels, key=lambda channel: channel.language):
        name = site.language(code).strings.language_name(code)
        heading = etree.SubElement(body, "outline", text=name)
        for channel in group:
            etree.SubElement(heading, "outline", _subscription(channel, site))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _subscription(channel: Channel, site: Site) -> dict[str, str]:
    title = channel.title(site)
    page = site.url(channel.folder)
    return {
        "type": "rss",  # the type of every subscription list, whatever the feed's format
        "text": title,
        "title": title,
        "xmlUrl": page + ATOM.file_name,
        "htmlUrl": page,
        "language": channel.language,
    }
