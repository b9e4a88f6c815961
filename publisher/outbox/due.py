"""What was published, what was sent -> which week's issue is due, and what it holds: every note once. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from publisher.content.library import Entry, Library
from publisher.newsletter.issue import newest_closed_week
from publisher.week import Closing, Week


def due_week(
    library: Library, language: str, now: datetime, *, closing: Closing, zone: ZoneInfo, sent: Collection[Week]
) -> Week | None:
    """The newest closed week with entries, if it is newer than every one that was sent; None where nothing is due."""
    week = newest_closed_week(library, now, closing, zone, languages=(language,))
    return week if week and week > max(sent, default=Week(1, 1)) else None


def held_by(
    library: Library, week: Week, language: str, *, sent: Collection[Week], brought: Collection[str]
) -> tuple[Entry, ...]:
    """What a week's issue holds: its entries, and the late ones of weeks that were sent before."""
    return tuple(
        entry
        for entry in library.of(language)
        if entry.id not in brought and (Week.of(entry.published) == week or Week.of(entry.published) in sent)
    )


def late(library: Library, language: str, *, sent: Collection[Week], brought: Collection[str]) -> tuple[Entry, ...]:
    """Entries of weeks that were sent without them: the next issue brings them."""
    return tuple(
        entry for entry in library.of(language) if entry.id not in brought and Week.of(entry.published) in sent
    )


def missed(
    library: Library, language: str, now: datetime, *, closing: Closing, zone: ZoneInfo, sent: Collection[Week]
) -> tuple[Week, ...]:
    """Closed weeks since the first that was sent, which were not sent, although there was something in them."""
    if not sent:
        return ()
    weeks: Iterable[Week] = {Week.of(entry.published) for entry in library.of(language)}
    return tuple(
        sorted(week for week in weeks if week > min(sent) and week not in sent and not closing.is_open(week, now, zone))
    )
