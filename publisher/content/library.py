"""Stamped notes -> every entry, in order: what feeds, pages and newsletters choose from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from publisher.content.note import Note
from publisher.content.tags import Combination, Tag, TagRules, label_tags
from publisher.site import Site, permalink_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Since when an edition is published, and when its text last changed. Aware, whole seconds."""

    language: str
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StampedNote:
    """A note that the register knows."""

    note: Note
    id: str
    """A tag: URI (RFC 4151) without the language."""
    stamps: tuple[Stamp, ...]
    """One for each edition that is published, in the order of the editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A note in one language: what a feed holds."""

    id: str
    """A tag: URI (RFC 4151): the note's id, a slash and the language."""
    note_id: str
    language: str
    published: datetime
    """In the site's time zone, as is `updated`."""
    updated: datetime
    date: date
    """The note's own date."""
    title: str
    authors: tuple[str, ...]
    address: str
    """Of the paper; empty when the note names none."""
    abstract: str
    abstract_language: str
    commentary: str
    tags: tuple[Tag, ...]
    languages: tuple[str, ...]
    """Every language that the note is published in, this one too."""
    related: tuple[str, ...]
    """Names of other notes (file names without their ending)."""
    via: str = ""
    """Where the author heard of it; may be empty."""
    image: str = ""
    """The picture that front matter names: an address, or a file of content/; may be empty."""
    file: str
    line: int

    @property
    def anchor(self) -> str:
        return anchor_of(self.note_id)

    @property
    def path(self) -> str:
        """The permalink as a path below feeds/."""
        return permalink_path(self.language, self.published.date(), self.anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Every entry, newest first, and the same by language and by tag."""

    entries: tuple[Entry, ...]
    tags: tuple[Tag, ...]
    """Every tag that some entry has, by label."""
    shelves: Mapping[tuple[str, str], tuple[Entry, ...]]
    """(language, tag slug) -> entries, newest first; a slug of "" is the whole language.

    A combination's shelf stands for a slug.
    """
    combinations: tuple[Combination, ...] = ()

    def of(self, language: str, tag: str = "") -> tuple[Entry, ...]:
        """The entries of a language, or of a tag (its slug) in it, newest first."""
        return self.shelves.get((language, tag), ())

    def tags_of(self, language: str) -> tuple[Tag, ...]:
        """The tags that have an entry in this language, by label."""
        return tuple(tag for tag in self.tags if (language, tag.slug) in self.shelves)


def anchor_of(note_id: str) -> str:
    """The HTML id of a note's entries on the pages of their day: the id's own date and its last part."""
    _, _, specific = note_id.partition(",")
    return specific.replace(":", "-")


def collect(stamped: Iterable[StampedNote], *, site: Site, rules: TagRules) -> Library:
    """Make the library: one entry for each stamp, tags named, newest first."""
    notes = tuple(stamped)
    tags = label_tags((spelling for item in notes for spelling in item.note.tags), rules)
    entries = [entry for item in notes for entry in _entries(item, tags, site=site, rules=rules)]
    entries.sort(key=lambda entry: entry.id)
    entries.sort(key=lambda entry: entry.published, reverse=True)
    shelves: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        shelves[entry.language, ""].append(entry)
        for tag in entry.tags:
            shelves[entry.language, tag.slug].append(entry)
        for combination in rules.combinations:
            if any(tag.slug in combination.slugs for tag in entry.tags):
                shelves[entry.language, combination.shelf].append(entry)
    shown = {tag for entry in entries for tag in entry.tags}
    return Library(
        entries=tuple(entries),
        tags=tuple(sorted(shown, key=lambda tag: (tag.label.casefold(), tag.slug))),
        shelves={key: tuple(shelf) for key, shelf in shelves.items()},
        combinations=rules.combinations,
    )


def editions_of(library: Library) -> Mapping[tuple[str, str], Entry]:
    """(note id, language) -> entry: where the translations of an entry are."""
    return {(entry.note_id, entry.language): entry for entry in library.entries}


def _entries(item: StampedNote, tags: Mapping[str, Tag], *, site: Site, rules: TagRules) -> Iterable[Entry]:
    note = item.note
    slugs = dict.fromkeys(rules.identity(spelling) for spelling in note.tags)
    own_tags = tuple(tags[slug] for slug in slugs if slug and slug not in rules.hidden)
    editions = {edition.language: edition for edition in note.editions}
    languages = tuple(stamp.language for stamp in item.stamps)
    for stamp in item.stamps:
        edition = editions[stamp.language]
        yield Entry(
            id=f"{item.id}/{stamp.language}",
            note_id=item.id,
            language=stamp.language,
            published=stamp.published.astimezone(site.time_zone),
            updated=stamp.updated.astimezone(site.time_zone),
            date=note.date,
            title=edition.title,
            authors=note.authors,
            address=note.addresses[0] if note.addresses else "",
            abstract=edition.abstract,
            abstract_language=edition.abstract_language,
            commentary=edition.commentary,
            tags=own_tags,
            languages=languages,
            related=note.related,
            via=note.via,
            image=note.image,
            file=note.file,
            line=note.line,
        )
