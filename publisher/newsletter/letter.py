"""The pieces of an issue and a reader's choice -> the bytes of a message (RFC 5322, MIME): text first, then HTML.

A letter is a join. The same choice of the same reader gives the same bytes, down to the Message-ID.
"""

from __future__ import annotations

from collections.abc import Collection

from publisher.newsletter.addressee import NOBODY, Addressee
from publisher.newsletter.alternatives import alternatives
from publisher.newsletter.envelope import headers
from publisher.newsletter.pieces import Pieces, Selection, select


def letter(pieces: Pieces, choice: Collection[str] = (), addressee: Addressee = NOBODY, *, key: bytes) -> bytes | None:
    """The letter of the notes with any of these tags (slugs), none for all; None when there are none.

    `key` is the secret that nobody else can make this Message-ID without.
    """
    selection = select(pieces, choice, addressee)
    return message(pieces, selection, choice, addressee, key=key) if selection else None


def message(
    pieces: Pieces, selection: Selection, choice: Collection[str], addressee: Addressee, *, key: bytes
) -> bytes:
    """What was selected, as a message."""
    text = pieces.text.parts(selection.held, selection.said)
    html = pieces.html.parts(selection.held, selection.said_in_html)
    return b"".join(
        (
            headers(pieces, selection.cover, choice, addressee, key=key),
            *alternatives(pieces.boundary, text=(pieces.text.encoding, text), html=(pieces.html.encoding, html)),
        )
    )
