"""A report -> the subscriber whose letter it is about, and which of their letters; reads only."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.sql import ColumnElement

from publisher.audience.email import parse_email
from publisher.audience.subscriber import State
from publisher.newsletter.envelope import letter_id
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.report import Kind, Report
from publisher.store.keyring import Keyring
from publisher.store.tables import issues, letters, reports, subscribers
from publisher.week import Week

_LEFT = (Standing.SENT, Standing.DOUBT, Standing.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A letter that left, or was tried."""

    issue_id: int
    week: Week
    language: str
    choice: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A subscriber whose letters left."""

    id: int
    key: bytes = field(repr=False)
    public_id: bytes = field(repr=False)
    email: str = field(repr=False)
    state: State
    since: datetime

    def weeks(self, connection: Connection, failing: Posted) -> tuple[frozenset[Week], frozenset[Week]]:
        """Weeks whose letters failed for now, this one too, and weeks whose letters arrived; of this reader's time."""
        query = select(reports.c.issue_id, reports.c.kind, reports.c.heard).where(reports.c.subscriber_id == self.id)
        told = connection.execute(query).all()
        soft = {row.issue_id for row in told if row.kind == Kind.SOFT and row.heard >= self.since}
        every = {row.issue_id for row in told if row.kind != Kind.COMPLAINT}
        all_letters = _letters(connection, self)
        failed = {one.week for one in all_letters if one.issue_id in soft} | {failing.week}
        arrived = {
            one.week
            for one in all_letters
            if one.standing is Standing.SENT and one.issue_id not in every and one.issue_id != failing.issue_id
        }
        return frozenset(failed), frozenset(arrived)


def by_public_id(connection: Connection, public_id: bytes) -> Recipient | None:
    """The subscriber whom a token names."""
    return _recipient(connection, subscribers.c.public_id == public_id)


def by_address(connection: Connection, text: str, keyring: Keyring) -> Recipient | None:
    """The subscriber with an address, as a report has it."""
    try:
        key = parse_email(text).key(keyring)
    except ValueError:
        return None
    return _recipient(connection, subscribers.c.email_key == key)


def posted(connection: Connection, message_id: str, whose: Recipient, keyring: Keyring) -> Posted | None:
    """The letter of a subscriber that has this Message-ID."""
    return _with_id(_letters(connection, whose), message_id, whose, keyring)


def which(connection: Connection, report: Report, whose: Recipient, keyring: Keyring) -> Posted | None:
    """The letter that a report is about: by its Message-ID, its parcel, its Feedback-ID, or else the newest."""
    all_letters = _letters(connection, whose)
    if found := _with_id(all_letters, report.message_id, whose, keyring):
        return found
    named = {f"{one.week}-{one.language}-{whose.id}": one for one in all_letters}
    named |= {f"{one.week}:{one.language}": one for one in all_letters}
    feedback = ":".join(report.feedback_id.split(":")[:2])
    return named.get(report.parcel) or named.get(feedback) or max(all_letters, key=lambda one: one.week, default=None)


def _with_id(found: Iterable[Posted], message_id: str, whose: Recipient, keyring: Keyring) -> Posted | None:
    said = message_id.partition("@")[0]
    key = keyring.hash("message-id", b"")
    for one in found:
        own = letter_id(one.week, one.language, whose.public_id.hex(), one.choice, key=key)
        if hmac.compare_digest(own.encode(), said.encode()):
            return one
    return None


def _letters(connection: Connection, whose: Recipient) -> tuple[Posted, ...]:
    # By the key of the table: an issue, then a subscriber.
    own = letters.c.issue_id.in_(select(issues.c.id)) & (letters.c.subscriber_id == whose.id)
    query = select(letters.c.issue_id, issues.c.week, issues.c.language, letters.c.choice, letters.c.state).join(issues)
    return tuple(
        Posted(
            issue_id=row.issue_id,
            week=Week.parse(row.week),
            language=row.language,
            choice=tuple(row.choice.split()),
            standing=Standing(row.state),
        )
        for row in connection.execute(query.where(own, letters.c.state.in_(_LEFT)))
    )


def _recipient(connection: Connection, condition: ColumnElement[bool]) -> Recipient | None:
    row = connection.execute(select(subscribers).where(condition)).first()
    if not row:
        return None
    return Recipient(
        id=row.id,
        key=row.email_key,
        public_id=row.public_id,
        email=row.email,
        state=State(row.state),
        since=row.since,
    )
