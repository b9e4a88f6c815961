"""How letters are sent, as the configuration says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from publisher.week import Closing, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How many at once, how fast, how safely, and when."""

    connections: int = 1
    rate: float = 0.0
    """Letters a second; 0 for no limit, as below."""
    rate_per_domain: float = 0.0
    daily: int = 0
    survives_power: bool = True
    schedule: Closing | None = None
    """The hour, after its week, at which an issue is sent without being asked for; None for never."""
    latest: timedelta = timedelta(hours=24)
    """How late that may begin."""

    def is_time(self, week: Week, now: datetime, zone: ZoneInfo) -> bool:
        """Whether the hour of a week's issue has come, and is not long past."""
        if not self.schedule:
            return False
        due = self.schedule.of(week, zone)
        return due <= now <= due + self.latest

    def is_hour(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it is the time of some week's issue: of this week, or one of the two before."""
        today = now.astimezone(zone).date()
        return any(self.is_time(Week.of(today - timedelta(weeks=ago)), now, zone) for ago in range(3))
