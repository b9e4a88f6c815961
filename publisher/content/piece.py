"""A piece: what a parser found in a source, before anything is left out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from publisher.content.note import Edition
from publisher.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A note as it stands in its source: perhaps undated, empty or a draft. Fields as in `Note`."""

    file: str
    line: int = 1
    date: date | None
    title: str
    authors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    via: str = ""
    image: str = ""
    moment: datetime | None = None
    updated: datetime | None = None
    empty: bool = False
    """Nothing stands in its source, or nothing but a date."""
    draft: bool = False
    refused: bool = False
    """A mistake in it keeps it from being published; `problems` says which."""
    source_hash: str = ""
    problems: tuple[Problem, ...] = ()
