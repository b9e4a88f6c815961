"""When a letter that was put off is tried again: soon at first, then rarer, for a day. Pure: now is an argument."""

from __future__ import annotations

from datetime import datetime, timedelta

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""Greylisting lets letters in after some minutes; what is not taken within a day is not worth a week's letter."""


def next_try(tries: int, now: datetime, *, asked: float | None = None) -> datetime | None:
    """When to try again what was tried so often before this time, no sooner than asked (seconds); None for never."""
    if tries >= len(DELAYS):
        return None
    return now + max(DELAYS[tries], timedelta(seconds=min(asked or 0, 86_400)))
