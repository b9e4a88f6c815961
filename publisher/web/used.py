"""What counts once only -> whether it was used before, for as long as it could be used again."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

_MOST = 100_000
"""Kept at most: what comes in is proven, so that only a provider can fill it."""


class Used:
    """Shared between threads. Forgets what is older than `longest`."""

    def __init__(self, *, longest: timedelta) -> None:
        self._longest = longest
        self._since: dict[bytes, datetime] = {}
        self._lock = Lock()

    def take(self, mark: str, now: datetime) -> bool:
        """Use it; whether it was unused."""
        key = sha256(mark.encode()).digest()
        with self._lock:
            self._forget(now)
            if key in self._since:
                return False
            self._since[key] = now
            return True

    def give_back(self, mark: str) -> None:
        """It was not used after all."""
        with self._lock:
            self._since.pop(sha256(mark.encode()).digest(), None)

    def _forget(self, now: datetime) -> None:
        while self._since:
            oldest = next(iter(self._since))
            if now - self._since[oldest] <= self._longest and len(self._since) < _MOST:
                return
            del self._since[oldest]
