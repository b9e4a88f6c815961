"""Feeds read back by programs that did not write them: feedparser, and json for the format it does not know."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any, cast

import feedparser
from lxml import etree

from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.rss import RSS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEntry:
    """An entry as a reader of feeds knows it."""

    id: str
    title: str
    address: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: datetime
    updated: datetime
    summary: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """A feed as a reader of feeds knows it."""

    title: str
    subtitle: str
    language: str
    page: str
    own_address: str
    authors: tuple[str, ...]
    entries: tuple[ReadEntry, ...]


def _parse(content: bytes) -> Any:
    parsed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def _names(people: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(person["name"] for person in people)


def _read_xml(content: bytes) -> ReadFeed:
    feed = _parse(content).feed
    return ReadFeed(
        title=feed.title,
        subtitle=feed.subtitle,
        language=feed.language,
        page=feed.link,
        own_address=next(link.href for link in feed.links if link.rel == "self"),
        authors=_names(feed.authors),
        entries=tuple(_read_xml_entry(entry) for entry in _parse(content).entries),
    )


def _read_xml_entry(entry: Any) -> ReadEntry:
    is_plain = entry.summary_detail.type == "text/plain"
    return ReadEntry(
        id=entry.id,
        title=entry.title,
        address=entry.link,
        authors=_names(entry.authors),
        tags=tuple(tag.label or tag.term for tag in entry.get("tags", ())),
        published=_moment(entry.published),
        updated=_moment(entry.updated),
        summary=entry.summary if is_plain else unescape(entry.summary),
        content=entry.content[0].value,
    )


def _moment(written: str) -> datetime:
    return parsedate_to_datetime(written) if "," in written else datetime.fromisoformat(written)


def _read_json(content: bytes) -> ReadFeed:
    feed = json.loads(content)
    return ReadFeed(
        title=feed["title"],
        subtitle=feed["description"],
        language=feed["language"],
        page=feed["home_page_url"],
        own_address=feed["feed_url"],
        authors=_names(feed["authors"]),
        entries=tuple(_read_json_entry(item) for item in feed["items"]),
    )


def _read_json_entry(item: dict[str, Any]) -> ReadEntry:
    return ReadEntry(
        id=item["id"],
        title=item["title"],
        address=item["url"],
        authors=_names(item["authors"]),
        tags=tuple(item.get("tags", ())),
        published=datetime.fromisoformat(item["date_published"]),
        updated=datetime.fromisoformat(item["date_modified"]),
        summary=item["summary"],
        content=item["content_html"],
    )


_READERS: Mapping[str, Callable[[bytes], ReadFeed]] = {
    ATOM.name: _read_xml,
    RSS.name: _read_xml,
    JSON_FEED.name: _read_json,
}


def read(feed_format: Format, content: bytes) -> ReadFeed:
    return _READERS[feed_format.name](content)


def texts_of(content: bytes) -> set[str]:
    """Every text and attribute of a feed, letter by letter (feedparser mends what it takes for a wrong encoding)."""
    if content.startswith(b"{"):
        return set(_strings(json.loads(content)))
    elements = list(etree.fromstring(content, etree.XMLParser(huge_tree=True)).iter())
    return {element.text or "" for element in elements} | {
        str(v) for element in elements for v in element.attrib.values()
    }


def xhtml_of(content: bytes) -> set[str]:
    """What a browser shows of each entry's content, where that is XHTML."""
    found = etree.fromstring(content, etree.XMLParser(huge_tree=True)).iterfind("{*}entry/{*}content[@type='xhtml']")
    return {"".join(str(text) for text in element.itertext()) for element in found}


def remove(parent: etree._Element, names: dict[str, str], *paths: str) -> None:
    """Take the children that these XPaths name out of an element."""
    for path in paths:
        for child in cast("list[Any]", parent.xpath(path, namespaces=names)):
            parent.remove(child)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
