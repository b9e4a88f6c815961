"""An issue and a choice of tags -> the letter that a subscriber with this choice gets, opened for its author."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256

from publisher.newsletter import NOBODY, Pieces
from publisher.newsletter.envelope import list_id
from publisher.newsletter.headers import decoded
from publisher.newsletter.letter import message
from publisher.newsletter.pieces import CLIPPED_AT, ROOM, select

_FOLD = re.compile(r"\r\n(?=[ \t])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """One header of a message."""

    name: str
    sent: str
    """As it goes over the wire; a folded one has several lines."""
    decoded: str
    """What its encoded-words say; empty where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All there is to see of a letter."""

    message: bytes
    subject: str
    headers: tuple[Header, ...]
    html: str
    text: str
    size: int
    """Bytes of the HTML, decoded: what programs clip by."""
    notes: int
    """How many were chosen."""
    left_out: int
    """How many of those are on the web alone."""

    @property
    def share(self) -> float:
        """Of what Gmail shows before it clips, in per cent; over 100 it does."""
        return 100 * self.size / CLIPPED_AT


ROOM_SHARE = 100 * ROOM / CLIPPED_AT
"""Where notes begin to be left out, in per cent of what Gmail shows."""


def open_letter(pieces: Pieces, tags: Collection[str]) -> Letter:
    """The letter of a reader who chose these tags (slugs) of the issue, none for all."""
    selection = select(pieces, tags)
    assert selection, "an issue has notes, and a note of each of its tags"
    # As in a digest nobody is written to: whoever made this could make the key too.
    key = sha256(list_id(pieces.site, pieces.newsletter).encode()).digest()
    html = pieces.html.content(selection.held, selection.said_in_html)
    text = pieces.text.content(selection.held, selection.said).decode()
    content = message(pieces, selection, tags, NOBODY, key=key)
    return Letter(
        message=content,
        subject=selection.cover.subject,
        headers=tuple(headers(content)),
        html=html.decode(),
        text="\n".join(line.rstrip() for line in text.splitlines()),
        size=len(html),
        notes=sum(not tags or not note.tags.isdisjoint(tags) for note in pieces.notes),
        left_out=selection.left_out,
    )


def headers(content: bytes) -> Iterator[Header]:
    """The headers of a message, in order."""
    head, _, _ = content.decode("ascii", "replace").partition("\r\n\r\n")
    for line in re.split(r"\r\n(?![ \t])", head):
        name, _, sent = line.partition(": ")
        unfolded = _FOLD.sub("", sent)
        said = decoded(unfolded)
        yield Header(name=name, sent=sent.replace("\r\n", "\n"), decoded=said if said != unfolded else "")
