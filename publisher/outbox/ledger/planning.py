"""An issue, everyone's choices -> rows: whom it reaches, decided once and for all in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, func, insert, select, update

from publisher.audience.subscriber import State
from publisher.content.tags import TagRules
from publisher.errors import PublisherError
from publisher.outbox.ledger.standing import Standing
from publisher.store.tables import choices, issue_entries, issues, letters, subscribers
from publisher.week import Week

_TOGETHER = 5_000
"""Numbers of subscribers that are read and written at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freight:
    """An issue as it is to be frozen."""

    week: Week
    language: str
    content: bytes = field(repr=False)
    """What its letters are made of."""
    entry_ids: tuple[str, ...]
    tags: frozenset[str]
    """Slugs of all tags that its notes have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom an issue reaches."""

    letters: int
    skipped: int
    """Who reads this language, but nothing that the issue holds."""

    @property
    def selected(self) -> int:
        return self.letters + self.skipped


def fitting(chosen: Collection[str], tags: frozenset[str]) -> tuple[str, ...] | None:
    """What of an issue with these tags a reader chose; nothing for everything, None where nothing is for them.

    A tag of "" is everything.
    """
    if "" in chosen:
        return ()
    return tuple(sorted(tags.intersection(chosen))) or None


def survey(connection: Connection, freight: Freight, rules: TagRules) -> Reach:
    """Whom an issue would reach now; writes nothing."""
    selected = skipped = 0
    for batch in _choices(connection, freight.language, rules):
        for _, chosen in batch:
            selected += 1
            skipped += fitting(chosen, freight.tags) is None
    return Reach(letters=selected - skipped, skipped=skipped)


def plan(connection: Connection, freight: Freight, rules: TagRules, now: datetime) -> tuple[int, Reach] | None:
    """Freeze an issue, in a deciding transaction; its number, and whom it reaches. None where it was planned before.

    PublisherError where another issue has brought one of its notes since it was gathered.
    """
    if number_of(connection, freight.week, freight.language) is not None:
        return None
    _expect_unbrought(connection, freight)
    values = {"week": str(freight.week), "language": freight.language, "planned": now, "content": freight.content}
    issue_id: int = connection.execute(insert(issues).returning(issues.c.id), values).scalar_one()
    held = [{"entry_id": entry_id, "issue_id": issue_id} for entry_id in freight.entry_ids]
    connection.execute(insert(issue_entries), held)
    selected = skipped = 0
    for batch in _choices(connection, freight.language, rules):
        rows = list(_rows(batch, issue_id, freight.tags, now))
        connection.execute(insert(letters), rows)
        selected += len(rows)
        skipped += sum(row["state"] is Standing.SKIPPED for row in rows)
    connection.execute(update(issues).where(issues.c.id == issue_id).values(selected=selected))
    return issue_id, Reach(letters=selected - skipped, skipped=skipped)


def number_of(connection: Connection, week: Week, language: str) -> int | None:
    """The number of an issue that was planned; None where it was not."""
    return connection.execute(
        select(issues.c.id).where(issues.c.week == str(week), issues.c.language == language)
    ).scalar()


def _expect_unbrought(connection: Connection, freight: Freight) -> None:
    """Late notes stand in two proposals at once, until one of the two is planned."""
    query = select(func.count()).where(issue_entries.c.entry_id.in_(freight.entry_ids))
    if number := connection.execute(query).scalar():
        left = f"{number} of its notes left in another issue meanwhile"
        raise PublisherError(f"{freight.week} {freight.language}: {left}: begin again")


def _rows(
    batch: Iterable[tuple[int, Collection[str]]], issue_id: int, tags: frozenset[str], now: datetime
) -> Iterator[dict[str, object]]:
    for subscriber_id, chosen in batch:
        fits = fitting(chosen, tags)
        yield {
            "issue_id": issue_id,
            "subscriber_id": subscriber_id,
            "state": Standing.SKIPPED if fits is None else Standing.PLANNED,
            "choice": " ".join(fits or ()),
            "tries": 0,
            "changed": now,
            "reply": "",
        }


def _choices(connection: Connection, language: str, rules: TagRules) -> Iterator[list[tuple[int, Collection[str]]]]:
    """Everyone who is confirmed and reads this language, with the tags that they chose, as those are called now."""
    last = connection.execute(select(func.max(subscribers.c.id))).scalar() or 0
    for low in range(1, last + 1, _TOGETHER):
        rows = connection.execute(
            select(choices.c.subscriber_id, choices.c.tag)
            .join(subscribers)
            .where(
                choices.c.subscriber_id.between(low, low + _TOGETHER - 1),
                choices.c.language == language,
                subscribers.c.state == State.CONFIRMED,
            )
            .order_by(choices.c.subscriber_id)
        )
        batch: list[tuple[int, Collection[str]]] = [
            (number, {rules.identity(tag) for _, tag in chosen}) for number, chosen in groupby(rows, itemgetter(0))
        ]
        if batch:
            yield batch
