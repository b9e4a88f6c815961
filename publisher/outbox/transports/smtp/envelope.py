"""A parcel -> the commands and the message that a relay is sent, or why it cannot take it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transports.smtp.channel import Offer

END = b".\r\n"
"""The end of a message, on a line of its own."""

_LINE_FEED = 10
_LINE_WITH_DOT = re.compile(rb"\n\.")
_FEW = 200
"""Dots that are looked at one by one, in less time than all lines are."""
_UNSAYABLE = re.compile(r"[\x00-\x20\x7f<>]")
"""What would end an address or a command; a quoted local part might hold a space, and nobody has one."""


def unfit(parcel: Parcel, offer: Offer) -> Outcome | None:
    """Why a relay that offers this would be asked in vain; None where it may be asked."""
    if not parcel.sender.isascii() or _UNSAYABLE.search(parcel.sender):
        return _refused("5.1.7", "the sender's address cannot be said in SMTP")
    if not parcel.recipient or _UNSAYABLE.search(parcel.recipient):
        return _refused("5.1.3", "the address cannot be said in SMTP", is_about_recipient=True)
    if not parcel.recipient.isascii() and not offer.utf8:
        return _refused("5.6.7", "the address needs SMTPUTF8, which the relay does not offer")
    if not offer.eight_bit and not parcel.message.isascii():
        return _refused("5.6.3", "the message needs 8BITMIME, which the relay does not offer")
    if offer.size and len(parcel.message) > offer.size:
        return _refused("5.3.4", f"a message of {len(parcel.message)} bytes, the relay takes {offer.size}")
    return None


def commands(parcel: Parcel, offer: Offer) -> tuple[bytes, bytes, bytes]:
    """MAIL, RCPT and DATA."""
    extended = "" if parcel.recipient.isascii() else " SMTPUTF8"
    body = "" if parcel.message.isascii() else " BODY=8BITMIME"
    size = "" if offer.size is None else f" SIZE={len(parcel.message)}"
    return (
        f"MAIL FROM:<{parcel.sender}>{size}{body}{extended}\r\n".encode(),
        f"RCPT TO:<{parcel.recipient}>\r\n".encode(),
        b"DATA\r\n",
    )


def on_the_wire(message: bytes) -> bytes:
    """A message as DATA wants it: dots doubled where a line begins with one, and its end (RFC 5321, section 4.5.2).

    A dot after a bare line feed is doubled, too: some servers would take such a line for the end.
    """
    first = b"." if message.startswith(b".") else b""
    last = b"" if message.endswith(b"\r\n") else b"\r\n"
    return b"".join((first, *_stuffed(message), last, END))


def _stuffed(message: bytes) -> Iterator[bytes | memoryview]:
    if not _may_have_line_with_dot(message):
        yield message
        return
    view, begin = memoryview(message), 0
    for found in _LINE_WITH_DOT.finditer(message):
        yield view[begin : found.end()]
        yield b"."
        begin = found.end()
    yield view[begin:]


def _may_have_line_with_dot(message: bytes) -> bool:
    """From dot to dot while they are few: a letter in base64 has next to none, and thousands of lines."""
    dot = 0
    for _ in range(_FEW):
        dot = message.find(b".", dot + 1)
        if dot < 0:
            return False
        if message[dot - 1] == _LINE_FEED:
            return True
    return True


def _refused(status: str, words: str, *, is_about_recipient: bool = False) -> Outcome:
    return Outcome(fate=Fate.REFUSED, reply=words, status=status, is_about_recipient=is_about_recipient)
