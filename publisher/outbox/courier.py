"""Claimed letters -> bytes on their way, through one connection, each written down before it leaves and after.

A connection is worked by a thread of its own, which makes each letter when it is its turn: however many there are,
a few hundred addresses and a letter or two are in memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from publisher.audience.email import mailbox_of
from publisher.errors import PublisherError
from publisher.newsletter.letter import letter as make
from publisher.newsletter.pieces import Pieces
from publisher.outbox.addressing import addressee, return_path
from publisher.outbox.ending import ending
from publisher.outbox.errand import Claims, Errand
from publisher.outbox.ledger.couriers import PUT_OFF_EVERY, stay
from publisher.outbox.ledger.desk import Desk
from publisher.outbox.ledger.letter import Ending, Letter
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.parcel import Outcome, Parcel
from publisher.outbox.transport import UnreachableError

if TYPE_CHECKING:
    from publisher.store.keyring import Keyring

_PATIENCE = (1, 5, 15, 30, 60)
"""Seconds to wait, one time after another, for a relay that cannot be reached or takes nothing."""
_NO_MOMENT = 2
"""Times after which it is worth a word."""
_SEEN_AHEAD = 100
"""Letters among which one is sought whose domain takes it now."""


def parcel(letter: Letter, pieces: Pieces, *, keyring: Keyring, return_to: str) -> Parcel:
    """The letter of one subscriber, in its envelope."""
    mailbox, language = mailbox_of(letter.email), pieces.issue.language
    reader = addressee(pieces.site, keyring, email=mailbox, public_id=letter.public_id, language=language)
    message = make(pieces, letter.choice, reader, key=keyring.hash("message-id", b""))
    assert message is not None, "who was planned chose something of the issue"
    return Parcel(
        key=f"{pieces.issue.week}-{language}-{letter.subscriber_id}",
        sender=return_path(return_to, keyring, letter.public_id),
        recipient=mailbox,
        message=message,
    )


def carry(errand: Errand, pieces: Pieces, claims: Claims) -> None:
    """Send what is claimed, through one connection at a time, until nothing is left or the end is wanted.

    PublisherError where nothing can be sent: the relay refuses the whole session, or cannot be reached for minutes.
    """
    failed = 0
    with errand.store.keeping(survives_power=errand.survives_power) as connection:
        desk = Desk(connection=connection, courier_id=errand.courier_id)
        round_ = _Round(errand=errand, pieces=pieces, claims=claims, desk=desk, put_off=errand.clock())
        while not errand.gate.is_shut and round_.has_more():
            before = round_.answered
            try:
                round_.through_a_session()
                reason = f"{errand.transport.name} takes no letter"
            except UnreachableError as error:
                reason = str(error)
            failed = 0 if round_.answered > before else failed + 1
            if failed > len(_PATIENCE):
                raise PublisherError(f"{reason}; tried {failed} times")
            if failed == _NO_MOMENT:
                errand.waits(reason)
            if failed:
                errand.gate.sleep(_PATIENCE[failed - 1])


@dataclass(slots=True, kw_only=True)
class _Round:
    """The letters of one thread: those that wait, those that the transport took, and what became of others."""

    errand: Errand
    pieces: Pieces
    claims: Claims
    desk: Desk
    put_off: datetime
    """When the hold on what is claimed was put off last."""
    answered: int = 0
    waiting: deque[Letter] = field(default_factory=deque)
    taken: dict[str, Letter] = field(default_factory=dict)
    endings: list[Ending] = field(default_factory=list)
    """Not written down yet."""

    def has_more(self) -> bool:
        if not self.waiting:
            self.waiting.extend(self.claims.more())
        return bool(self.waiting)

    def through_a_session(self) -> None:
        """Open a connection, and send until it ends."""
        try:
            with self.errand.transport.session() as session:
                for one, outcome in session.deliver(self._parcels(), self._leaving):
                    self._hear(self.taken.pop(one.key), outcome)
        finally:
            # What was taken and is neither here nor there was not asked about: it never left.
            self.waiting.extendleft(reversed(self.taken.values()))
            self.taken.clear()
            self._write_down()

    def _parcels(self) -> Iterator[Parcel]:
        keyring, gate = self.errand.store.keyring, self.errand.gate
        while not gate.is_shut and self.has_more():
            letter = self._next()
            one = parcel(letter, self.pieces, keyring=keyring, return_to=self.errand.return_path)
            self.taken[one.key] = letter
            yield one

    def _next(self) -> Letter:
        """The first letter, or the first whose domain takes one now."""
        gate = self.errand.gate
        if gate.domain_rate:
            seen = range(min(len(self.waiting), _SEEN_AHEAD))
            best = min(seen, key=lambda place: gate.wait_for(_domain(self.waiting[place])))
            letter = self.waiting[best]
            del self.waiting[best]
            return letter
        return self.waiting.popleft()

    def _leaving(self, parcels: Sequence[Parcel]) -> Collection[Parcel]:
        """Those of them that may leave: it is their turn, they are still ours to send, and their readers still here."""
        turns = [one for one in parcels if self._has_turn(one)]
        if not turns:
            self._write_down()
            return ()
        now = self.errand.clock()
        letters = [self.taken[one.key] for one in turns]
        self._put_off(now)
        may = self.desk.leave(letters, self.endings, now)
        self._written()
        leaving = [one for one in turns if self.taken[one.key].subscriber_id in may]
        for one in turns:
            if one not in leaving:  # suppressed just now
                del self.taken[one.key]
                self.errand.tally.add(1)
        return leaving

    def _has_turn(self, one: Parcel) -> bool:
        return self.errand.gate.pass_through(_domain(self.taken[one.key]), self._rest)

    def _rest(self) -> None:
        """Before waiting: nothing that is known stays unwritten meanwhile, and what is held stays ours."""
        self._write_down()
        self._put_off(self.errand.clock())

    def _hear(self, letter: Letter, outcome: Outcome) -> None:
        end = ending(letter, outcome, self.errand.clock())
        self.endings.append(end)
        self.errand.gate.hear(outcome)
        self.answered += end.standing is not Standing.PLANNED
        if end.standing is Standing.FAILED and outcome.is_about_recipient:
            self._write_down()
            self.errand.bounced(letter.email, outcome.reply, self.errand.clock())

    def _write_down(self) -> None:
        self.desk.end(self.endings, self.errand.clock())
        self._written()

    def _written(self) -> None:
        self.errand.tally.add(sum(end.standing is not Standing.PLANNED for end in self.endings))
        self.endings.clear()

    def _put_off(self, now: datetime) -> None:
        if now - self.put_off >= PUT_OFF_EVERY:
            with self.desk.connection.begin():
                stay(self.desk.connection, self.errand.courier_id, now)
            self.put_off = now


def _domain(letter: Letter) -> str:
    return letter.email.rpartition("@")[2]
