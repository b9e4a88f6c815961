"""Mails that are owed to people: written down in the transaction that owes them, taken by who sends them.

Whoever asks is answered by mail, and so is who left. The mail leaves later, on no reader's time: how long a page takes
tells nobody who is here, and a relay that is down loses no mail. What is taken is lent: whoever takes it and dies gives
it back by the clock, so that a mail may arrive twice and is never lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from publisher.audience.choice import Wish, parse_choices
from publisher.audience.rows import one
from publisher.audience.subscriber import State, Subscriber
from publisher.store.store import Store
from publisher.store.tables import asks, notices, subscribers

LENT = timedelta(minutes=5)
"""How long who took a mail has for sending it, before another may."""
GIVEN_UP = timedelta(days=2)
"""How long sending is tried: a link that confirms expires, and who waited longer has asked again."""
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=2)


class Kind(StrEnum):
    """Why a mail is owed."""

    ASKED = "asked"
    """Somebody asked with the address."""
    LEFT = "left"
    """They left: the mail says so, and how to take it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A mail that is owed, and all that has to be known to write it."""

    id: int
    kind: Kind
    subscriber: Subscriber
    """As they are now."""
    ask: bytes | None = None
    """What names the ask that is to be confirmed; None for other kinds."""
    wish: Wish | None = None
    """What was asked for."""
    owed: datetime
    tries: int
    """How often it was taken before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """How many mails are owed."""

    number: int = 0
    oldest: datetime | None = None


def owe(connection: Connection, kind: Kind, subscriber_id: int, *, now: datetime, ask: bytes | None = None) -> None:
    """Write down that a mail is owed."""
    row = {"subscriber_id": subscriber_id, "kind": kind, "ask": ask, "owed": now, "due": now, "tries": 0}
    connection.execute(insert(notices).values(row))


def take(store: Store, *, now: datetime, most: int = 50) -> tuple[Notice, ...]:
    """Take mails that are due, oldest first. What nobody needs any more is deleted by the way."""
    with store.deciding() as connection:
        connection.execute(delete(notices).where(notices.c.owed <= now - GIVEN_UP))
        due = select(notices).where(notices.c.due <= now).order_by(notices.c.due, notices.c.id).limit(most)
        rows = connection.execute(due).all()
        numbers = [row.id for row in rows]
        lent = update(notices).where(notices.c.id.in_(numbers)).values(due=now + LENT, tries=notices.c.tries + 1)
        connection.execute(lent)
        taken = tuple(filter(None, (_notice(connection, row, now) for row in rows)))
        idle = set(numbers) - {notice.id for notice in taken}
        connection.execute(delete(notices).where(notices.c.id.in_(idle)))
    return taken


def settle(store: Store, notice: Notice) -> None:
    """Its mail has left, or never can: it is owed no longer."""
    with store.writing() as connection:
        connection.execute(delete(notices).where(notices.c.id == notice.id))


def put_off(store: Store, notice: Notice, *, now: datetime) -> None:
    """Its mail could not leave: try again, later each time."""
    pause = min(_LONGEST, _FIRST * 2 ** min(notice.tries, 10))
    with store.writing() as connection:
        connection.execute(update(notices).where(notices.c.id == notice.id).values(due=now + pause))


def debt(connection: Connection) -> Debt:
    """How many mails are owed at present."""
    number, oldest = connection.execute(select(func.count(), func.min(notices.c.owed)).select_from(notices)).one()
    return Debt(number=number, oldest=oldest)


def _notice(connection: Connection, row: Row[*tuple[Any, ...]], now: datetime) -> Notice | None:
    """The mail of a row; None where it would be of no use: what it asks was answered, or its reader is back."""
    subscriber = one(connection, subscribers.c.id == row.subscriber_id)
    kind = Kind(row.kind)
    assert subscriber, "a person who is forgotten takes what is owed along"
    wish = None
    if kind is Kind.ASKED:
        wish = _wish(connection, row.ask, now)
        if not wish or subscriber.state is State.COMPLAINED:
            return None
    elif subscriber.state is not State.LEFT:
        return None
    return Notice(
        id=row.id,
        kind=kind,
        subscriber=subscriber,
        ask=row.ask,
        wish=wish,
        owed=row.owed,
        tries=row.tries,
    )


def _wish(connection: Connection, ask: bytes, now: datetime) -> Wish | None:
    query = select(asks.c.language, asks.c.choices).where(
        asks.c.public_id == ask, asks.c.used.is_(None), asks.c.expires > now
    )
    row = connection.execute(query).first()
    return Wish(language=row.language, choices=parse_choices(row.choices)) if row else None
