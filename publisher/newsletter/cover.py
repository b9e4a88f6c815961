"""What is said around the notes of a letter -> words: all that differs from letter to letter but the notes.

Templates know it as `letter`. While pieces are made each value is a slot; a letter fills them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from publisher.newsletter.addressee import Addressee
from publisher.newsletter.marks import Marks
from publisher.newsletter.wording import preheader, subject
from publisher.site import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The values of one letter, plain text."""

    subject: str
    preheader: str
    notes: str
    """How many were chosen, in words: `15 notes`."""
    more: str
    """How many of them are on the web alone, in words; empty when the letter holds all."""
    unsubscribe: str
    """An address."""
    choose: str
    """Where the reader chooses tags and languages; may be empty."""


def cover(
    titles: Sequence[str], *, left_out: int, language: Language, week: str, addressee: Addressee, unsubscribe: str
) -> Cover:
    """The cover of a letter of notes with these titles; the last ones are left out of it."""
    strings = language.strings
    notes = strings("mail_notes", count=len(titles))
    return Cover(
        subject=subject(language, week=week, notes=notes),
        preheader=preheader(titles),
        notes=notes,
        more=strings("mail_more", count=left_out) if left_out else "",
        unsubscribe=addressee.unsubscribe or unsubscribe,
        choose=addressee.choose,
    )


def slots(marks: Marks) -> Cover:
    """A cover to be filled in later."""
    return Cover(**{name: marks.slot(name) for name in _NAMES})


def values(filled: Cover) -> Mapping[str, str]:
    """Slot -> what a text says there."""
    return {name: getattr(filled, name) for name in _NAMES}


def escaped(plain: Mapping[str, str]) -> Mapping[str, str]:
    """Slot -> what HTML says there, as a serialiser would: no slot stands in an attribute but addresses."""
    return dict(_escaped(plain))


def _escaped(plain: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in plain.items():
        yield name, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_NAMES = tuple(field.name for field in fields(Cover))
