"""An entry's Markdown -> what readers see: clean HTML and plain text, made once and only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from publisher.content.library import Entry, Library
from publisher.content.rendering.excerpt import lead, summary
from publisher.content.rendering.markup import to_html
from publisher.content.rendering.plain_text import text_of
from publisher.content.rendering.wiki_link import identity
from publisher.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An entry, rendered. HTML here is sanitised and may stand in any page, feed or mail."""

    entry: Entry
    commentary: str
    """HTML."""
    abstract: str
    """HTML paragraphs, without the quotation around them; empty when there is none."""
    lead: str
    """HTML: the abstract's first sentences; equal to `abstract` when it is short."""
    commentary_text: str
    """Plain text, paragraphs apart by a blank line, not wrapped; links as `label (address)`."""
    abstract_text: str
    lead_text: str
    summary: str
    """Plain text on one line, at most 300 characters: the commentary's beginning."""
    related: tuple[Entry, ...]
    """Entries of the same language that the note names under `# Links`."""


Articles = Callable[[Entry], Article]
"""Renders an entry at its first use and remembers it."""

_Names = dict[str, dict[str, Entry]]
"""A note's name, as `identity` has it -> its entries by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Abstract:
    """An abstract, rendered once for all languages of its note."""

    whole: str
    whole_text: str
    lead: str
    lead_text: str


def articles(library: Library, site: Site) -> Articles:
    """Make the function that renders this library's entries, with their links to one another."""
    rendered: dict[str, Article] = {}
    shelf = cache(lambda: _names(library, site))
    abstract = cache(_abstract)

    def article(entry: Entry) -> Article:
        if entry.id not in rendered:
            rendered[entry.id] = _article(entry, shelf, abstract(entry.abstract), site)
        return rendered[entry.id]

    return article


def _names(library: Library, site: Site) -> _Names:
    """Every name that a wiki link may use: a file's, without folder, language and ending, if it holds one note."""
    files: dict[str, dict[str, Entry]] = {}
    notes: dict[str, set[str]] = {}
    for entry in library.entries:
        files.setdefault(entry.file, {})[entry.language] = entry
        notes.setdefault(entry.file, set()).add(entry.note_id)
    found: _Names = {}
    languages = {code.casefold() for code in site.codes}
    for file, editions in files.items():
        name = identity(file)
        stem, _, language = name.rpartition(".")
        if len(notes[file]) == 1:
            found.setdefault(stem if language in languages else name, editions)
    return found


def _article(entry: Entry, shelf: Callable[[], _Names], abstract: _Abstract, site: Site) -> Article:
    def resolve(name: str) -> tuple[str, str] | None:
        editions = shelf().get(identity(name))
        if not editions:
            return None
        found = editions.get(entry.language) or next(editions[code] for code in site.codes if code in editions)
        return found.title, site.url(found.path)

    commentary = to_html(entry.commentary, resolve)
    commentary_text = text_of(commentary)
    return Article(
        entry=entry,
        commentary=commentary,
        abstract=abstract.whole,
        lead=abstract.lead,
        commentary_text=commentary_text,
        abstract_text=abstract.whole_text,
        lead_text=abstract.lead_text,
        summary=summary(commentary_text),
        related=tuple(dict.fromkeys(_related(entry, shelf))),
    )


def _related(entry: Entry, shelf: Callable[[], _Names]) -> Iterator[Entry]:
    for name in entry.related:
        other = shelf().get(identity(name), {}).get(entry.language)
        if other and other.note_id != entry.note_id:
            yield other


def _abstract(source: str) -> _Abstract:
    # Journals and arXiv indent paragraphs, which means code in Markdown.
    flat = "\n".join(line.strip() for line in source.strip().splitlines())
    beginning = lead(flat)
    whole = to_html(flat)
    head = whole if beginning == flat else to_html(beginning)
    return _Abstract(whole=whole, whole_text=text_of(whole), lead=head, lead_text=text_of(head))
