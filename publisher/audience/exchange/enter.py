"""Rows of an import -> the store, some hundreds in one transaction; or only what would become of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publisher.audience.choice import Wish
from publisher.audience.decide import Change, decide
from publisher.audience.email import Email
from publisher.audience.happening import Enter
from publisher.audience.record import Decided, record
from publisher.audience.remotes import kept
from publisher.audience.roster import Roster
from publisher.audience.rows import Known, know
from publisher.audience.subscriber import Reason, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one line of a file says."""

    line: int = 0
    email: Email
    enter: Enter
    wish: Wish
    place: str
    """Where and how they consented, or that a file says so."""
    remote: str = ""
    consented: datetime | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of a row."""

    row: Row
    before: State | None
    suppression: Reason | None
    change: Change


def enter(roster: Roster, rows: Sequence[Row], *, now: datetime, is_dry: bool = False) -> list[Entered]:
    """Decide about rows of different people, and write what was decided, unless it is only to be known."""
    store = roster.store
    keyed = {row.email.key(store.keyring): row for row in rows}
    with store.reading() if is_dry else store.deciding() as connection:
        decided = [_decided(known, keyed[key], roster, now) for key, known in know(connection, list(keyed)).items()]
        if not is_dry:
            record(connection, [one for one in decided if one.change.is_something], roster.chance)
    return [
        Entered(
            row=keyed[one.known.key],
            before=one.known.person.state,
            suppression=one.known.person.suppression,
            change=one.change,
        )
        for one in decided
    ]


def _decided(known: Known, row: Row, roster: Roster, now: datetime) -> Decided:
    since = row.enter.at or now
    return Decided(
        known=known,
        change=decide(known.person, row.enter, now),
        email=row.email,
        wish=row.wish,
        place=row.place,
        remote=kept(row.remote, roster.remotes, roster.store.keyring),
        at=row.consented or since,
        since=since,
        created=row.created or now,
    )
