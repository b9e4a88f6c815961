"""When a form was given out, signed: nobody sends one within seconds, or one that they made up.

Programs that fill in forms do it at once; people do not. A stamp binds nobody: it is no secret, and may be used again
until it is a day old. What keeps a stranger's page from sending the form is `origin`, what keeps anyone from sending it
very often are the limits.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from publisher.store.keyring import Keyring

SOONEST = timedelta(seconds=2)
LATEST = timedelta(days=1)
_PURPOSE = "form"


class Age(Enum):
    """What a stamp says."""

    FINE = auto()
    SOON = auto()
    STALE = auto()
    """Older than a day, of the future, or none of ours."""


def stamp(keyring: Keyring, now: datetime) -> str:
    """A stamp of now."""
    seconds = str(int(now.timestamp()))
    return f"{seconds}.{keyring.hash(_PURPOSE, seconds.encode()).hex()}"


def age(keyring: Keyring, text: str, now: datetime) -> Age:
    """How old a stamp is."""
    seconds, _, mark = text.partition(".")
    expected = keyring.hash(_PURPOSE, seconds.encode("utf-8", "surrogatepass")).hex()
    if not hmac.compare_digest(mark.encode("utf-8", "surrogatepass"), expected.encode()):
        return Age.STALE
    passed = now - datetime.fromtimestamp(int(seconds), UTC)
    if not -SOONEST <= passed <= LATEST:
        return Age.STALE
    return Age.SOON if passed < SOONEST else Age.FINE
