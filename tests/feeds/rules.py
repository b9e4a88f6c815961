"""What validators complain of, written after RFC 4287, RFC 4151, the RSS Advisory Board's profile and JSON Feed 1.1.

A fault is a line for a person; no faults is an empty list.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SY = "{http://purl.org/rss/1.0/modules/syndication/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d:\d\d [+-]\d{4}"
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BCP47 = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?/([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-F]{2})*(#\S*)?")
_TAG_URI = re.compile(r"tag:[A-Za-z0-9.@_-]+,\d{4}(-\d\d(-\d\d)?)?:([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-F]{2})+")
_DANGEROUS = {"script", "style", "iframe", "object", "embed", "form", "meta", "link", "base"}
_UNSEEN = re.compile("[\x80-\x9f\ufffd]")
_MEDIA_TYPE = re.compile(r"[^\s()<>,;:\"/\[\]?=]+/[^\s()<>,;:\"/\[\]?=]+")
_DOI = re.compile(r"doi:10\.\d{4,9}/\S+")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
"""Prefixes as validators know them; PRISM is the one vocabulary that they do not know."""
_LIMIT = 512 * 1024
_GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def atom_faults(content: bytes, address: str) -> list[str]:
    feed = etree.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    _GRAMMAR.validate(feed)
    return [
        *(f"grammar: {error.message}" for error in _GRAMMAR.error_log),
        *(_size_faults(content, len(entries)) if "current" not in _relations(feed) else ()),  # RFC 5005 knows no limit
        *_order_faults([child.tag for child in feed], f"{ATOM}entry"),
        *_atom_part_faults(feed, required=("id", "title", "updated", "author")),
        *(fault for entry in entries for fault in _atom_part_faults(entry, required=("id", "title", "updated"))),
        *(fault for entry in entries for fault in _content_faults(_content(entry))),
        *_prefix_faults(feed),
        *_archive_faults(feed),
        *(fault for entry in entries for fault in _scholarly_faults(entry)),
        *_unlike("language", _BCP47, [feed.get(LANGUAGE, "")]),
        *_doubled("id", [entry.findtext(f"{ATOM}id", "") for entry in entries]),
        *_doubled("updated", [entry.findtext(f"{ATOM}updated", "") for entry in entries]),
        *_self_faults(feed, address),
    ]


def rss_faults(content: bytes, address: str) -> list[str]:
    channel = etree.fromstring(content)[0]
    items = channel.findall("item")
    dates = [element.text or "" for element in channel.iter("pubDate", "lastBuildDate")]
    return [
        *_size_faults(content, len(items)),
        *_order_faults([child.tag for child in channel], "item"),
        *_missing(channel, ("title", "link", "description", "language", "lastBuildDate")),
        *(fault for item in items for fault in _missing(item, ("title", "link", "guid", "pubDate", "description"))),
        *(fault for item in items for fault in _content_faults(item.findtext(ENCODED, ""))),
        *_unlike("language", _BCP47, [channel.findtext("language", "")]),
        *_rfc822_faults(dates),
        *_rfc3339_faults([element.text or "" for element in channel.iter(f"{ATOM}updated")]),
        *_prefix_faults(channel),
        *_pace_faults(channel),
        *(fault for item in items for fault in _media_faults(item)),
        *(fault for item in items for fault in _link_faults(item)),
        *(fault for item in items for fault in _scholarly_faults(item)),
        *_link_faults(channel),
        *_unlike("address", _WEB_ADDRESS, [element.text or "" for element in channel.iter("link")]),
        *_unlike("address", _WEB_ADDRESS, [link.get("href", "") for link in channel.iter(f"{ATOM}link")]),
        *_unlike("tag: URI", _TAG_URI, [element.text or "" for element in channel.iter("guid")]),
        *("guid that claims to be an address" for guid in channel.iter("guid") if guid.get("isPermaLink") != "false"),
        *_doubled("guid", [guid.text or "" for guid in channel.iter("guid")]),
        *("author beside dc:creator" for item in items if item.find("author") is not None),
        *_self_faults(channel, address),
    ]


def json_faults(content: bytes, address: str) -> list[str]:
    feed = json.loads(content)
    items = feed["items"]
    dates = [item[name] for item in items for name in ("date_published", "date_modified")]
    return [
        *_size_faults(content, len(items)),
        *([] if feed["version"] == "https://jsonfeed.org/version/1.1" else ["unknown version"]),
        *([] if feed["feed_url"] == address else ["feed_url is not where the feed is"]),
        *(f"no {name}" for item in items for name in ("id", "url", "title", "content_html") if not item.get(name)),
        *(fault for item in items for fault in _content_faults(item["content_html"])),
        *_unlike("language", _BCP47, [feed["language"], *(item["language"] for item in items)]),
        *_rfc3339_faults(dates),
        *_unlike("address", _WEB_ADDRESS, [feed["home_page_url"], *(item["url"] for item in items)]),
        *_unlike("address", _WEB_ADDRESS, [hub["url"] for hub in feed.get("hubs", ())]),
        *("hub without type" for hub in feed.get("hubs", ()) if not hub.get("type")),
        *_unlike("tag: URI", _TAG_URI, [item["id"] for item in items]),
        *(fault for part in (feed, *items) for fault in _extension_faults(part)),
        *_doubled("id", [item["id"] for item in items]),
    ]


def _atom_part_faults(part: etree._Element, required: Iterable[str]) -> Iterator[str]:
    """What may be wrong with a feed or an entry alike."""
    alternates = [link for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    dates = [element.text or "" for name in ("updated", "published") for element in part.findall(ATOM + name)]
    yield from _missing(part, (ATOM + name for name in required))
    yield from _unlike("tag: URI", _TAG_URI, [part.findtext(f"{ATOM}id", "")])
    yield from _rfc3339_faults(dates)
    yield from _link_faults(part)
    if not alternates:
        yield "no alternate link"


def _link_faults(part: etree._Element) -> Iterator[str]:
    links = part.findall(f"{ATOM}link")
    alternates = [str((link.get("type"), link.get("hreflang"))) for link in links if link.get("rel") == "alternate"]
    yield from _unlike("address", _WEB_ADDRESS, [link.get("href", "") for link in links])
    yield from _unlike("media type", _MEDIA_TYPE, [link.get("type", "") for link in links if link.get("type")])
    yield from _unlike("language", _BCP47, [link.get("hreflang", "") for link in links if link.get("hreflang")])
    yield from _doubled("alternate link", alternates)


def _content(entry: etree._Element) -> str:
    """The HTML of an Atom entry, whether it stands there as text or as elements."""
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "xhtml":
        return "" if content is None else content.text or ""
    return "".join(etree.tostring(part, encoding="unicode", method="html") for part in content)


def _prefix_faults(root: etree._Element) -> Iterator[str]:
    """A vocabulary by another prefix, or another vocabulary by a known one, is told by validators."""
    for element in root.iter(etree.Element):
        for prefix, namespace in element.nsmap.items():
            known = _NAMESPACES.get(prefix or "", namespace if prefix is None else "")
            if known != namespace:
                yield f"prefix {prefix} for {namespace}"


def _archive_faults(feed: etree._Element) -> Iterator[str]:
    """RFC 5005, section 4: what is marked as an archive leads to its neighbours and to the current document."""
    relations = _relations(feed)
    if feed.find(f"{HISTORY}archive") is not None:
        if not relations & {"prev-archive", "next-archive"}:
            yield "archive without neighbours"
        if "current" not in relations:
            yield "archive that leads to no current document"
    for link in feed.findall(f"{ATOM}entry/{ATOM}link"):
        if link.get("rel") in {"current", "prev-archive", "next-archive"}:
            yield f"{link.get('rel')} in an entry"


def _relations(feed: etree._Element) -> set[str | None]:
    return {link.get("rel") for link in feed.findall(f"{ATOM}link")}


def _scholarly_faults(entry: etree._Element) -> Iterator[str]:
    identifiers = [element.text or "" for element in entry.findall(f"{DC}identifier")]
    yield from _unlike("DOI", _DOI, identifiers[-1:])
    yield from _unlike("month", _MONTH, [element.text or "" for element in entry.iter("{*}publicationDate")])
    for name in ("publicationDate", "publicationName", "doi"):
        yield from _doubled(name, [name for _ in entry.iter(f"{{*}}{name}")])


def _pace_faults(channel: etree._Element) -> Iterator[str]:
    """How often a feed is worth asking for: each said once, with values that exist."""
    period, frequency = channel.findall(f"{SY}updatePeriod"), channel.findall(f"{SY}updateFrequency")
    minutes = channel.findall("ttl")
    if [len(found) for found in (period, frequency, minutes)] != [1, 1, 1]:
        yield "pace not said once"
    if {element.text for element in period} - {"hourly", "daily", "weekly", "monthly", "yearly"}:
        yield "unknown updatePeriod"
    for element in (*frequency, *minutes):
        if not (element.text or "").isdigit() or int(element.text or "") < 1:
            yield f"no positive number: {element.text}"


def _media_faults(item: etree._Element) -> Iterator[str]:
    if len(item.findall("enclosure")) > 1:
        yield "more than one enclosure"
    for enclosure in item.findall("enclosure"):
        yield from _unlike("address", _WEB_ADDRESS, [enclosure.get("url", "")])
        yield from _unlike("media type", _MEDIA_TYPE, [enclosure.get("type", "")])
        yield from _unlike("length", re.compile(r"[1-9]\d*"), [enclosure.get("length", "")])
    for content in item.findall(f"{MEDIA}content"):
        yield from _unlike("address", _WEB_ADDRESS, [content.get("url", "")])
        if content.get("medium") not in {"image", "audio", "video", "document", "executable"}:
            yield f"unknown medium: {content.get('medium')}"


def _extension_faults(part: dict[str, object]) -> Iterator[str]:
    """JSON Feed's own names have no `_`; those of others have one and a letter, and hold objects."""
    for name, value in part.items():
        if name.startswith("_") and not (name[1:2].isalpha() and isinstance(value, dict) and value):
            yield f"no extension: {name}"


