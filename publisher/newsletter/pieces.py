"""An issue in pieces, and which of them a letter holds: the notes that were chosen, as many as mail programs show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from publisher.newsletter.addressee import NOBODY, Addressee
from publisher.newsletter.cover import Cover, cover, escaped, values
from publisher.newsletter.issue import Issue
from publisher.newsletter.marks import ALWAYS, condition
from publisher.newsletter.settings import Newsletter
from publisher.newsletter.sheet import Sheet
from publisher.site import Language, Site

CLIPPED_AT = 102 * 1024
"""Bytes of HTML beyond which Gmail hides the end behind "View entire message"."""
ROOM = 100_000
"""Bytes of HTML, decoded and in UTF-8, that a letter holds at most.

Gmail does not say what it measures. Senders who tried found the HTML part as it is decoded, without images, headers
and text part, and some were clipped a little before 102 KB. Bytes are never fewer than characters.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What choosing has to know of a note."""

    number: int
    group: int
    title: str
    tags: frozenset[str]
    """Slugs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """All that letters of one issue are made of."""

    issue: Issue
    site: Site
    newsletter: Newsletter
    week: str
    """In words."""
    notes: tuple[Note, ...]
    """In the order of the pages."""
    tags: Mapping[str, int]
    """Slug -> the number of its mark."""
    html: Sheet
    text: Sheet
    headers: str
    """The lines that all letters share."""
    boundary: str
    """Of the two alternatives."""

    @property
    def language(self) -> Language:
        return self.site.language(self.issue.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What one letter holds and says."""

    cover: Cover
    held: frozenset[str]
    """The conditions that are true of it."""
    said: Mapping[str, str]
    """Slot -> plain text."""
    said_in_html: Mapping[str, str]
    left_out: int
    """Notes that were chosen and are on the web alone."""


def select(pieces: Pieces, choice: Collection[str], addressee: Addressee = NOBODY) -> Selection | None:
    """The notes with any of these tags (slugs), none for all, cut where the room ends; None without any.

    The last notes are left out whole; one note is sent however long it is.
    """
    chosen = pieces.notes
    if choice:
        wanted = frozenset(choice)
        chosen = tuple(note for note in chosen if not note.tags.isdisjoint(wanted))
    if not chosen:
        return None
    number = _at_most(pieces, chosen)
    selection = _selection(pieces, chosen, number, choice, addressee)
    while number > 1 and _size(pieces, selection) > ROOM:
        number -= 1
        selection = _selection(pieces, chosen, number, choice, addressee)
    return selection


def _at_most(pieces: Pieces, chosen: Sequence[Note]) -> int:
    """How many of these notes fit if nothing were said around them: no fewer than do fit, and one at least."""
    fixed = pieces.html.fixed
    size = fixed.get(ALWAYS, 0)
    for number, conditions in enumerate(_conditions(chosen)):
        size += sum(fixed.get(one, 0) for one in conditions)
        if size > ROOM:
            return max(1, number)
    return len(chosen)


def _size(pieces: Pieces, selection: Selection) -> int:
    return pieces.html.size(selection.held, selection.said_in_html)


def _selection(
    pieces: Pieces, chosen: Sequence[Note], number: int, choice: Collection[str], addressee: Addressee
) -> Selection:
    left_out = len(chosen) - number
    filled = cover(
        [note.title for note in chosen],
        left_out=left_out,
        language=pieces.language,
        week=pieces.week,
        addressee=addressee,
        unsubscribe=pieces.newsletter.unsubscribe,
    )
    said = values(filled)
    return Selection(
        cover=filled,
        held=frozenset(_held(pieces, chosen[:number], filled, choice)),
        said=said,
        said_in_html=escaped(said),
        left_out=left_out,
    )


def _held(pieces: Pieces, notes: Sequence[Note], filled: Cover, choice: Collection[str]) -> Iterator[str]:
    yield ALWAYS
    yield from chain.from_iterable(_conditions(notes))
    for slug in choice:
        if slug in pieces.tags:
            yield "narrowed"
            yield condition("tag", pieces.tags[slug])
    if filled.more:
        yield "more"
    if filled.choose:
        yield "choose"


def _conditions(notes: Iterable[Note]) -> Iterator[tuple[str, str]]:
    """What is true of a letter for each of its notes: it holds the note, and what comes before it."""
    group = None
    for note in notes:
        is_first = note.group != group
        before = condition("group", note.group) if is_first else condition("between", note.number)
        yield condition("note", note.number), before
        group = note.group
