"""A subscriber -> the addresses that are theirs alone: how they leave, where they choose, where their bounces go.

A return path (VERP) carries a token in letters and digits of one case, because mail servers on the way may change the
case of a local part: 128 bits that name the subscriber, and 64 of a keyed hash, so that nobody can bounce another.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re

from publisher.audience.links import ID_BYTES, Purpose, token
from publisher.newsletter.addressee import Addressee
from publisher.site import Site, leave_path, preferences_path
from publisher.store.keyring import Keyring

_MARK_BYTES = 8
PLACE = "{token}"
"""Where a return path has its token."""


def addressee(site: Site, keyring: Keyring, *, email: str, public_id: bytes, language: str) -> Addressee:
    """A subscriber as letters know them. A site without https has no links of one's own: one click needs it."""
    if not site.address.startswith("https://"):
        return Addressee(email=email, id=public_id.hex())
    return Addressee(
        email=email,
        id=public_id.hex(),
        unsubscribe=site.url(leave_path(language, token(keyring, Purpose.LEAVE, public_id))),
        choose=site.url(preferences_path(language, token(keyring, Purpose.MANAGE, public_id))),
    )


def return_path(template: str, keyring: Keyring, public_id: bytes) -> str:
    """Where reports of failure of this subscriber's mail go: the template's `{token}` filled in."""
    return template.replace(PLACE, _token(keyring, public_id))


def read_return_path(template: str, keyring: Keyring, address: str) -> bytes | None:
    """The public id of whose mail failed; None where the address is none of ours."""
    before, _, after = template.partition(PLACE)
    found = re.fullmatch(rf"{re.escape(before)}([a-z2-7]+){re.escape(after)}", address, re.IGNORECASE)
    if not found:
        return None
    text = found[1].upper()
    try:
        public_id = base64.b32decode(text + "=" * (-len(text) % 8))[:ID_BYTES]
    except binascii.Error:
        return None
    return public_id if hmac.compare_digest(_token(keyring, public_id), found[1].lower()) else None


def _token(keyring: Keyring, public_id: bytes) -> str:
    content = public_id + keyring.hash("bounce", public_id)[:_MARK_BYTES]
    return base64.b32encode(content).rstrip(b"=").decode().lower()
