"""Rows -> people: what is known of an address or by a public id, one or very many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.sql import ColumnElement

from publisher.audience.choice import Choice, arranged
from publisher.audience.decide import Person
from publisher.audience.subscriber import Event, Reason, State, Subscriber, What
from publisher.store.tables import asks, choices, events, subscribers, suppressions

_LATELY = timedelta(days=1)
_Row = Row[*tuple[Any, ...]]
_SPARSE = 4
_TOGETHER = 5_000
"""Rows that are read at once where there may be very many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An address' row, where there is one, and what decides about it."""

    key: bytes
    id: int | None = None
    person: Person = field(default_factory=Person)


def know(connection: Connection, keys: Collection[bytes]) -> dict[bytes, Known]:
    """What is known of each of these addresses, as far as an import has to know it."""
    rows = {
        row.email_key: row
        for row in connection.execute(
            select(subscribers.c.id, subscribers.c.email_key, subscribers.c.state, subscribers.c.since).where(
                subscribers.c.email_key.in_(keys)
            )
        )
    }
    gone = _suppressions(connection, keys)
    return {key: _known(key, rows.get(key), gone.get(key)) for key in keys}


def know_well(connection: Connection, key: bytes, now: datetime) -> Known:
    """What is known of one address: also what it asked for lately, and what happened last."""
    known = know(connection, [key])[key]
    if known.id is None:
        return known
    lately = select(func.count()).where(asks.c.subscriber_id == known.id, asks.c.asked > now - _LATELY)
    last = connection.execute(
        select(events.c.what, events.c.before)
        .where(events.c.subscriber_id == known.id, events.c.what != What.ASKED)
        .order_by(events.c.id.desc())
        .limit(1)
    ).first()
    person = known.person
    return Known(
        key=key,
        id=known.id,
        person=Person(
            state=person.state,
            since=person.since,
            suppression=person.suppression,
            suppressed=person.suppressed,
            last=What(last.what) if last else None,
            before=State(last.before) if last and last.before else None,
            asks_lately=connection.execute(lately).scalar_one(),
        ),
    )


def one(connection: Connection, condition: ColumnElement[bool]) -> Subscriber | None:
    """The subscriber for whom a condition is true, of those who are not forgotten."""
    return next(iter(_with_choices(connection, _everyone().where(condition))), None)


def pages(connection: Connection, condition: ColumnElement[bool]) -> Iterator[list[Subscriber]]:
    """All for whom a condition is true, in the order of their rows, some thousands at a time."""
    last = 0
    while found := _with_choices(
        connection, _everyone().where(condition, subscribers.c.id > last).order_by(subscribers.c.id).limit(_TOGETHER)
    ):
        yield found
        last = found[-1].id


def events_of(connection: Connection, subscriber_id: int) -> tuple[Event, ...]:
    """All that happened to a subscriber, oldest first."""
    query = select(events).where(events.c.subscriber_id == subscriber_id).order_by(events.c.id)
    return tuple(map(_event, connection.execute(query)))


def newest_events(
    connection: Connection, found: Collection[Subscriber], kinds: Collection[What]
) -> Mapping[int, Event]:
    """Subscriber's number -> the newest event of these kinds."""
    if not found:
        return {}
    numbers = [subscriber.id for subscriber in found]
    query = select(events).where(_of(events.c.subscriber_id, numbers), events.c.what.in_(kinds))
    return {row.subscriber_id: _event(row) for row in connection.execute(query.order_by(events.c.id))}


def _known(key: bytes, row: _Row | None, gone: _Row | None) -> Known:
    reason = Reason(gone.reason) if gone and gone.reason != Reason.LIFTED else None
    return Known(
        key=key,
        id=row.id if row else None,
        person=Person(
            state=State(row.state) if row else None,
            since=row.since if row else None,
            suppression=reason,
            suppressed=gone.at if gone and reason else None,
        ),
    )


def _suppressions(connection: Connection, keys: Collection[bytes]) -> dict[bytes, _Row]:
    """The newest of each address."""
    query = select(suppressions).where(suppressions.c.email_key.in_(keys)).order_by(suppressions.c.id)
    return {row.email_key: row for row in connection.execute(query)}


def _everyone() -> Select[Any]:
    return select(subscribers).where(subscribers.c.state != State.FORGOTTEN)


def _with_choices(connection: Connection, query: Select[Any]) -> list[Subscriber]:
    rows = connection.execute(query).all()
    if not rows:
        return []
    chosen: dict[int, list[Choice]] = defaultdict(list)
    numbers = [row.id for row in rows]
    of_these = select(choices).where(_of(choices.c.subscriber_id, numbers))
    for number, language, tag in connection.execute(of_these):
        chosen[number].append(Choice(language, tag))
    return [_subscriber(row, chosen.get(row.id, [])) for row in rows]


def _of(column: ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """Rows of these subscribers, by a range where they lie close together; it may hold rows of others too."""
    low, high = min(numbers), max(numbers)
    if high - low > _SPARSE * len(numbers):
        return column.in_(numbers)
    return column.between(low, high)


def _subscriber(row: _Row, chosen: list[Choice]) -> Subscriber:
    return Subscriber(
        id=row.id,
        public_id=row.public_id,
        email=row.email,
        language=row.language,
        state=State(row.state),
        since=row.since,
        created=row.created,
        choices=arranged(chosen),
    )


def _event(row: _Row) -> Event:
    return Event(at=row.at, what=What(row.what), place=row.place, remote=row.remote)
