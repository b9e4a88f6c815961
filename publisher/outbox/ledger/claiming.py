"""Ranges of rows -> letters in a courier's hand: by the key of the table, which is quick however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, select, update

from publisher.audience.subscriber import State
from publisher.outbox.ledger.couriers import stay
from publisher.outbox.ledger.letter import Letter
from publisher.outbox.ledger.standing import Standing
from publisher.store.tables import letters, subscribers

TOGETHER = 500

_CONFIRMED = exists().where(subscribers.c.id == letters.c.subscriber_id, subscribers.c.state == State.CONFIRMED)
_IN_HAND = select(
    letters.c.issue_id,
    letters.c.subscriber_id,
    letters.c.choice,
    letters.c.tries,
    subscribers.c.email,
    subscribers.c.public_id,
    subscribers.c.state,
).join(subscribers)


def claim(
    connection: Connection, courier_id: int, issue_id: int, *, after: int, now: datetime, most: int = TOGETHER
) -> tuple[Letter, ...] | None:
    """The next letters of an issue, of subscribers after that number, in a deciding transaction; None at the end.

    They are in the order of their subscribers. Whoever is no subscriber any more gets nothing, and none may be left.
    """
    stay(connection, courier_id, now)
    is_free = (letters.c.issue_id == issue_id, letters.c.subscriber_id > after, letters.c.state == Standing.PLANNED)
    rows = connection.execute(_IN_HAND.where(*is_free).order_by(letters.c.subscriber_id).limit(most)).all()
    if not rows:
        return None
    taken = update(letters).where(*is_free, letters.c.subscriber_id <= rows[-1].subscriber_id)
    connection.execute(taken.where(~_CONFIRMED).values(state=Standing.SUPPRESSED, changed=now))
    claims = taken.values(state=Standing.CLAIMED, courier_id=courier_id, changed=now)
    claimed = connection.execute(claims.returning(letters.c.subscriber_id)).scalars()
    # Between the two statements another courier may have given back some that lie among these: they stay free.
    if others := set(claimed).difference(row.subscriber_id for row in rows):
        free = update(letters).where(letters.c.issue_id == issue_id, letters.c.subscriber_id.in_(others))
        connection.execute(free.values(state=Standing.PLANNED, courier_id=None, changed=now))
    return _letters(rows)


def claim_due(
    connection: Connection, courier_id: int, issue_id: int, *, now: datetime, most: int = TOGETHER
) -> tuple[Letter, ...] | None:
    """Letters of an issue that are to be tried again by now, in a deciding transaction; None where there are none."""
    stay(connection, courier_id, now)
    is_due = (letters.c.issue_id == issue_id, letters.c.state == Standing.DEFERRED, letters.c.due <= now)
    rows = connection.execute(_IN_HAND.where(*is_due).order_by(letters.c.due).limit(most)).all()
    if not rows:
        return None
    numbers = [row.subscriber_id for row in rows]
    taken = update(letters).where(*is_due, letters.c.subscriber_id.in_(numbers))
    connection.execute(taken.where(~_CONFIRMED).values(state=Standing.SUPPRESSED, due=None, changed=now))
    connection.execute(taken.values(state=Standing.CLAIMED, courier_id=courier_id, due=None, changed=now))
    return _letters(rows)


def _letters(rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            issue_id=row.issue_id,
            subscriber_id=row.subscriber_id,
            choice=tuple(row.choice.split()),
            tries=row.tries,
            email=row.email,
            public_id=row.public_id,
        )
        for row in rows
        if row.state == State.CONFIRMED
    )
