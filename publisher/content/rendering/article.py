"""An entry's Markdown -> what readers see: clean HTML and plain text, made only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial

from publisher.content.files.picture import Picture
from publisher.content.gallery import EMPTY, Gallery
from publisher.content.library import Entry, Library
from publisher.content.rendering.excerpt import lead, summary
from publisher.content.rendering.markup import to_html
from publisher.content.rendering.picture import Depict, Shown, cover
from publisher.content.rendering.plain_text import text_of
from publisher.content.rendering.wiki_link import Resolve, identity
from publisher.memory import FORGETFUL, Memory, Packing, key_of
from publisher.site import Site

Asked = tuple[str, tuple[str, str] | None]
"""A name that a wiki link used, and the title and address that it led to."""

Pictured = tuple[str, Shown | None]
"""A name that a picture of content/ was called by, and the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What is costly to make of an entry; see `Article`."""

    commentary: str
    abstract: str
    summary: str
    asked: tuple[Asked, ...] = ()
    pictured: tuple[Pictured, ...] = ()


_PACKING = Packing(Rendering)


@dataclass(frozen=True, kw_only=True)
class Article:
    """An entry, rendered. HTML here is sanitised and may stand in any page, feed or mail."""

    entry: Entry
    related: tuple[Entry, ...]
    """Entries of the same language that the note names under `# Links`."""
    render: Callable[[], Rendering] = field(repr=False)
    """Makes at first use what is costly to make: not every entry that is asked for is shown."""

    @cached_property
    def rendering(self) -> Rendering:
        return self.render()

    @property
    def commentary(self) -> str:
        """HTML."""
        return self.rendering.commentary

    @property
    def abstract(self) -> str:
        """HTML paragraphs, without the quotation around them; empty when there is none."""
        return self.rendering.abstract

    @property
    def summary(self) -> str:
        """Plain text on one line, at most 300 characters: the commentary's beginning."""
        return self.rendering.summary

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The names of other notes that wiki links used, and what they led to."""
        return self.rendering.asked

    @property
    def pictured(self) -> tuple[Pictured, ...]:
        """The names that pictures of content/ were called by, and the pictures."""
        return self.rendering.pictured if may_show_pictures(self.entry) else ()

    @property
    def borrowed(self) -> tuple[tuple[Asked, ...], tuple[Pictured, ...]]:
        """All that its HTML shows and the entry does not hold: what links to other notes led to, and pictures."""
        return self.asked if "[[" in self.entry.commentary else (), self.pictured

    @cached_property
    def lead(self) -> str:
        """HTML: the abstract's first sentences; equal to `abstract` when it is short."""
        flat = _flat(self.entry.abstract)
        beginning = lead(flat)
        return self.abstract if beginning == flat else to_html(beginning)

    @cached_property
    def commentary_text(self) -> str:
        """Plain text, paragraphs apart by a blank line, not wrapped; links as `label (address)`."""
        return text_of(self.commentary)

    @cached_property
    def lead_text(self) -> str:
        return text_of(self.lead)


Articles = Callable[[Entry], Article]
"""Renders an entry when it is asked for one; those of a moment ago it still has."""

_Names = dict[str, dict[str, Entry]]
"""A note's name, as `identity` has it -> its entries by language."""

_AT_HAND = 1024
"""Articles that are not let go: the same ones stand in many feeds and pages that are made one after another."""


def may_show_pictures(entry: Entry) -> bool:
    """Whether it is worth rendering an entry for its pictures."""
    return bool(entry.image) or "![" in entry.commentary


def articles(library: Library, site: Site, memory: Memory = FORGETFUL, gallery: Gallery = EMPTY) -> Articles:
    """Make the function that renders this library's entries, with their pictures and their links to one another."""
    shelf = cache(lambda: _names(library, site))
    abstract = cache(lambda source: to_html(_flat(source)))  # that of all languages of its note
    at_hand: dict[str, Article] = {}

    def article(entry: Entry) -> Article:
        if entry.id not in at_hand:
            if len(at_hand) == _AT_HAND:
                del at_hand[next(iter(at_hand))]
            key = _key(entry)
            memory.hold(key)
            at_hand[entry.id] = Article(
                entry=entry,
                related=tuple(dict.fromkeys(_related(entry, shelf))) if entry.related else (),
                render=partial(
                    _remembered,
                    key,
                    entry,
                    _resolver(entry, shelf, site),
                    _depicter(entry, gallery, site),
                    abstract,
                    memory,
                ),
            )
        return at_hand[entry.id]

    return article


def _key(entry: Entry) -> bytes:
    return key_of("rendering", entry.commentary, entry.abstract, *((entry.image, entry.title) if entry.image else ()))


def _remembered(
    key: bytes, entry: Entry, resolve: Resolve, depict: Depict, abstract: Callable[[str], str], memory: Memory
) -> Rendering:
    """Render, unless an earlier build has and every name that it asked for still leads to the same."""
    kept = _PACKING.unpack(memory.recall(key))
    if kept and _is_true_still(kept, resolve, depict):
        return kept
    rendering = _render(entry, resolve, depict, abstract)
    memory.keep(key, _PACKING.pack(rendering))
    return rendering


def _is_true_still(kept: Rendering, resolve: Resolve, depict: Depict) -> bool:
    return all(resolve(name) == found for name, found in kept.asked) and all(
        depict(name) == shown for name, shown in kept.pictured
    )


def _render(entry: Entry, resolve: Resolve, depict: Depict, abstract: Callable[[str], str]) -> Rendering:
    asked: dict[str, tuple[str, str] | None] = {}
    pictured: dict[str, Shown | None] = {}

    def asking(name: str) -> tuple[str, str] | None:
        asked[name] = resolve(name)
        return asked[name]

    def depicting(name: str) -> Shown | None:
        pictured[name] = depict(name)
        return pictured[name]

    commentary = to_html(entry.commentary, asking, depicting)
    return Rendering(
        commentary=cover(entry.image, entry.title, commentary, depicting) + commentary,
        abstract=abstract(entry.abstract),
        summary=summary(text_of(commentary)),
        asked=tuple(asked.items()),
        pictured=tuple(pictured.items()),
    )


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


def _resolver(entry: Entry, shelf: Callable[[], _Names], site: Site) -> Resolve:
    """What the names of other notes lead to, from an entry in its language."""

    def resolve(name: str) -> tuple[str, str] | None:
        editions = shelf().get(identity(name))
        if not editions:
            return None
        found = editions.get(entry.language) or next(editions[code] for code in site.codes if code in editions)
        return found.title, site.url(found.path)

    return resolve


def _depicter(entry: Entry, gallery: Gallery, site: Site) -> Depict:
    """What the names of pictures lead to, from an entry's file."""

    def depict(name: str) -> Shown | None:
        found = gallery.find(entry.file, name)
        if not isinstance(found, Picture):
            return None
        return Shown(
            path=found.path,
            address=site.url(found.path),
            media_type=found.media_type,
            length=found.length,
            width=found.width,
            height=found.height,
        )

    return depict


def _related(entry: Entry, shelf: Callable[[], _Names]) -> Iterator[Entry]:
    for name in entry.related:
        other = shelf().get(identity(name), {}).get(entry.language)
        if other and other.note_id != entry.note_id:
            yield other


def _flat(abstract: str) -> str:
    # Journals and arXiv indent paragraphs, which means code in Markdown.
    return "\n".join(line.strip() for line in abstract.strip().splitlines())
