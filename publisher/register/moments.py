"""Newcomers and new translations -> since when each is published: its own date while that week is open, else now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count
from zoneinfo import ZoneInfo

from publisher.content.note import Note
from publisher.register.match import Match
from publisher.week import Closing, Week

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Today, and which days are still to be published on."""

    now: datetime
    zone: ZoneInfo
    closing: Closing
    backdate: bool
    """Whether every note is published on its own date, however long ago that is."""

    def is_future(self, note: Note) -> bool:
        if note.moment:
            return note.moment > self.now
        return note.date > self.now.astimezone(self.zone).date()

    def is_in_time(self, match: Match) -> bool:
        """Whether its own day's newsletter can still bring it; a translation's own day is that of its note."""
        own = match.line.published if match.line else match.note.moment
        day = own.astimezone(self.zone).date() if own else match.note.date
        return self.backdate or self.closing.is_open(Week.of(day), self.now, self.zone)


def publish(matches: Sequence[Match], *, calendar: Calendar, taken: Iterable[datetime]) -> tuple[datetime | None, ...]:
    """Since when each of these is published; None for what is no news.

    The first on a page is the newest. No two notes share a second, unless their front matter says so.
    """
    found: list[datetime | None] = [None] * len(matches)
    in_time = [index for index, match in enumerate(matches) if match.is_news and calendar.is_in_time(match)]
    late = [index for index, match in enumerate(matches) if match.is_news and not calendar.is_in_time(match)]
    for index in in_time:
        found[index] = _told(matches[index])
    seconds = _Seconds(chain(taken, filter(None, found)))
    for index in in_time:
        found[index] = found[index] or seconds.of(matches[index].note.date, calendar.zone)
    for index, moment in zip(reversed(late), seconds.since(calendar.now), strict=False):
        found[index] = moment
    return tuple(found)


def _told(match: Match) -> datetime | None:
    """The moment that needs no choice: of the translation's note, or in the front matter."""
    if match.line:
        return match.line.published
    return whole(match.note.moment) if match.note.moment else None


def whole(moment: datetime) -> datetime:
    """The moment in UTC, in whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0)


class _Seconds:
    """Hands out seconds that no other note has."""

    def __init__(self, taken: Iterable[datetime]) -> None:
        self._taken = set(taken)
        self._days: dict[date, Iterator[datetime]] = {}

    def of(self, day: date, zone: ZoneInfo) -> datetime:
        """From 01:00:00 down to the day's beginning, then from 01:00:01 upwards."""
        if day not in self._days:
            start = _start(day, zone)
            self._days[day] = self._free(start + number * SECOND for number in chain(range(3600, 0, -1), count(3601)))
        return next(self._days[day])

    def since(self, moment: datetime) -> Iterator[datetime]:
        """The moment itself, then upwards."""
        return self._free(whole(moment) + number * SECOND for number in count())

    def _free(self, moments: Iterable[datetime]) -> Iterator[datetime]:
        for moment in moments:
            if moment not in self._taken:
                self._taken.add(moment)
                yield moment


def _start(day: date, zone: ZoneInfo) -> datetime:
    """The instant from which on it is that day.

    Where clocks change at midnight, 00:00 comes twice or not at all: the later reading is right in both cases.
    """
    return max(datetime.combine(day, time(fold=fold), zone).astimezone(UTC) for fold in (0, 1))
