"""A report -> what becomes of the reader and of the letter: decided and written in one transaction, and once.

    hearing = Hearing(roster=roster, tolerance=settings.tolerance)
    heard = hearing.hear(report, now=now)

Reports are proven or they change nothing: by a token of ours (`public_id`), by the letter's Message-ID, which only who
saw the letter can know, or by a provider whose signature was checked (`is_vouched`). A hard one ends the letters to an
address, a complaint is a leave for good, and soft ones are counted until they are too many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from publisher.audience.email import parse_email
from publisher.audience.happening import Bounce, Complain
from publisher.audience.roster import Roster
from publisher.audience.subscriber import Place
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.posted import Posted, Recipient, by_address, by_public_id, posted, which
from publisher.outbox.report import Kind, Report
from publisher.outbox.tolerance import Tolerance
from publisher.store.tables import letters, reports

_FAILURES = (Kind.HARD, Kind.SOFT, Kind.BLOCKED)


class Effect(StrEnum):
    """What became of a report."""

    BOUNCED = "bounced"
    """No letter goes there any more."""
    COMPLAINED = "complained"
    """The reader has left, for good."""
    COUNTED = "counted"
    """A soft one, of which there are not too many yet."""
    NOTED = "noted"
    """Kept with the letter; the reader stays as they are."""
    KNOWN = "known"
    """Read before."""
    IGNORED = "ignored"
    """No news: a delay, a machine's answer."""
    UNRECOGNISED = "unrecognised"
    """Nothing proves whose letter it was: nothing is changed."""


_HAPPENINGS: Mapping[Effect, Bounce | Complain] = {Effect.BOUNCED: Bounce(), Effect.COMPLAINED: Complain()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A report, what became of it, and why."""

    report: Report
    effect: Effect
    email: str = field(default="", repr=False)
    """The reader's address as we know it; empty where nobody is recognised."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Where reports are heard."""

    roster: Roster
    tolerance: Tolerance = field(default_factory=Tolerance)

    def hear(self, report: Report, *, now: datetime, is_dry: bool = False) -> Heard:
        """Decide and write; a dry run only says what would be."""
        if report.kind is Kind.OTHER:
            return Heard(report=report, effect=Effect.IGNORED, reason=report.diagnostic)
        store = self.roster.store
        with store.reading() if is_dry else store.deciding() as connection:
            whose = self._whose(connection, report)
            if not whose:
                return self._of_nobody(connection, report, now=now, is_dry=is_dry)
            if connection.execute(select(reports.c.key).where(reports.c.key == report.key)).first():
                return Heard(report=report, effect=Effect.KNOWN, email=whose.email)
            letter = which(connection, report, whose, store.keyring)
            effect, reason = self._effect(connection, report, whose, letter)
            if not is_dry:
                _keep(connection, report, whose, letter, now)
                self._change(connection, whose.key, effect, report, now)
        return Heard(report=report, effect=effect, email=whose.email, reason=reason)

    def _whose(self, connection: Connection, report: Report) -> Recipient | None:
        keyring = self.roster.store.keyring
        if report.public_id:
            return by_public_id(connection, report.public_id)
        found = by_address(connection, report.email, keyring)
        if found and not report.is_vouched and not posted(connection, report.message_id, found, keyring):
            return None
        return found

    def _of_nobody(self, connection: Connection, report: Report, *, now: datetime, is_dry: bool) -> Heard:
        if report.public_id:
            return Heard(report=report, effect=Effect.UNRECOGNISED, reason="its reader was forgotten")
        effect = {Kind.HARD: Effect.BOUNCED, Kind.COMPLAINT: Effect.COMPLAINED}.get(report.kind)
        try:
            email = parse_email(report.email) if report.is_vouched and effect else None
        except ValueError:
            email = None
        if not email or not effect:
            reason = "nobody here has this address" if report.is_vouched else "nothing proves whose letter it was"
            return Heard(report=report, effect=Effect.UNRECOGNISED, reason=reason)
        if not is_dry:
            self._change(connection, email.key(self.roster.store.keyring), effect, report, now)
        return Heard(report=report, effect=effect, email=email.written, reason=report.diagnostic)

    def _effect(
        self, connection: Connection, report: Report, whose: Recipient, letter: Posted | None
    ) -> tuple[Effect, str]:
        if report.kind is Kind.COMPLAINT:
            return Effect.COMPLAINED, report.diagnostic
        if report.at and report.at < whose.since:
            return Effect.NOTED, f"older than their being {whose.state}"
        if report.kind is Kind.HARD:
            return Effect.BOUNCED, report.diagnostic
        if report.kind is Kind.BLOCKED:
            return Effect.NOTED, report.diagnostic
        if not letter:
            return Effect.NOTED, f"no letter is known that it speaks of: {report.diagnostic}"
        failed, arrived = whose.weeks(connection, letter)
        number = self.tolerance.count(failed, arrived)
        if self.tolerance.is_over(failed, arrived):
            return Effect.BOUNCED, f"{number} weeks in a row: {report.diagnostic}"
        return Effect.COUNTED, f"{number} of {self.tolerance.failures}: {report.diagnostic}"

    def _change(self, connection: Connection, key: bytes, effect: Effect, report: Report, now: datetime) -> None:
        if happening := _HAPPENINGS.get(effect):
            words = " ".join(filter(None, (report.reporter and f"{report.reporter}:", report.diagnostic)))
            self.roster.happen(connection, key, happening, place=Place(name=words or str(report.kind)), now=now)


def _keep(connection: Connection, report: Report, whose: Recipient, letter: Posted | None, now: datetime) -> None:
    connection.execute(
        insert(reports).values(
            key=report.key,
            subscriber_id=whose.id,
            issue_id=letter.issue_id if letter else None,
            heard=now,
            kind=report.kind,
            status=report.status,
            diagnostic=report.diagnostic,
            reporter=report.reporter,
        )
    )
    if letter:
        arrived = report.kind not in _FAILURES
        words = f"complaint: {report.diagnostic}" if arrived else report.diagnostic or report.status
        connection.execute(
            update(letters)
            .where(
                letters.c.issue_id == letter.issue_id,
                letters.c.subscriber_id == whose.id,
                # One that is still in a courier's hand stays theirs; the report is kept all the same.
                letters.c.state.in_((Standing.SENT, Standing.DOUBT)),
            )
            .values(state=Standing.SENT if arrived else Standing.FAILED, reply=words)
        )
