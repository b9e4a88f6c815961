"""The pieces of an issue and a reader's choice -> the bytes of a message (RFC 5322, MIME): text first, then HTML.

A letter is a join. The same choice of the same reader gives the same bytes, down to the Message-ID.
"""

from __future__ import annotations

from collections.abc import Collection

from publisher.newsletter.addressee import NOBODY, Addressee
from publisher.newsletter.envelope import headers
from publisher.newsletter.pieces import Pieces, Selection, select
from publisher.newsletter.sheet import Sheet


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
    between = f"--{pieces.boundary}\r\n"
    return b"".join(
        (
            headers(pieces, selection.cover, choice, addressee, key=key),
            _ascii(f'Content-Type: multipart/alternative; boundary="{pieces.boundary}"\r\n\r\n{between}'),
            _ascii(_part("plain", pieces.text)),
            *pieces.text.parts(selection.held, selection.said),
            _ascii(between + _part("html", pieces.html)),
            *pieces.html.parts(selection.held, selection.said_in_html),
            _ascii(f"--{pieces.boundary}--\r\n"),
        )
    )


def _part(subtype: str, sheet: Sheet) -> str:
    encoding = f"Content-Transfer-Encoding: {sheet.encoding.name}"
    return f"Content-Type: text/{subtype}; charset=utf-8\r\n{encoding}\r\n\r\n"


def _ascii(lines: str) -> bytes:
    return lines.encode("ascii")
