"""Time that passes only when it is told to, and hubs without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from publisher.websub.answer import TOLD, Answer, Verdict
from publisher.websub.hub import Connect, Ping
from publisher.websub.patience import Pace


class Time:
    """A clock that stands still but while somebody sleeps, and chance that is no chance."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds

    @property
    def pace(self) -> Pace:
        return Pace(clock=lambda: self.now, sleep=self.sleep, chance=lambda: 0.5)


class Hub:
    """Answers each topic by a rule that is given the topic and how often it was tried; remembers the tries."""

    def __init__(self, rule: Callable[[str, int], Answer] = lambda _topic, _number: TOLD) -> None:
        self.rule = rule
        self.tries: list[str] = []
        self.connections = 0
        self._lock = Lock()

    @property
    def connect(self) -> Connect:
        @contextmanager
        def connected() -> Iterator[Ping]:
            with self._lock:
                self.connections += 1
            yield self._ping

        return connected

    def _ping(self, topic: str) -> Answer:
        with self._lock:
            self.tries.append(topic)
            number = self.tries.count(topic)
        return self.rule(topic, number)


def owed(reason: str = "answered 503 Service Unavailable", wait: float = 0.0) -> Answer:
    return Answer(verdict=Verdict.OWED, reason=reason, wait=wait)


def refused(reason: str = "answered 404 Not Found") -> Answer:
    return Answer(verdict=Verdict.REFUSED, reason=reason)
