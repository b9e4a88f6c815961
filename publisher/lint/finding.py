"""A rule, and what it finds: a stable code, how grave it is, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from publisher.errors import Severity

Subject = TypeVar("Subject")
Told = TypeVar("Told")


class Part(StrEnum):
    """A part of a mail, by the ending of the file that `publisher digest` writes it to."""

    HTML = "html"
    TEXT = "txt"
    SOURCE = "eml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a mail."""

    part: Part
    line: int = 0
    """Of the part, from 1; 0 speaks of the whole part."""
    headings: tuple[str, ...] = ()
    """The addresses that the nearest headings around it lead to: a note's heading leads to its page."""
    address: str = ""
    """What it is about, as the note may name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What a rule of mail found, and where."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found."""

    code: str
    severity: Severity
    place: Place
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Subject, Told]):
    """One thing that is looked for."""

    code: str
    """Never changes its meaning, and is never used again: `mail/link-text`."""
    severity: Severity
    """A mistake keeps somebody from reading, following or getting the mail; a notice makes it worse."""
    reason: str
    """Why, in one line."""
    advice: str
    """What to do, in a sentence or more."""
    find: Callable[[Subject], Iterable[Told]]
    is_of_notes: bool = False
    """Whether the author of a note can mend it there; what only templates or this program can is told of the mail."""
