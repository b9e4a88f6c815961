"""Many threads and many hosts -> no host is asked more than it can bear."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Semaphore


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How politely the web is asked."""

    at_once: int = 1
    """Requests to one host that run at the same time."""
    delay: float = 1.0
    """Seconds from the beginning of one request to a host to the next one's."""
    hosts_at_once: int = 8
    timeout: float = 20.0
    """Seconds to wait for a connection, and for an answer."""
    patience: float = 120.0
    """Seconds that a host may ask to wait before it is asked again; who asks for more is left alone."""
    attempts: int = 3
    failures: int = 3
    """A host that does not answer so often in a row is not asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Whose turn it is."""

    manners: Manners
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    _lock: Lock = field(default_factory=Lock)
    _next: dict[str, float] = field(default_factory=dict)
    _seats: dict[str, Semaphore] = field(default_factory=dict)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until this host may be asked, and hold a seat while it is."""
        with self._lock:
            seat = self._seats.setdefault(host, Semaphore(self.manners.at_once))
        with seat:
            while (wait := self._wait(host)) > 0:
                self.sleep(wait)
            yield

    def hold(self, host: str, seconds: float) -> None:
        """Ask nothing more of a host for so long."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self.clock() + seconds)

    def _wait(self, host: str) -> float:
        """How long to wait still; where that is nothing, the turn is taken."""
        with self._lock:
            now = self.clock()
            wait = self._next.get(host, now) - now
            if wait <= 0:
                self._next[host] = now + self.manners.delay
            return wait
