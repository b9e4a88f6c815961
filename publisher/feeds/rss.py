"""Items -> RSS 2.0 (rssboard.org/rss-specification), made by feedgen and spliced from bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from publisher.feeds.dates import either_date, rfc822
from publisher.feeds.format import Format
from publisher.feeds.head import Head
from publisher.feeds.image import Image
from publisher.feeds.introduction import introduction
from publisher.feeds.item import Item
from publisher.feeds.parts import Names, xml_parts
from publisher.feeds.scholarly import scholarly
from publisher.feeds.splice import DECLARED, element, styled
from publisher.site import Person

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

_MEDIA_TYPE = "application/rss+xml"
_END = b"</channel></rss>"
_ITEM_END = b"</item>"
# These two are rare, and declared where they are used.
_MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}
_SYNDICATION = {"xmlns:sy": "http://purl.org/rss/1.0/modules/syndication/"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = Names(
    within=("rss", "channel"),
    entry="item",
    id="guid",
    published="pubDate",
    updated="atom:updated",
    date=either_date,
)
_MINUTES = 360
"""Notes come about daily, at no hour that is known before: four looks a day find each within six hours."""


def plain_item(item: Item) -> FeedEntry:
    """What feedgen can say of an item, without its dates: it writes those in the locale of the whole process."""
    from feedgen.entry import FeedEntry

    entry = FeedEntry()
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.address)
    entry.category([{"term": tag.slug, "label": tag.label} for tag in item.tags])
    # Readers take a description for HTML, so that plain text has to be written as such.
    # Text of HTML, for readers; a browser shows its source, in which no more is escaped than has to be.
    entry.description(escape(item.summary or item.title, quote=False))
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
    feed.ttl(_MINUTES)
    feed.link(href=dict(head.feeds)[_MEDIA_TYPE], rel="self", type=_MEDIA_TYPE)
    # The last link added becomes the channel's own, whatever its relation.
    feed.link(href=head.page, rel="alternate")
    return feed


def _serialise(item: Item) -> bytes:
    plain = plain_item(item).rss_entry()
    if item.title_language != item.language:
        plain[0].set(_LANGUAGE, item.title_language)
    return b"".join([_without_declarations(plain).removesuffix(_ITEM_END), "".join(_more(item)).encode(), _ITEM_END])


def _more(item: Item) -> Iterator[str]:
    """Authors, whom feedgen names only where they have an e-mail address, dates, and what RSS borrows from others."""
    yield _creators(item.authors)
    yield element("pubDate", rfc822(item.published))
    yield element("atom:updated", item.updated.isoformat())
    yield from _alternates(item.address, item.language, item.translations)
    if item.paper:
        yield element("atom:link", attributes={"href": item.paper, "rel": "related"})
    if item.via:
        yield element("atom:link", attributes={"href": item.via, "rel": "via"})
    yield scholarly(item.identifiers)
    for image in item.images[:1]:
        yield _enclosure(image)


@lru_cache(maxsize=1 << 16)
def _creators(people: tuple[Person, ...]) -> str:
    return "".join([element("dc:creator", person.name) for person in people])


def _alternates(own: str, language: str, translations: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The page in each language, where there are several; its own comes last, for feedparser opens the last."""
    pages = (*translations, (language, own)) if translations else ()
    for other, address in pages:
        link = {"href": address, "rel": "alternate", "type": "text/html", "hreflang": other}
        yield element("atom:link", attributes=link)


def _enclosure(image: Image) -> str:
    """An `enclosure` needs type and length; an image elsewhere is told in Media RSS, which does not."""
    kind = {"type": image.media_type} if image.media_type else {}
    if kind and image.length:
        return element("enclosure", attributes={"url": image.address, "length": str(image.length), **kind})
    return element("media:content", attributes={**_MEDIA, "url": image.address, "medium": "image", **kind})


def _without_declarations(item: etree._Element) -> bytes:
    """Serialise an item as it stands in a feed, whose start tag declares the prefixes."""
    carrier = etree.Element("rss", nsmap=DECLARED)
    carrier.append(item)
    _, _, content = etree.tostring(item, encoding="UTF-8", xml_declaration=False).partition(b">")
    return b"<item>" + content


def _assemble(head: Head, items: Sequence[bytes]) -> bytes:
    # RSS says its language in an element, which neither XML nor a stylesheet knows.
    plain = plain_feed(head).rss_str().replace(b"<rss ", f'<rss xml:lang="{head.language}" '.encode(), 1)
    start = styled(plain.removesuffix(_END), head.stylesheet)
    return b"".join([start, "".join(_more_of(head)).encode(), *items, _END])


def _more_of(head: Head) -> Iterator[str]:
    # feedgen's own extension begins these names with a capital, which nobody knows.
    yield element("sy:updatePeriod", "weekly" if head.is_weekly else "daily", _SYNDICATION)
    yield element("sy:updateFrequency", "1", _SYNDICATION)
    for hub in head.hubs:
        yield element("atom:link", attributes={"href": hub, "rel": "hub"})
    yield from _alternates(head.page, head.language, head.translations)
    yield introduction(head, dict(head.feeds)[_MEDIA_TYPE])


RSS = Format(
    key="rss",
    name="RSS",
    file_name="rss.xml",
    media_type=_MEDIA_TYPE,
    serialise=_serialise,
    assemble=_assemble,
    take_apart=partial(xml_parts, names=_NAMES),
)
