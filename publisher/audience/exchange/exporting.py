"""The store -> CSV that no spreadsheet runs as a formula, and that imports again to the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from sqlalchemy import Connection

from publisher.audience.choice import choices_in_words
from publisher.audience.crowd import Which, listed
from publisher.audience.exchange.columns import OURS
from publisher.audience.exchange.reading import GUARD, GUARDED
from publisher.audience.rows import newest_events
from publisher.audience.subscriber import CONSENTS, Event, State, Subscriber
from publisher.content.tags import TagRules


def export(connection: Connection, which: Which, rules: TagRules) -> Iterator[str]:
    """The lines of a file, some thousands at a time; the first names the columns."""
    yield _lines([OURS])
    for page in listed(connection, which, rules):
        consents = newest_events(connection, page, CONSENTS)
        yield _lines([_cells(subscriber, consents.get(subscriber.id)) for subscriber in page])


def _cells(subscriber: Subscriber, consent: Event | None) -> tuple[str, ...]:
    if subscriber.state is not State.CONFIRMED:
        consent = None
    return (
        _safe(subscriber.email),
        subscriber.state,
        subscriber.language,
        _safe(choices_in_words(subscriber.choices)),
        _safe(consent.place) if consent else "",
        _moment(consent.at) if consent else "",
        _moment(subscriber.since),
        _moment(subscriber.created),
    )


def _safe(cell: str) -> str:
    return GUARD + cell if cell.startswith(GUARDED) else cell


def _moment(moment: datetime) -> str:
    return moment.isoformat(sep=" ")


def _lines(rows: list[tuple[str, ...]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
