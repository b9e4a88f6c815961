"""A header -> which column says what: our own names, and those of other programs' exports.

    listmonk    uuid, email, name, attributes, status, created_at, updated_at
    Mailchimp   Email Address, …, OPTIN_TIME, OPTIN_IP, CONFIRM_TIME, CONFIRM_IP, …, TAGS; a file of those who left has
                UNSUB_TIME as well, one of those whom no mail reached CLEAN_TIME
    Buttondown  email_address (once email), type (once subscriber_type), tags, creation_date, …
    Substack    email, active_subscription, expiry, plan, email_disabled, created_at, first_payment_at

What nothing here names, such as people's names, is not read: what is not kept cannot be lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.audience.subscriber import State

OURS = ("email", "state", "language", "choices", "consent", "consented", "since", "created")
"""What we write, in this order."""

ROLES: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "email address", "e mail", "e mail address", "mail", "이메일", "이메일 주소", "메일"),
    "state": ("state", "status", "subscription status", "subscriber type", "type", "상태"),
    "disabled": ("email disabled",),
    "left": ("unsub time", "unsubscribed at", "unsubscription date"),
    "bounced": ("clean time",),
    "language": ("language", "locale", "lang", "언어"),
    "choices": ("choices",),
    "tags": ("tags", "태그"),
    "consent": ("consent",),
    "consented": ("consented", "confirm time", "confirmed at", "optin time", "subscribed at"),
    "remote": ("confirm ip", "optin ip", "ip address"),
    "since": ("since",),
    "created": ("created", "created at", "creation date", "optin time", "start date"),
}
"""Role -> the headers that may fill it, the best first."""

STATES: Mapping[str, State] = {
    **dict.fromkeys(
        "confirmed enabled subscribed active regular premium gifted trialed churning past_due paused unpaid free paid "
        "comp".split(),
        State.CONFIRMED,
    ),
    **dict.fromkeys("asked unactivated unconfirmed pending non-subscribed transactional".split(), State.ASKED),
    **dict.fromkeys(
        "left unsubscribed disabled blocklisted blacklisted blocked removed archived inactive optout opted_out".split(),
        State.LEFT,
    ),
    **dict.fromkeys("bounced cleaned undeliverable hard_bounced".split(), State.BOUNCED),
    **dict.fromkeys("complained complaint spam spammy spam_complaint abuse".split(), State.COMPLAINED),
}
"""What programs call a state -> ours."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each role stands."""

    places: Mapping[str, int]
    is_ours: bool = False
    """Whether we wrote the file: then every cell is taken at its word."""

    def cell(self, cells: Sequence[str], role: str) -> str:
        """What a row says in a role; empty where it says nothing."""
        place = self.places.get(role)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def has(self, role: str) -> bool:
        return role in self.places


def find_columns(header: Sequence[str], named: Mapping[str, str]) -> Columns:
    """Find the column of each role; `named` says which header fills which. ValueError where none holds addresses."""
    places = {_normal(name): place for place, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for role, names in ROLES.items():
        wanted = [_normal(named[role])] if role in named else names
        if fitting := [places[name] for name in wanted if name in places]:
            found[role] = fitting[0]
        elif role in named:
            raise ValueError(f'expected a column "{named[role]}", got {_listed(header)}')
    if "email" not in found:
        raise ValueError(f'expected a column named "email" (or name yours: --column email=…), got {_listed(header)}')
    return Columns(found, is_ours=set(OURS) <= set(places))


def _normal(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def _listed(header: Sequence[str]) -> str:
    """The columns, but nothing that may be somebody's address where the first line names none."""
    if any("@" in name for name in header):
        return "a first line that holds addresses instead of names"
    return ", ".join(f'"{name.strip()}"' for name in header)
