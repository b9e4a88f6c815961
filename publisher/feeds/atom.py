"""Items -> Atom 1.0 (RFC 4287), made by feedgen and spliced from bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from lxml import etree

from publisher import __version__
from publisher.feeds.format import Format
from publisher.feeds.head import Head
from publisher.feeds.introduction import introduction
from publisher.feeds.item import Item
from publisher.feeds.parts import Names, xml_parts
from publisher.feeds.scholarly import scholarly
from publisher.feeds.splice import division, element, styled
from publisher.site import Person

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

_MEDIA_TYPE = "application/atom+xml"
_END = b"</feed>"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRY_END = b"</entry>"
_HISTORY = {"xmlns:fh": "http://purl.org/syndication/history/1.0"}
_NAMES = Names(
    within=("feed",), entry="entry", id="id", published="published", updated="updated", date=datetime.fromisoformat
)
_BLANK = " "
_BLANK_DIVISION = division(_BLANK)


def plain_entry(item: Item, *, content: str = "", kind: str = "html") -> FeedEntry:
    """What feedgen can say of an entry, with its content or with another, of type `html` or `xhtml`."""
    from feedgen.entry import FeedEntry

    entry = FeedEntry()
    entry.id(item.id)
    entry.title(item.title)
    entry.published(item.published)
    entry.updated(item.updated)
    entry.link(href=item.address)
    entry.category([{"term": tag.slug, "label": tag.label} for tag in item.tags])
    if item.summary:
        entry.summary(item.summary, type="text")
    entry.content(content or item.content, type=kind)
    return entry


def plain_feed(head: Head) -> FeedGenerator:
    """What feedgen can say of a feed."""
    from feedgen.ext.dc import DcExtension
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.register_extension("dc", DcExtension, rss=False)
    feed.id(head.id)
    feed.language(head.language)
    feed.title(head.title)
    feed.subtitle(head.subtitle)
    feed.author([_person(author) for author in head.authors])
    feed.updated(head.updated)
    feed.generator("publisher", version=__version__)
    for link in _feed_links(head):
        feed.link(**link)
    return feed


def _feed_links(head: Head) -> Iterator[dict[str, str]]:
    own, *others = _alternates(head.page, head.language, head.translations)
    yield own
    for media_type, address in head.feeds:
        yield {"href": address, "rel": "self" if media_type == _MEDIA_TYPE else "alternate", "type": media_type}
    for hub in head.hubs:
        yield {"href": hub, "rel": "hub"}
    for relation, address in head.history:
        yield {"href": address, "rel": relation, "type": _MEDIA_TYPE}
    yield from others


def _alternates(own: str, language: str, translations: Sequence[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """The page in each language (RFC 4287, section 4.2.7.2).

    Of several alternates some readers open the first (Zotero), others the last (feedparser, newsboat): both are ours.
    """
    page = {"rel": "alternate", "type": "text/html"}
    yield {"href": own, **page, "hreflang": language}
    for other, address in translations:
        yield {"href": address, **page, "hreflang": other}
    yield {"href": own, **page}


def _serialise(item: Item) -> bytes:
    """An entry whose content is XHTML, which a browser shows; a template that makes no XML has it as HTML."""
    content = division(item.content)
    plain = plain_entry(item, content=_BLANK, kind="xhtml") if content else plain_entry(item)
    entry = plain.atom_entry()
    own, *others = _links(item)
    _correct(entry, item, own)
    written = etree.tostring(entry, encoding="UTF-8", xml_declaration=False).removesuffix(_ENTRY_END)
    # Content is put in as it is: a tree of it would take far longer.
    written = written.replace(_BLANK_DIVISION, content, 1) if content else written
    links = "".join([element("link", attributes=link) for link in others])
    more = links + _authors(item.authors) + scholarly(item.identifiers)
    return b"".join([written, more.encode(), _ENTRY_END])


@lru_cache(maxsize=1 << 16)
def _authors(people: tuple[Person, ...]) -> str:
    """The authors of an entry, which are many and the same in every language: feedgen takes its time with each."""
    return "".join(element("author", inside=_facts(person)) for person in people)


def _facts(person: Person) -> str:
    return "".join([element(name, fact) for name, fact in _person(person).items() if fact])


def _correct(entry: etree._Element, item: Item, permalink: Mapping[str, str]) -> None:
    """Add what feedgen drops: of an entry's links it writes the address alone, of a title no attributes."""
    title, link = entry.find("title"), entry.find("link")
    assert title is not None, "feedgen writes a title or raises"
    assert link is not None, "feedgen writes the link that it was given"
    title.set("type", "text")
    if item.title_language != item.language:
        title.set(_LANGUAGE, item.title_language)
    for name, value in permalink.items():
        link.set(name, value)


def _links(item: Item) -> Iterator[dict[str, str]]:
    own, *others = _alternates(item.address, item.language, item.translations)
    yield own
    if item.translations:
        yield from others
    if item.paper:
        yield {"href": item.paper, "rel": "related"}
    if item.via:
        yield {"href": item.via, "rel": "via"}
    for image in item.images[:1]:
        facts = {"type": image.media_type, "length": str(image.length or "")}
        yield {"href": image.address, "rel": "enclosure", **{name: fact for name, fact in facts.items() if fact}}


def _assemble(head: Head, entries: Sequence[bytes]) -> bytes:
    # An entry has no namespace of its own, so that its bytes stand in any feed.
    start = styled(plain_feed(head).atom_str().removesuffix(_END), head.stylesheet)
    mark = element("fh:archive", attributes=_HISTORY) if head.is_archive else ""
    address = dict(head.history).get("current") or dict(head.feeds)[_MEDIA_TYPE]
    return b"".join([start, f"{mark}{introduction(head, address)}".encode(), *entries, _END])


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email, "uri": person.uri}


ATOM = Format(
    key="atom",
    name="Atom",
    file_name="atom.xml",
    media_type=_MEDIA_TYPE,
    serialise=_serialise,
    assemble=_assemble,
    take_apart=partial(xml_parts, names=_NAMES),
)
