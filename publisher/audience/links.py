"""Tokens in links: which person or which ask, for one purpose. They hold nothing of an address, and need no table.

A token is 128 random bits that name a row, and 128 bits of a keyed hash of them. Those that confirm name an ask,
which expires; the others name a subscriber and are good for ever, as RFC 8058 wants of those that leave. When a person
is forgotten the bits that name them are gone.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from enum import StrEnum

from publisher.store.keyring import HASH_BYTES, Keyring

ID_BYTES = 16


class Purpose(StrEnum):
    """What a link is for: a token for one purpose is worth nothing for another."""

    CONFIRM = "confirm"
    MANAGE = "manage"
    """Shows and changes what is chosen."""
    LEAVE = "leave"
    """Leaves, and takes that back; never expires."""
    FEED = "feed"
    """Reads a feed of one's own."""


def token(keyring: Keyring, purpose: Purpose, public_id: bytes) -> str:
    """A token of 43 letters that need no escaping in a URL."""
    return base64.urlsafe_b64encode(public_id + keyring.hash(purpose, public_id)).rstrip(b"=").decode()


def read_token(keyring: Keyring, purpose: Purpose, text: str) -> bytes | None:
    """The public id that a token names; None where we did not make it for this purpose."""
    try:
        content = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    public_id, mark = content[:ID_BYTES], content[ID_BYTES:]
    is_ours = len(mark) == HASH_BYTES and hmac.compare_digest(mark, keyring.hash(purpose, public_id))
    return public_id if is_ours and token(keyring, purpose, public_id) == text else None
