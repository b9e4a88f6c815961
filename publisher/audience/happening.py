"""What can happen to a person: each event with what has to be known of it to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from publisher.audience.subscriber import State

MOST_ASKS = 3
"""Mails a day that answer those who ask with one address: nobody is flooded by a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody asks with an address, which may be another's."""

    is_something: bool
    """Whether anything is chosen."""
    most: int = MOST_ASKS
    """How many a day are answered; 0 is no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """The link of the mail that answered an ask was used, so this is the address' owner."""

    asked: datetime
    expires: datetime
    was_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """A subscriber wants something else, by a link in a letter."""

    is_something: bool
    """Whether anything is chosen: who wants nothing leaves."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A subscriber leaves, by a link in a letter."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Who has just left did not mean to."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Whoever publishes takes an address off the list."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail server says that there is no such mailbox."""


@dataclass(frozen=True, slots=True)
class Complain:
    """A reader called a letter spam."""


@dataclass(frozen=True, slots=True)
class Forget:
    """A person wants to be erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """A row of an import, or an entry by hand: never the person's own doing."""

    state: State
    """What the row says, except forgotten."""
    is_vouched: bool = False
    """Whether it is said where and how they consented."""
    at: datetime | None = None
    """Since when, where the row says so."""


Happening = Ask | Confirm | Choose | Leave | Undo | Remove | Bounce | Complain | Forget | Enter
