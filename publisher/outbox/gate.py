"""Where letters of all connections wait for their turn: for the relay, and for the domain of their recipient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock

from publisher.outbox.pace import Bucket, Pace
from publisher.outbox.parcel import Outcome

_AT_ONCE = 60.0
"""Seconds that are waited without a word."""


@dataclass(slots=True, kw_only=True)
class Gate:
    """Shared by threads."""

    stop: Event
    """Set when somebody wants the end."""
    clock: Callable[[], float]
    """Seconds that only rise."""
    sleep: Callable[[float], object]
    """Waits for so many seconds, or until it ends: `ended.wait`."""
    pace: Pace
    ended: Event = field(default_factory=Event)
    """Set when nothing more is to leave: the end is wanted, or one connection failed for all. The run's own: whoever
    may want the end can go on with another run."""
    domain_rate: float = 0.0
    """Letters a second that one recipient's domain gets at most; 0 for no limit."""
    _domains: dict[str, Bucket] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def is_shut(self) -> bool:
        """Whether nothing more is to leave."""
        return self.stop.is_set() or self.ended.is_set()

    def wait_for(self, domain: str) -> float:
        """Seconds until a letter for that domain might leave, if it were the only one."""
        with self._lock:
            return self._wait(domain, self.clock())

    def pass_through(self, domain: str, before_waiting: Callable[[], object]) -> bool:
        """Wait until a letter for that domain may leave; whether it may, or nothing more is to leave.

        `before_waiting` is called before each stretch of it, a minute at most.
        """
        while not self.is_shut:
            with self._lock:
                now = self.clock()
                wait = self._wait(domain, now)
                if not wait:
                    self._take(domain, now)
                    return True
            before_waiting()
            self.sleep(min(wait, _AT_ONCE))
        return False

    def hear(self, outcome: Outcome) -> None:
        """Go slower where the other side asks for it."""
        if outcome.slow_down:
            with self._lock:
                self.pace = self.pace.slowed(self.clock(), asked=outcome.retry_after)

    def _wait(self, domain: str, now: float) -> float:
        bucket = self._domains.get(domain)
        return max(self.pace.wait(now), bucket.wait(now) if bucket else 0.0)

    def _take(self, domain: str, now: float) -> None:
        self.pace = self.pace.taken(now)
        if self.domain_rate:
            self._domains[domain] = self._domains.get(domain, Bucket(self.domain_rate)).taken(now)
