"""An entry's Markdown -> what readers see: clean HTML and plain text, made once and only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from publisher.content.library import Entry


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
