"""An entry -> itself in every format of the site: made once, and not again as long as nothing that it shows changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from publisher.content.library import Entry, Library, editions_of
from publisher.content.rendering.article import Article, Articles
from publisher.feeds.dates import settled
from publisher.feeds.format import Format
from publisher.feeds.item import Item, item
from publisher.feeds.weekly import issue_item
from publisher.memory import Memory, Packing, key_of
from publisher.newsletter.past import PastIssue, PastIssues, by_week
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATE = "feeds/entry.html"
_ISSUE_TEMPLATE = "feeds/issue.html"
_PACKING = Packing(tuple[bytes, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An entry in every format, in their order."""

    updated: datetime
    forms: tuple[bytes, ...]


Sheets = Callable[[Entry], Sheet]


def sheets(
    library: Library,
    site: Site,
    *,
    articles: Articles,
    formats: Sequence[Format],
    environment: Environment,
    look: str,
    memory: Memory,
) -> Sheets:
    """Make the function that makes sheets; it holds none of them. `look` stands for all templates."""
    template = environment.get_template(_TEMPLATE)
    editions = editions_of(library)
    frame = key_of(repr(site), look, *(one.key for one in formats))

    def sheet(entry: Entry) -> Sheet:
        article = articles(entry)
        found = [editions.get((entry.note_id, language)) for language in entry.languages]
        others = [other for other in found if other]
        key = key_of("sheet", frame, *_parts(article, others))
        make = partial(item, article, site=site, template=template, editions=others)
        return Sheet(updated=settled(entry.updated), forms=_forms(key, make, formats, memory))

    return sheet


def issue_sheets(
    past: PastIssues,
    site: Site,
    *,
    articles: Articles,
    formats: Sequence[Format],
    environment: Environment,
    look: str,
    memory: Memory,
) -> Callable[[PastIssue], Sheet]:
    """Make the function that makes sheets of issues: each is an entry of the weekly feeds."""
    template = environment.get_template(_ISSUE_TEMPLATE)
    weeks = by_week(past)
    frame = key_of(repr(site), look, *(one.key for one in formats))

    def sheet(one: PastIssue) -> Sheet:
        others = [other for other in weeks[one.issue.week] if other is not one]
        shown = (_shown(articles(entry)) for entry in one.issue.entries)
        facts = _PACKING.pack((str(one.issue.week), one.published, [other.path for other in others]))
        key = key_of("issue", frame, facts, *chain.from_iterable(shown))
        make = partial(issue_item, one, site=site, articles=articles, template=template, others=others)
        return Sheet(updated=settled(one.updated), forms=_forms(key, make, formats, memory))

    return sheet


def _forms(key: bytes, make: Callable[[], Item], formats: Sequence[Format], memory: Memory) -> tuple[bytes, ...]:
    forms = _PACKING.unpack(memory.recall(key))
    if forms is None:
        made = make()
        forms = tuple(one.serialise(made) for one in formats)
        memory.keep(key, _PACKING.pack(forms))
    return forms


def _parts(article: Article, editions: Iterable[Entry]) -> tuple[bytes, ...]:
    """All of an entry, and of others whatever its sheet shows."""
    encode = _PACKING.pack
    return (
        *_shown(article),
        encode([(other.language, other.path) for other in editions]),
        encode([(other.title, other.path) for other in article.related]),
    )


def _shown(article: Article) -> tuple[bytes, bytes]:
    """All of an entry, what the links in its text lead to, and its pictures."""
    encode = _PACKING.pack
    return encode(article.entry), encode(article.borrowed)
