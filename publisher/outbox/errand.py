"""What those who carry letters share: the store, the way out, the pace, and which letters are next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Connection

from publisher.outbox.gate import Gate
from publisher.outbox.ledger.claiming import TOGETHER, claim, claim_due
from publisher.outbox.ledger.counting import used_since
from publisher.outbox.ledger.letter import Letter
from publisher.outbox.transport import Transport
from publisher.store.store import Store

_DAY = timedelta(hours=24)


@dataclass(slots=True)
class Tally:
    """Letters that are done with, in whatever way: counted by threads, read by whoever watches."""

    ended: int = 0
    _lock: Lock = field(default_factory=Lock)

    def add(self, number: int) -> None:
        with self._lock:
            self.ended += number


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One run of the program that sends. Shared by its threads."""

    store: Store
    transport: Transport
    courier_id: int
    gate: Gate
    clock: Callable[[], datetime]
    bounced: Callable[[str, str, datetime], object]
    """Told of an address where nobody can be reached, what the other side said, and when."""
    return_path: str
    """With `{token}` in it."""
    connections: int = 1
    daily: int = 0
    """Letters that leave in any 24 hours at most, of all runs; 0 for no limit."""
    survives_power: bool = True
    waits: Callable[[str], object] = lambda _: None
    """Told why no letter leaves, where that is tried again for longer than a moment."""
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True, kw_only=True)
class Claims:
    """The letters of an issue, some hundreds at a time, for all threads of a run."""

    errand: Errand
    issue_id: int
    is_at_quota: bool = False
    """Whether no more may leave today."""
    _after: int = 0
    _lock: Lock = field(default_factory=Lock)

    def more(self) -> tuple[Letter, ...]:
        """The next ones; nothing when none is left, or none may leave today."""
        with self._lock, self.errand.store.deciding() as connection:
            now = self.errand.clock()
            most = self._most(connection, now)
            return self._next(connection, now, most) if most > 0 else ()

    def _most(self, connection: Connection, now: datetime) -> int:
        if not self.errand.daily:
            return TOGETHER
        most = min(TOGETHER, self.errand.daily - used_since(connection, now - _DAY))
        self.is_at_quota = most <= 0
        return most

    def _next(self, connection: Connection, now: datetime, most: int) -> tuple[Letter, ...]:
        """In the order of the key; once more from the beginning, for what was given back; then what is due again."""
        hold = (connection, self.errand.courier_id, self.issue_id)
        for after in dict.fromkeys((self._after, 0)):
            while (taken := claim(*hold, after=after, now=now, most=most)) is not None:
                if taken:
                    self._after = taken[-1].subscriber_id
                    return taken
        while (due := claim_due(*hold, now=now, most=most)) is not None:
            if due:
                return due
        return ()
