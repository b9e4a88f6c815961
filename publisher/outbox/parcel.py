"""A message in its envelope, and what became of it: the words that the ledger and every transport share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message that is ready to leave."""

    key: str
    """What names it to whoever sends it; a provider is told it as its idempotency key. ASCII, unique, no secret."""
    sender: str
    """Where reports of failure go (RFC 5321, section 4.1.1.2, MAIL FROM); ASCII."""
    recipient: str
    """RCPT TO; ASCII, but for a local part that needs SMTPUTF8."""
    message: bytes
    """RFC 5322: lines end with CR LF, the last one too; none is longer than 998 octets."""


class Fate(StrEnum):
    """What became of a parcel that was tried."""

    ACCEPTED = "accepted"
    """The next server or the provider is answerable for it now."""
    DEFERRED = "deferred"
    """Not now: it may be tried again later (4yz, HTTP 429 or 5xx before anything was taken)."""
    REFUSED = "refused"
    """Never as it is: trying again would be answered alike (5yz)."""
    UNKNOWN = "unknown"
    """Its bytes left and no answer came: it may have arrived, or not."""
    UNTOUCHED = "untouched"
    """Nothing of it left: the connection was gone before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a parcel, and what the other side said."""

    fate: Fate
    reply: str = ""
    """The answer on one line: `550 5.1.1 no such user`; holds what others wrote, so it is shown and never acted on."""
    status: str = ""
    """An enhanced status code (RFC 3463) such as `5.1.1`; empty where there was none."""
    is_about_recipient: bool = False
    """Whether a refusal says that nobody can be reached there (at RCPT TO, or a provider's hard bounce)."""
    slow_down: bool = False
    """Whether the other side asked for fewer: 421, 4.7.x, HTTP 429."""
    retry_after: float | None = None
    """Seconds that the other side asked to be left alone for."""
    reference: str = ""
    """What the other side calls it, if it said so: a queue id, a provider's message id."""
