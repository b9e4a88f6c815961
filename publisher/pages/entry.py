"""An entry and its article -> what `_entry.html` shows of them, on whichever page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from markupsafe import Markup

from publisher.content.library import Entry, Library, editions_of
from publisher.content.rendering.article import Articles
from publisher.content.rendering.mark import mark
from publisher.content.rendering.uri import uri
from publisher.content.tags import Tag
from publisher.content.words.language import language_of_title
from publisher.pages.link import Link, target
from publisher.site import Site, day_folder, tag_folder

_AUTHORS_NAMED = 2
"""Of more than a few authors, this many are named."""
_DESCRIPTION = 200
"""Characters: more than search engines show of a page's description."""
_WIDE = (
    ("<pre>", '<pre tabindex="0">'),
    ("<table>", '<div class="wide" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
)
"""What may be too wide for a page scrolls in itself, and is within the keyboard's reach."""
_SCHEME = re.compile(r"^https?://(?:www\.)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry, ready to be shown."""

    entry: Entry
    title: Link
    day: Link
    """The page of the day on which it was published."""
    own_date: str
    """The note's own date in words; empty where it is the day on which it was published."""
    authors: str
    """Shortened; equal to `all_authors` where they are few."""
    all_authors: str
    commentary: Markup
    abstract: Markup
    abstract_language: str
    paper: str
    """The paper's address, as a URI; may be empty."""
    source: str
    """The same as people write it: `arxiv.org/abs/2412.00001`."""
    via: str
    """Where the author heard of it, as a URI; may be empty."""
    via_source: str
    tags: tuple[Link, ...]
    translations: tuple[Link, ...]
    related: tuple[Link, ...]


class LateView:
    """To templates an EntryView, which is made when one of them looks at it: most pages are as they were."""

    def __init__(self, facts: bytes, make: Callable[[], EntryView]) -> None:
        self.facts = facts
        """What stands for it in a page's key."""
        self._make = make
        self._made: EntryView | None = None

    def __getattr__(self, name: str) -> object:
        self._made = self._made or self._make()
        return getattr(self._made, name)


EntryViews = Callable[[Entry], LateView]


def entry_views(library: Library, *, site: Site, articles: Articles) -> EntryViews:
    """How entries of this library are shown."""
    editions = editions_of(library)
    strings = {language.code: language.strings for language in site.languages}
    names = {code: strings[code].language_name(code) for code in site.codes}

    # The same few days and tags stand on very many entries.
    @cache
    def day_link(language: str, day: date) -> Link:
        return Link(label=strings[language].date(day), target=target(day_folder(language, day)), language=language)

    @cache
    def tag_link(language: str, tag: Tag) -> Link:
        return Link(label=tag.label, target=target(tag_folder(language, tag.path)), language=language)

    def view(entry: Entry) -> EntryView:
        article = articles(entry)
        code, published = entry.language, entry.published.date()
        others = [other for other in entry.languages if other != code]
        return EntryView(
            entry=entry,
            title=title_link(entry),
            day=day_link(code, published),
            own_date=day_link(code, entry.date).label if entry.date != published else "",
            authors=strings[code].people(entry.authors, named=_AUTHORS_NAMED),
            all_authors=", ".join(entry.authors),
            commentary=_shown(article.commentary),
            abstract=_shown(article.abstract),
            abstract_language=entry.abstract_language or code,
            paper=uri(entry.address),
            source=_bare(entry.address),
            via=uri(entry.via),
            via_source=_bare(entry.via),
            tags=tuple(tag_link(code, tag) for tag in entry.tags),
            translations=tuple(
                Link(label=names[other], target=target(editions[entry.note_id, other].path), language=other)
                for other in others
                if (entry.note_id, other) in editions
            ),
            related=tuple(map(title_link, article.related)),
        )

    marks: dict[str, bytes] = {}  # each entry stands on several pages

    def late(entry: Entry) -> LateView:
        if entry.id not in marks:
            found = (editions.get((entry.note_id, language)) for language in entry.languages)
            marks[entry.id] = mark(articles(entry), filter(None, found))
        return LateView(marks[entry.id], partial(view, entry))

    return late


def _bare(address: str) -> str:
    return _SCHEME.sub("", address).rstrip("/")


def _shown(html: str) -> Markup:
    for element, reachable in _WIDE:
        html = html.replace(element, reachable)
    return Markup(html)  # sanitised, as the contract of Article says


def titles(entries: Iterable[Entry]) -> str:
    """What a page of these entries is about, in a line or two: its first titles, as many as fit."""
    line = ""
    for entry in entries:
        longer = f"{line} · {entry.title}" if line else entry.title[:_DESCRIPTION]
        if len(longer) > _DESCRIPTION:
            break
        line = longer
    return line


def title_link(entry: Entry) -> Link:
    """An entry's title, leading to its permalink."""
    language = language_of_title(entry.title, entry.language, entry.abstract_language)
    return Link(label=entry.title, target=target(entry.path), language=language)
