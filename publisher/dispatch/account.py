"""The ledger -> what became of issues, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from publisher.config import Settings
from publisher.content.library import Entry, Library
from publisher.outbox.due import late, missed
from publisher.outbox.ledger.counting import Listed, Sending, entry_ids, listed, resend_in_doubt, sendings, weeks
from publisher.outbox.ledger.couriers import bury_the_dead, lost
from publisher.outbox.process import is_gone
from publisher.store.store import Store
from publisher.week import Week

_LATELY = timedelta(weeks=4)
"""Whose issues `status` shows."""


def standing(store: Store, numbers: Sequence[int]) -> tuple[Sending, ...]:
    """How these issues stand."""
    with store.reading() as connection:
        return tuple(one for one in sendings(connection) if one.id in numbers)


def accounts(store: Store, week: Week, *, now: datetime) -> tuple[tuple[Sending, tuple[Listed, ...]], ...]:
    """The issues of a week, and their letters that are in doubt or failed."""
    with store.reading() as connection:
        dead = lost(connection, now, is_gone)
        return tuple(
            (one, tuple(listed(connection, one.id, lost=dead))) for one in sendings(connection, week=week, lost=dead)
        )


def plan_doubtful(store: Store, week: Week, *, now: datetime) -> int:
    """Plan once more a week's letters that are in doubt; how many there were."""
    with store.deciding() as connection:
        bury_the_dead(connection, now, is_gone)
        return sum(resend_in_doubt(connection, one.id, now) for one in sendings(connection, week=week))


def overview(store: Store, *, now: datetime) -> tuple[Sending, ...]:
    """Issues that were planned in the last weeks, of whatever week, and all that are not finished."""
    with store.reading() as connection:
        return sendings(connection, since=now - _LATELY, lost=lost(connection, now, is_gone))


def waiting(
    settings: Settings, store: Store, library: Library, *, now: datetime
) -> tuple[tuple[str, tuple[Entry, ...], tuple[Week, ...]], ...]:
    """By language: late entries, and weeks that were never sent."""
    zone, closing = settings.site.time_zone, settings.newsletter.closes
    found = []
    with store.reading() as connection:
        for language in settings.site.codes:
            sent, brought = weeks(connection, language), entry_ids(connection, language)
            behind = late(library, language, sent=sent, brought=brought)
            gaps = missed(library, language, now, closing=closing, zone=zone, sent=sent)
            found.append((language, behind, gaps))
    return tuple(found)
