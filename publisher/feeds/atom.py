"""Items -> Atom 1.0 (RFC 4287), made by feedgen and spliced from bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from publisher import __version__
from publisher.feeds.format import Format
from publisher.feeds.head import Head
from publisher.feeds.item import Item
from publisher.site import Person

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

_MEDIA_TYPE = "application/atom+xml"
_END = b"</feed>"


def plain_entry(item: Item) -> FeedEntry:
    """What feedgen can say of an entry."""
    from feedgen.entry import FeedEntry

    entry = FeedEntry()
    entry.id(item.id)
    entry.title(item.title)
    entry.author([_person(author) for author in item.authors])
    entry.published(item.published)
    entry.updated(item.updated)
    entry.link(href=item.address)
    if item.paper:
        entry.link(href=item.paper, rel="related")
    entry.category([{"term": tag.slug, "label": tag.label} for tag in item.tags])
    if item.summary:
        entry.summary(item.summary, type="text")
    entry.content(item.content, type="html")
    return entry


def plain_feed(head: Head) -> FeedGenerator:
    """What feedgen can say of a feed."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id(head.id)
    feed.language(head.language)
    feed.title(head.title)
    feed.subtitle(head.subtitle)
    feed.author([_person(author) for author in head.authors])
    feed.updated(head.updated)
    feed.generator("publisher", version=__version__)
    feed.link(href=head.page, rel="alternate", type="text/html", hreflang=head.language)
    for media_type, address in head.feeds:
        feed.link(href=address, rel="self" if media_type == _MEDIA_TYPE else "alternate", type=media_type)
    for hub in head.hubs:
        feed.link(href=hub, rel="hub")
    return feed


def _serialise(item: Item) -> bytes:
    element = plain_entry(item).atom_entry()
    _correct(element, item)
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False)


def _correct(entry: etree._Element, item: Item) -> None:
    """Add the attributes that feedgen drops: of an entry's links it writes the address alone."""
    title = entry.find("title")
    assert title is not None, "feedgen writes a title or raises"
    title.set("type", "text")
    permalink, *papers = entry.findall("link")
    permalink.attrib.update({"rel": "alternate", "type": "text/html", "hreflang": item.language})
    for paper in papers:
        paper.set("rel", "related")


def _assemble(head: Head, entries: Sequence[bytes]) -> bytes:
    # An entry has no namespace of its own, so that its bytes stand in any feed.
    return b"".join([plain_feed(head).atom_str().removesuffix(_END), *entries, _END])


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email, "uri": person.uri}


ATOM = Format(
    key="atom",
    name="Atom",
    file_name="atom.xml",
    media_type=_MEDIA_TYPE,
    serialise=_serialise,
    assemble=_assemble,
)
