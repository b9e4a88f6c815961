"""What all sessions of a way out know together: whether calls are worth while now."""

from __future__ import annotations

import math
from dataclasses import dataclass

_SHUT_FOR = 60.0
"""Seconds until another call is tried: by then a run that sends has ended and told why."""


@dataclass(slots=True, kw_only=True)
class Gateway:
    """Shared between threads, which read and write single values only."""

    doubts: int = 0
    """Calls in a row after which nothing was known."""
    _reason: str = ""
    _until: float = -math.inf

    def shut(self, reason: str, now: float) -> None:
        """Let nobody call for a while; what was found speaks of us, not of a letter."""
        self._reason, self._until, self.doubts = reason, now + _SHUT_FOR, 0

    def refusal(self, now: float) -> str:
        """Why nobody should call now; empty where they may."""
        return self._reason if now < self._until else ""
