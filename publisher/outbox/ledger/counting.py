"""Rows -> how things stand: of an issue, how many letters where; and which are in doubt or failed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, case, func, select, update

from publisher.outbox.ledger.standing import OPEN, Standing
from publisher.store.tables import issue_entries, issues, letters, subscribers
from publisher.week import Week

_TOLD = (Standing.FAILED, Standing.DEFERRED)
"""Letters of which it is shown what was answered."""
_TRIED = tuple(set(Standing) - {Standing.PLANNED, Standing.SKIPPED, Standing.SUPPRESSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An issue that was planned."""

    id: int
    week: Week
    language: str
    planned: datetime
    selected: int
    tally: Mapping[Standing, int] = field(default_factory=dict)
    """How many letters stand where; their sum is `selected`."""
    next_due: datetime | None = None
    """When the first of the deferred ones is tried again."""

    @property
    def is_done(self) -> bool:
        return not any(self.tally.get(standing) for standing in OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A letter that a person should look at."""

    email: str = field(repr=False)
    """Empty where its reader was forgotten."""
    standing: Standing
    changed: datetime
    reply: str


def sendings(
    connection: Connection,
    *,
    week: Week | None = None,
    since: datetime | None = None,
    only_unfinished: bool = False,
    lost: Collection[int] = (),
) -> tuple[Sending, ...]:
    """Issues that were planned, of one week or all, oldest first. `lost` are couriers who died and are not buried.

    Of those that are finished, `since` leaves out what was planned before it.
    """
    query = select(issues.c.id, issues.c.week, issues.c.language, issues.c.planned, issues.c.selected)
    if week:
        query = query.where(issues.c.week == str(week))
    if since:
        query = query.where((issues.c.planned >= since) | issues.c.finished.is_(None))
    if only_unfinished:
        query = query.where(issues.c.finished.is_(None))
    rows = connection.execute(query.order_by(issues.c.week, issues.c.language)).all()
    return tuple(
        Sending(
            id=row.id,
            week=Week.parse(row.week),
            language=row.language,
            planned=row.planned,
            selected=row.selected,
            tally=tally(connection, row.id, lost=lost),
            next_due=_next_due(connection, row.id),
        )
        for row in rows
    )


def tally(connection: Connection, issue_id: int, *, lost: Collection[int] = ()) -> Mapping[Standing, int]:
    """How many letters of an issue stand where. What the dead were sending is in doubt, what they held is planned."""
    died = letters.c.courier_id.in_(lost)
    state = case(
        (died & (letters.c.state == Standing.SENDING), Standing.DOUBT),
        (died & (letters.c.state == Standing.CLAIMED), Standing.PLANNED),
        else_=letters.c.state,
    )
    query = select(state, func.count()).where(letters.c.issue_id == issue_id).group_by(state)
    return {Standing(name): number for name, number in connection.execute(query)}


def listed(connection: Connection, issue_id: int, *, lost: Collection[int] = ()) -> Iterator[Listed]:
    """Letters in doubt, those that failed, and those that were put off."""
    in_doubt = (letters.c.state == Standing.DOUBT) | (
        letters.c.courier_id.in_(lost) & (letters.c.state == Standing.SENDING)
    )
    query = (
        select(subscribers.c.email, letters.c.state, letters.c.changed, letters.c.reply)
        .join(subscribers)
        .where(letters.c.issue_id == issue_id, in_doubt | letters.c.state.in_(_TOLD))
        .order_by(letters.c.subscriber_id)
    )
    for email, state, changed, reply in connection.execute(query):
        standing = Standing(state) if state in _TOLD else Standing.DOUBT
        yield Listed(email=email or "", standing=standing, changed=changed, reply=reply)


def entry_ids(connection: Connection, language: str) -> frozenset[str]:
    """Entries that an issue of this language brought already."""
    query = select(issue_entries.c.entry_id).join(issues).where(issues.c.language == language)
    return frozenset(connection.execute(query).scalars())


def weeks(connection: Connection, language: str) -> frozenset[Week]:
    """Weeks whose issue in this language was planned."""
    query = select(issues.c.week).where(issues.c.language == language)
    return frozenset(map(Week.parse, connection.execute(query).scalars()))


def content(connection: Connection, issue_id: int) -> bytes:
    """What an issue's letters are made of."""
    frozen: bytes = connection.execute(select(issues.c.content).where(issues.c.id == issue_id)).scalar_one()
    return frozen


def unfinished(connection: Connection) -> tuple[int, ...]:
    """Numbers of issues with letters that are still to be sent, in the order in which they were planned."""
    query = select(issues.c.id).where(issues.c.finished.is_(None)).order_by(issues.c.id)
    return tuple(connection.execute(query).scalars())


def used_since(connection: Connection, moment: datetime) -> int:
    """How many letters were tried since then, or are about to be, by anybody."""
    lately = select(issues.c.id).where(issues.c.finished.is_(None) | (issues.c.finished >= moment))
    query = select(func.count()).where(
        letters.c.issue_id.in_(lately), letters.c.state.in_(_TRIED), letters.c.changed >= moment
    )
    return connection.execute(query).scalar_one()


def finish(connection: Connection, issue_id: int, now: datetime) -> bool:
    """Close an issue where nothing is left to do, in a deciding transaction; whether that is so."""
    left = select(letters.c.subscriber_id).where(letters.c.issue_id == issue_id, letters.c.state.in_(OPEN)).limit(1)
    is_done = connection.execute(left).first() is None
    if is_done:
        connection.execute(update(issues).where(issues.c.id == issue_id).values(finished=now))
    return is_done


def resend_in_doubt(connection: Connection, issue_id: int, now: datetime) -> int:
    """Plan once more what is in doubt, because a person wants it so: some may come twice. How many there were."""
    doubtful = update(letters).where(letters.c.issue_id == issue_id, letters.c.state == Standing.DOUBT)
    number = connection.execute(doubtful.values(state=Standing.PLANNED, courier_id=None, changed=now)).rowcount
    if number:
        connection.execute(update(issues).where(issues.c.id == issue_id).values(finished=None))
    return number


def _next_due(connection: Connection, issue_id: int) -> datetime | None:
    query = select(func.min(letters.c.due)).where(letters.c.issue_id == issue_id, letters.c.state == Standing.DEFERRED)
    return connection.execute(query).scalar()
