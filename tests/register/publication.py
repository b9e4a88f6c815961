"""A publication in memory, built again and again: what the register's tests are told in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from publisher.content.note import Note
from publisher.register.admit import Admission, admit
from publisher.register.guard import Policy
from publisher.register.line import Line, Register
from publisher.site import Site
from publisher.week import Closing
from tests.builders import NOW, SEOUL, a_note, a_site, an_edition

FRIDAY = date(2024, 12, 13)
IN_TIME = NOW - timedelta(seconds=1)
"""A second before the week of FRIDAY closes."""
LONG_AGO = date(2024, 3, 1)
LATER = NOW + timedelta(days=1)


def build(
    register: Register | None,
    *notes: Note,
    now: datetime = NOW,
    site: Site | None = None,
    built_before: bool = False,
    **policy: bool,
) -> Admission:
    """Admit the notes to the register."""
    return admit(
        register,
        notes,
        site=site or a_site(),
        now=now,
        closing=Closing(),
        policy=Policy(**policy),
        built_before=built_before,
    )


def paper(number: int = 1, **fields: Any) -> Note:
    """A note like no other: title, authors, address, abstract and file come from its number."""
    title = fields.pop("title", f"Paper number {number}")
    abstract = fields.pop("abstract", f"We number papers, and this is {number}.")
    commentary = fields.pop("commentary", f"{number}")
    languages = fields.pop("languages", ("ko", "en"))
    note = a_note(
        **{
            "file": f"{number:04}.md",
            "line": 1,
            "title": title,
            "authors": (f"Author {number}",),
            "addresses": (f"https://arxiv.org/abs/2412.{number:05}",),
            "editions": tuple(
                an_edition(code, title=title, abstract=abstract, commentary=f"{commentary} {code}")
                for code in languages
            ),
            **fields,
        }
    )
    return sourced(note) if "source_hash" not in fields else note


def sourced(note: Note, more: str = "") -> Note:
    """The note with the hash that its fields, but not its place, would have as source."""
    told = (note.title, note.authors, note.addresses, note.via, note.editions, note.tags, note.date, more)
    return replace(note, source_hash=hashlib.sha256(repr(told).encode()).hexdigest())


def bare(number: int = 1, **fields: Any) -> Note:
    """A note of a day page: without an address, below others in one file."""
    return paper(number, **{"file": "2024-12-13.txt", "line": number * 10, "addresses": (), **fields})


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """A moment in the site's zone."""
    return datetime(year, month, day, hour, minute, second, tzinfo=SEOUL)


def ids(admission: Admission) -> list[str]:
    return [item.id for item in admission.stamped]


def published(admission: Admission) -> list[datetime]:
    """Of each note's first edition."""
    return [item.stamps[0].published for item in admission.stamped]


def updated(admission: Admission) -> list[datetime]:
    return [item.stamps[0].updated for item in admission.stamped]


def line_of(admission: Admission, place: int = 0) -> Line:
    """The line of a stamped note."""
    return next(line for line in admission.register.lines if line.id == admission.stamped[place].id)
