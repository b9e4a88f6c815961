"""Notes and the site's own pages -> every address that readers are led to, and where it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import chain, zip_longest

from publisher.content.library import Library
from publisher.content.note import Note
from publisher.content.rendering.article import Articles
from publisher.content.rendering.uri import uri
from publisher.site import Site, language_folder

_LINK = re.compile(r'<(?:a|img)\b[^>]*?\b(?:href|src)="(https?://[^"]+)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Written:
    """Where an address is written; the configuration is the empty file."""

    file: str
    line: int


def written(
    notes: Iterable[Note], library: Library, *, articles: Articles, site: Site, also: Iterable[str] = ()
) -> Mapping[str, tuple[Written, ...]]:
    """Address -> every place that it is written in: papers, links in commentaries, the pages that all begin at."""
    found: defaultdict[str, set[Written]] = defaultdict(set)
    for address, place in chain(_of_papers(notes), _of_articles(library, articles), _own(site, also)):
        if bare := _bare(address):
            found[bare].add(place)
    return {address: tuple(sorted(places)) for address, places in found.items()}


def by_turns(addresses: Iterable[str]) -> tuple[str, ...]:
    """The same addresses, one of each host, then the next of each: so that a busy host keeps no other waiting."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[host_of(address)].append(address)
    return tuple(address for turn in zip_longest(*hosts.values()) for address in turn if address)


def host_of(address: str) -> str:
    """The host, with its port where it has one."""
    return address.split("/")[2].lower()


def _of_papers(notes: Iterable[Note]) -> Iterator[tuple[str, Written]]:
    for note in notes:
        named = filter(None, (*note.addresses, note.via))
        yield from ((uri(address), Written(file=note.file, line=note.line)) for address in named)


def _of_articles(library: Library, articles: Articles) -> Iterator[tuple[str, Written]]:
    for entry in library.entries:
        article = articles(entry)
        for address in _LINK.findall(article.commentary + article.abstract):
            yield unescape(address), Written(file=entry.file, line=entry.line)


def _own(site: Site, also: Iterable[str]) -> Iterator[tuple[str, Written]]:
    own = (site.address, *(site.url(language_folder(code)) for code in site.codes), *(one.uri for one in site.authors))
    return ((address, Written(file="", line=0)) for address in (*own, *also))


def _bare(address: str) -> str:
    """An address as a server sees it; empty for what is no web address."""
    return address.partition("#")[0] if address.lower().startswith(("http://", "https://")) else ""
