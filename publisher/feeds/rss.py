"""Items -> RSS 2.0 (rssboard.org/rss-specification), made by feedgen and spliced from bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree
from markupsafe import escape

from publisher.feeds.dates import rfc822
from publisher.feeds.format import Format
from publisher.feeds.head import Head
from publisher.feeds.item import Item

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

_MEDIA_TYPE = "application/rss+xml"
_END = b"</channel></rss>"
# The prefixes that feedgen declares at the top of a feed, and that its items use.
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}


def plain_item(item: Item) -> FeedEntry:
    """What feedgen can say of an item, without its dates: it writes those in the locale of the whole process."""
    from feedgen.entry import FeedEntry

    entry = FeedEntry()
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.address)
    entry.category([{"term": tag.slug, "label": tag.label} for tag in item.tags])
    # Readers take a description for HTML, so that plain text has to be written as such.
    entry.description(str(escape(item.summary or item.title)))
    entry.content(item.content)
    return entry


def plain_feed(head: Head) -> FeedGenerator:
    """What feedgen can say of a feed."""
    from feedgen.ext.dc import DcExtension
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.register_extension("dc", DcExtension, atom=False)
    feed.language(head.language)
    feed.title(head.title)
    feed.description(head.subtitle or head.title)
    feed.dc.dc_creator([author.name for author in head.authors])
    feed.lastBuildDate(head.updated)
    feed.generator("publisher")
    feed.docs("")
    feed.link(href=dict(head.feeds)[_MEDIA_TYPE], rel="self", type=_MEDIA_TYPE)
    # The last link added becomes the channel's own, whatever its relation.
    feed.link(href=head.page, rel="alternate")
    return feed


def _serialise(item: Item) -> bytes:
    element = plain_item(item).rss_entry()
    _correct(element, item)
    return _without_declarations(element)


def _correct(element: etree._Element, item: Item) -> None:
    """Add the dates, and the authors, whom feedgen names only where they have an e-mail address."""
    for author in item.authors:
        _add(element, "dc", "creator").text = author.name
    _add(element, "", "pubDate").text = rfc822(item.published)
    _add(element, "atom", "updated").text = item.updated.isoformat()


def _add(element: etree._Element, prefix: str, name: str) -> etree._Element:
    return etree.SubElement(element, f"{{{_NAMESPACES[prefix]}}}{name}" if prefix else name)


def _without_declarations(item: etree._Element) -> bytes:
    """Serialise an item as it stands in a feed, whose start tag declares the prefixes."""
    carrier = etree.Element("rss", nsmap=_NAMESPACES)
    carrier.append(item)
    _, _, inside = etree.tostring(item, encoding="UTF-8", xml_declaration=False).partition(b">")
    return b"<item>" + inside


def _assemble(head: Head, items: Sequence[bytes]) -> bytes:
    return b"".join([plain_feed(head).rss_str().removesuffix(_END), *map(_hub_link, head.hubs), *items, _END])


def _hub_link(hub: str) -> bytes:
    """What feedgen does not write: it knows the rest of a channel's links."""
    return f'<atom:link href="{escape(hub)}" rel="hub"/>'.encode()


RSS = Format(
    key="rss",
    name="RSS",
    file_name="rss.xml",
    media_type=_MEDIA_TYPE,
    serialise=_serialise,
    assemble=_assemble,
)
