"""ISO 8601 weeks in the site's time zone, and when a week's newsletter closes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_NAME = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week: `Week(2024, 50)`; ValueError where the year has no such week."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that holds a date, or a moment's date in the moment's own zone."""
        calendar = day.isocalendar()
        return cls(calendar.year, calendar.week)

    @classmethod
    def parse(cls, name: str) -> Week:
        """Read `2024-W50`; ValueError says what was expected."""
        found = _NAME.fullmatch(name)
        try:
            if found:
                return cls(int(found[1]), int(found[2]))
        except ValueError:
            pass
        raise ValueError(f"expected an ISO week such as 2024-W50, got {name!r}")

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """When a week's newsletter closes: this weekday and time after the week's end."""

    weekday: int = 0
    """0 is Monday: by default the one that follows the week."""
    time: time = time(12)

    def of(self, week: Week, zone: ZoneInfo) -> datetime:
        """The moment at which a week closes, aware."""
        day = week.monday + timedelta(days=7 + self.weekday)
        return datetime.combine(day, self.time, zone)

    def closes_by(self, week: Week, day: date) -> bool:
        """Whether this is the day on which a week closes, or a later one: all hours of a day say the same."""
        return week.monday + timedelta(days=7 + self.weekday) <= day

    def is_open(self, week: Week, now: datetime, zone: ZoneInfo) -> bool:
        """Whether notes can still join this week: it is running, or has not closed yet."""
        return Week.of(now.astimezone(zone)) <= week or now < self.of(week, zone)
