"""Decided changes -> rows, one or very many in a few statements, within the transaction that decided them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from publisher.audience.choice import Wish
from publisher.audience.decide import Change
from publisher.audience.email import Email
from publisher.audience.links import ID_BYTES
from publisher.audience.rows import Known
from publisher.audience.subscriber import State
from publisher.store.opening import Chance
from publisher.store.tables import (
    asks,
    choices,
    events,
    issues,
    letters,
    notices,
    reports,
    subscribers,
    suppressions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A change, and all that is written with it."""

    known: Known
    change: Change
    email: Email | None = None
    """Needed where there is no row yet."""
    wish: Wish | None = None
    place: str = ""
    remote: str = ""
    """As it is kept: plain, hashed, or nothing."""
    at: datetime
    """When it happened: of an import, what the file says."""
    since: datetime
    created: datetime


def record(connection: Connection, decided: Collection[Decided], chance: Chance) -> dict[bytes, int]:
    """Write what was decided; return address' key -> row's number, of those who have a row now."""
    numbers = {one.known.key: one.known.id for one in decided if one.known.id is not None}
    numbers |= _add([one for one in decided if one.known.id is None and one.change.state], connection, chance)
    known = [one for one in decided if one.known.id is not None]
    for one in known:
        if one.change.erases and one.known.id is not None:
            erase(connection, one.known.id, one.since)
    _move([one for one in known if one.change.state and not one.change.erases], connection)
    _take_wishes([one for one in decided if one.change.takes_wish], numbers, connection)
    _remember([one for one in decided if one.change.what and one.known.key in numbers], numbers, connection)
    _suppress([one for one in decided if one.change.suppress], connection)
    return numbers


def _add(decided: Sequence[Decided], connection: Connection, chance: Chance) -> dict[bytes, int]:
    if not decided:
        return {}
    rows = []
    for one in decided:
        assert one.email, "who is added has an address"
        rows.append(
            {
                "public_id": chance(ID_BYTES),
                "email": one.email.written,
                "email_key": one.known.key,
                "language": one.wish.language if one.wish else "",
                "state": one.change.state,
                "since": one.since,
                "created": one.created,
            }
        )
    added = connection.execute(insert(subscribers).returning(subscribers.c.email_key, subscribers.c.id), rows)
    return {row.email_key: row.id for row in added}


def erase(connection: Connection, number: int, since: datetime) -> None:
    """Leave nothing of a person but an empty row: to delete that would read every letter that was ever planned."""
    for table in (choices, asks, events, notices, reports):
        connection.execute(delete(table).where(table.c.subscriber_id == number))
    # Their letters stay counted; what they read, and answers that may hold the address, do not.
    own = letters.c.issue_id.in_(select(issues.c.id)) & (letters.c.subscriber_id == number)
    connection.execute(update(letters).where(own).values(choice="", reply=""))
    connection.execute(
        update(subscribers)
        .where(subscribers.c.id == number)
        .values(public_id=None, email=None, email_key=None, language="", state=State.FORGOTTEN, since=since)
    )


def _move(decided: Sequence[Decided], connection: Connection) -> None:
    moved = [one for one in decided if one.change.state is not one.known.person.state]
    if moved:
        connection.execute(
            update(subscribers).where(subscribers.c.id == bindparam("number")),
            [{"number": one.known.id, "state": one.change.state, "since": one.since} for one in moved],
        )


def _take_wishes(decided: Sequence[Decided], numbers: dict[bytes, int], connection: Connection) -> None:
    rows = []
    for one in decided:
        if not one.wish:
            continue
        number = numbers[one.known.key]
        if one.known.id is not None:
            connection.execute(delete(choices).where(choices.c.subscriber_id == number))
            connection.execute(update(subscribers).where(subscribers.c.id == number).values(language=one.wish.language))
        rows += [
            {"subscriber_id": number, "language": choice.language, "tag": choice.tag} for choice in one.wish.choices
        ]
    if rows:
        connection.execute(insert(choices), rows)


def _remember(decided: Sequence[Decided], numbers: dict[bytes, int], connection: Connection) -> None:
    rows = [
        {
            "subscriber_id": numbers[one.known.key],
            "at": one.at,
            "what": one.change.what,
            "before": one.known.person.state or "",
            "place": one.place,
            "remote": one.remote,
        }
        for one in decided
    ]
    if rows:
        connection.execute(insert(events), rows)


def _suppress(decided: Sequence[Decided], connection: Connection) -> None:
    rows = [{"email_key": one.known.key, "at": one.at, "reason": one.change.suppress} for one in decided]
    if rows:
        connection.execute(insert(suppressions), rows)
