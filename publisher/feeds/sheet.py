"""An entry -> itself in every format of the site: made once, and not again as long as nothing that it shows changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from publisher.content.library import Entry, Library, editions_of
from publisher.content.rendering.article import Articles
from publisher.content.rendering.mark import mark
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


@dataclass(frozen=True, kw_only=True)
class LateSheet:
    """A sheet that is made when a feed asks for its forms."""

    updated: datetime
    key: bytes
    """Of all that the forms depend on."""
    make: Callable[[], tuple[bytes, ...]] = field(repr=False)

    @cached_property
    def forms(self) -> tuple[bytes, ...]:
        return self.make()


Sheets = Callable[[Entry], LateSheet]


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

    def sheet(entry: Entry) -> LateSheet:
        article = articles(entry)
        found = [editions.get((entry.note_id, language)) for language in entry.languages]
        others = [other for other in found if other]
        key = key_of("sheet", frame, mark(article, others))
        make = partial(item, article, site=site, template=template, editions=others)
        return _sheet(key, make, formats, memory, updated=entry.updated)

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
) -> Callable[[PastIssue], LateSheet]:
    """Make the function that makes sheets of issues: each is an entry of the weekly feeds."""
    template = environment.get_template(_ISSUE_TEMPLATE)
    weeks = by_week(past)
    frame = key_of(repr(site), look, *(one.key for one in formats))

    def sheet(one: PastIssue) -> LateSheet:
        others = [other for other in weeks[one.issue.week] if other is not one]
        shown = (mark(articles(entry)) for entry in one.issue.entries)
        facts = _PACKING.pack((str(one.issue.week), one.published, [other.path for other in others]))
        key = key_of("issue", frame, facts, *shown)
        make = partial(issue_item, one, site=site, articles=articles, template=template, others=others)
        return _sheet(key, make, formats, memory, updated=one.updated)

    return sheet


def _sheet(
    key: bytes, make: Callable[[], Item], formats: Sequence[Format], memory: Memory, *, updated: datetime
) -> LateSheet:
    memory.hold(key)
    return LateSheet(updated=settled(updated), key=key, make=partial(_forms, key, make, formats, memory))


def _forms(key: bytes, make: Callable[[], Item], formats: Sequence[Format], memory: Memory) -> tuple[bytes, ...]:
    forms = _PACKING.unpack(memory.recall(key))
    if forms is None:
        made = make()
        forms = tuple(one.serialise(made) for one in formats)
        memory.keep(key, _PACKING.pack(forms))
    return forms
