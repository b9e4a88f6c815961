"""Who is at work, who died, and what the dead left: claims that are free again, and letters in doubt.

A courier's hold lasts for a while and is put off while they live. A courier of this machine whose process is gone is
known to be dead at once; of others it is known when their time is over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from publisher.errors import PublisherError
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.process import Process
from publisher.store.tables import couriers, issues, letters

HOLD = timedelta(minutes=15)
"""Longer than the last answer to a message is waited for: ten minutes (RFC 5321, section 4.5.3.2.6)."""
PUT_OFF_EVERY = timedelta(minutes=1)

IsGone = Callable[[str], bool]
"""A process' mark -> whether it has certainly ended."""


class AtWorkError(PublisherError):
    """Somebody sends already."""


def join(connection: Connection, process: Process, *, is_alone: bool, now: datetime, is_gone: IsGone) -> int:
    """Begin to work, in a deciding transaction; the dead are buried first. AtWorkError where others are in the way."""
    bury_the_dead(connection, now, is_gone)
    living = select(couriers).where(couriers.c.ended.is_(None)).order_by(couriers.c.id)
    for one in connection.execute(living):
        if is_alone or one.is_alone:
            raise AtWorkError(
                f"mail is being sent since {one.since:%Y-%m-%d %H:%M} UTC by {one.name}: wait until that is done, "
                f"or end it; one that died elsewhere is taken over after {one.until:%H:%M} UTC"
            )
    added = insert(couriers).returning(couriers.c.id)
    values = {"name": process.name, "mark": process.mark, "is_alone": is_alone, "since": now, "until": now + HOLD}
    number: int = connection.execute(added, values).scalar_one()
    return number


def stay(connection: Connection, courier_id: int, now: datetime) -> None:
    """Put off the end of a hold; PublisherError where others took this courier for dead and went on in their place."""
    alive = couriers.c.ended.is_(None)
    put_off = update(couriers).where(couriers.c.id == courier_id, alive).values(until=now + HOLD)
    if not connection.execute(put_off).rowcount:
        raise PublisherError("this run was taken for dead, because nothing was heard of it: another has gone on")


def leave(connection: Connection, courier_id: int, now: datetime) -> None:
    """End the work: claims are free again, and what nobody knows the end of is in doubt."""
    unfinished = select(issues.c.id).where(issues.c.finished.is_(None))
    held = update(letters).where(letters.c.issue_id.in_(unfinished), letters.c.courier_id == courier_id)
    free = {"state": Standing.PLANNED, "courier_id": None, "changed": now}
    connection.execute(held.where(letters.c.state == Standing.CLAIMED).values(free))
    connection.execute(held.where(letters.c.state == Standing.SENDING).values(state=Standing.DOUBT, changed=now))
    connection.execute(update(couriers).where(couriers.c.id == courier_id).values(ended=now))


def bury_the_dead(connection: Connection, now: datetime, is_gone: IsGone) -> None:
    """End the work of those who died, in a deciding transaction."""
    for dead in lost(connection, now, is_gone):
        leave(connection, dead, now)


def lost(connection: Connection, now: datetime, is_gone: IsGone) -> frozenset[int]:
    """Couriers who are dead, and whose work nobody has ended for them."""
    working = connection.execute(select(couriers).where(couriers.c.ended.is_(None)))
    return frozenset(one.id for one in working if one.until <= now or is_gone(one.mark))
