"""Channels -> OPML 2.0 (opml.org/spec2.opml): every feed in one file that readers import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from lxml import etree

from publisher.content.channel import Channel
from publisher.feeds.dates import rfc822
from publisher.feeds.format import Format
from publisher.site import Site

FILE_NAME = "feeds.opml"


def listed(formats: Sequence[Format]) -> Format | None:
    """The format whose feeds the list names; None where it would help nobody: programs that import one read XML."""
    return next((one for one in formats if one.is_xml), None)


def opml(channels: Iterable[Channel], updated: datetime, *, site: Site, feed_format: Format) -> bytes:
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
            etree.SubElement(heading, "outline", _subscription(channel, site, feed_format))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _subscription(channel: Channel, site: Site, feed_format: Format) -> dict[str, str]:
    title = channel.title(site)
    page = site.url(channel.folder)
    return {
        "type": "rss",  # the type of every subscription list, whatever the feed's format
        "text": title,
        "title": title,
        "xmlUrl": page + feed_format.file_name,
        "htmlUrl": page,
        "language": channel.language,
    }
