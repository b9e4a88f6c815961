"""Mails that are due -> the way out, and what became of each -> the store. What is logged names no address."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from publisher.audience.email import parse_email
from publisher.audience.notices import Notice, put_off, settle, take
from publisher.audience.roster import Roster
from publisher.audience.subscriber import Place
from publisher.errors import PublisherError
from publisher.notices.message import Desk
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Transport, UnreachableError

_LOG = logging.getLogger(__name__)
_SETTLED = {Fate.ACCEPTED, Fate.REFUSED}
"""A mail that may have arrived is sent again: whoever gets two of these loses nothing, whoever gets none waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one round did."""

    sent: int = 0
    refused: int = 0
    put_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Writes the mails that are owed, and sends them."""

    roster: Roster
    desk: Desk
    transport: Transport

    def deliver(self, *, now: datetime) -> Delivered:
        """Send what is due, one lot; what cannot leave is put off."""
        store = self.roster.store
        notices = take(store, now=now)
        if not notices:
            return Delivered()
        fates = {}
        for notice, outcome in self._outcomes(notices, now):
            fates[notice.id] = outcome.fate
            if outcome.fate is Fate.REFUSED and outcome.is_about_recipient:
                self._bounced(notice, outcome, now)
            if outcome.fate in _SETTLED:
                settle(store, notice)
        for notice in notices:
            if fates.get(notice.id) not in _SETTLED:
                put_off(store, notice, now=now)
        delivered = _counted(fates, len(notices))
        _LOG.info("%d mails left, %d refused, %d put off", delivered.sent, delivered.refused, delivered.put_off)
        return delivered

    def _bounced(self, notice: Notice, outcome: Outcome, now: datetime) -> None:
        """Nobody is there, so no letter is tried either, and whoever publishes sees why."""
        place = Place(name=f"{self.transport.name}: {outcome.reply}")
        self.roster.bounce(parse_email(notice.subscriber.email), place=place, now=now)

    def _outcomes(self, notices: Sequence[Notice], now: datetime) -> Iterator[tuple[Notice, Outcome]]:
        parcels = {self.desk.parcel(notice, now=now): notice for notice in notices}
        try:
            with self.transport.session() as session:
                for parcel, outcome in session.deliver(parcels, _all):
                    _tell(self.transport, outcome)
                    yield parcels[parcel], outcome
        except (PublisherError, UnreachableError) as error:
            _LOG.warning("no mail leaves by %s now: %s", self.transport.name, error)


def _all(parcels: Sequence[Parcel]) -> Collection[Parcel]:
    """May all leave: a mail that may have left before is no harm here, so nothing is written down first."""
    return parcels


def _tell(transport: Transport, outcome: Outcome) -> None:
    """An answer may quote the address: its code is told, and not its words."""
    if outcome.fate is not Fate.ACCEPTED:
        code = outcome.status or outcome.reply[:3]
        _LOG.warning("a mail was %s by %s (%s)", outcome.fate, transport.name, code if code[:1].isdigit() else "-")


def _counted(fates: Mapping[int, Fate], number: int) -> Delivered:
    sent = sum(fate is Fate.ACCEPTED for fate in fates.values())
    refused = sum(fate is Fate.REFUSED for fate in fates.values())
    return Delivered(sent=sent, refused=refused, put_off=number - sent - refused)