def _missing(part: etree._Element, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = part.findall(name)
        if not found or not any((element.text or "").strip() or len(element) for element in found):
            yield f"{part.tag} without {name}"


def _unlike(kind: str, pattern: re.Pattern[str], values: Iterable[str]) -> Iterator[str]:
    for value in values:
        if not pattern.fullmatch(value):
            yield f"no {kind}: {value!r}"


def _rfc3339_faults(dates: Iterable[str]) -> Iterator[str]:
    for value in dates:
        if _RFC3339.fullmatch(value):
            yield from _implausible(datetime.fromisoformat(value))
        else:
            yield f"no RFC 3339 date: {value!r}"


def _rfc822_faults(dates: Iterable[str]) -> Iterator[str]:
    for value in dates:
        if not _RFC822.fullmatch(value):
            yield f"no RFC 822 date: {value!r}"
            continue
        moment = parsedate_to_datetime(value)
        yield from _implausible(moment)
        if moment.weekday() != _WEEKDAYS.index(value[:3]):
            yield f"no such weekday: {value}"


def _implausible(moment: datetime) -> Iterator[str]:
    if moment.year < 1990:
        yield f"implausible date: {moment}"


def _doubled(kind: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{kind} {count} times: {value}"


def _size_faults(content: bytes, entries: int) -> Iterator[str]:
    if len(content) > _LIMIT and entries > 1:
        yield f"{len(content)} bytes"


def _order_faults(names: list[object], entry: str) -> Iterator[str]:
    """Validators want everything that a feed says of itself before its first entry."""
    first = names.index(entry) if entry in names else len(names)
    for name in names[first:]:
        if name != entry:
            yield f"{name} after the first entry"


def _self_faults(feed: etree._Element, address: str) -> Iterator[str]:
    if [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] != [address]:
        yield "self link is not where the feed is"


def _content_faults(content: str) -> Iterator[str]:
    if not content.strip():
        yield "no content"
        return
    if found := _UNSEEN.search(content):
        yield f"letter that nobody sees: {found[0]!r}"
    for element in html.fragment_fromstring(content, create_parent=True).iter():
        if element.tag in _DANGEROUS:
            yield f"dangerous element: {element.tag}"
        for name, value in element.items():
            if name == "style" or name.startswith("on"):
                yield f"dangerous attribute: {name}"
            if name in ("href", "src"):
                yield from _unlike("address", _WEB_ADDRESS, [value])
