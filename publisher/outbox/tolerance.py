"""Weeks whose letters failed for reasons that may pass -> whether enough is enough. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from publisher.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How often a letter may fail before its reader gets no more."""

    failures: int = 3
    """Different weeks, one after another, whose letters did not arrive."""
    weeks: int = 8
    """Within so many weeks: older ones are forgotten."""

    def is_over(self, failed: Collection[Week], arrived: Collection[Week]) -> bool:
        """Whether these weeks are too many. One whose letter arrived ends what came before it."""
        return self.count(failed, arrived) >= self.failures

    def count(self, failed: Collection[Week], arrived: Collection[Week]) -> int:
        """How many weeks in a row failed, up to the newest that did."""
        if not failed:
            return 0
        newest = max(failed)
        since = newest.monday - timedelta(weeks=self.weeks - 1)
        last = max((week for week in arrived if week < newest), default=None)
        return len({week for week in failed if week.monday >= since and (last is None or week > last)})
