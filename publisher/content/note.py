"""A note: one source piece in all its languages, as its author wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A note in one language: Markdown source, not yet published."""

    language: str
    """A code of the site's languages."""
    title: str
    """Plain text: LaTeX and accents already turned to Unicode."""
    abstract: str = ""
    """Markdown; in `abstract_language`, whatever the language of the edition."""
    abstract_language: str = ""
    commentary: str
    """Markdown, without tag lines, markers and link lists; never empty."""
    seen: str = ""
    """Hash of what readers see of both texts (`words.seen`), kept with what was read; empty if not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note: a part of a day page, a vault note, or a Markdown file with its translations."""

    file: str
    """Path below content/, with slashes, NFC."""
    line: int
    """Where the note begins, from 1."""
    date: date
    """The note's own date: page heading, file name or front matter."""
    title: str
    authors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Where the papers are; the first is the note's own."""
    editions: tuple[Edition, ...]
    """In the order of the site's languages; at least one."""
    tags: tuple[str, ...] = ()
    """As spelt, without `#`, in order, each once."""
    related: tuple[str, ...] = ()
    """Names of other notes, from `[[wiki links]]` under a `# Links` heading."""
    via: str = ""
    """Where its author heard of it: an http(s) address."""
    image: str = ""
    """The picture that front matter names: an address, or a file of content/; may be empty."""
    moment: datetime | None = None
    """The time of day that front matter gives with its date, if it does."""
    updated: datetime | None = None
    """Front matter `updated:`, which wins over the register."""
    source_hash: str
    """SHA-256 in hexadecimal of the note's source."""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(edition.language for edition in self.editions)
