"""A person as the store knows them, and the words for what can become of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from publisher.audience.choice import Choice


class State(StrEnum):
    """Where a subscriber stands. Only who is confirmed gets letters."""

    ASKED = "asked"
    """Somebody asked with this address; its owner has not confirmed."""
    CONFIRMED = "confirmed"
    LEFT = "left"
    BOUNCED = "bounced"
    """No mail arrives there."""
    COMPLAINED = "complained"
    """They called a letter spam: no mail is ever sent there again, whoever asks."""
    FORGOTTEN = "forgotten"
    """Erased: an empty row is left, and a keyed hash among the suppressions."""


class Reason(StrEnum):
    """Why no mail may reach an address; `lifted` ends what came before."""

    LEFT = "left"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FORGOTTEN = "forgotten"
    LIFTED = "lifted"


class What(StrEnum):
    """What happened to a subscriber."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    """They confirmed by a link in a mail: consent."""
    VOUCHED = "vouched"
    """Whoever publishes said where and how they consented: an import, or an entry by hand."""
    CHOSE = "chose"
    LEFT = "left"
    RETURNED = "returned"
    """They took their leaving back at once."""
    REMOVED = "removed"
    """By whoever publishes."""
    BOUNCED = "bounced"
    COMPLAINED = "complained"


CONSENTS = (What.CONFIRMED, What.VOUCHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something happened."""

    name: str
    """The address of a page, or the words of whoever publishes: `signed up at the fair, 2024-03-14`."""
    remote: str = field(default="", repr=False)
    """The network address that a request came from, where there was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, as it is kept."""

    at: datetime
    what: What
    place: str
    remote: str = field(repr=False)
    """A network address, its keyed hash, or nothing: as the configuration asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person with an address."""

    id: int
    """The row's number: letters are planned by ranges of it. Shown to nobody."""
    public_id: bytes = field(repr=False)
    """128 random bits: what tokens in links are made from."""
    email: str = field(repr=False)
    """As `Email.written`."""
    language: str
    """Of the pages and mails that speak to them."""
    state: State
    since: datetime
    """When the state began."""
    created: datetime
    choices: tuple[Choice, ...] = ()
    """As they were chosen; `followed` says what they are called now."""
