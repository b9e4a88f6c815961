"""A moment -> the dates that feeds may carry (RFC 3339, RFC 822)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime


def settled(moment: datetime) -> datetime:
    """The same moment, in UTC where its zone's offset has seconds.

    Zones had such offsets before standard time, and neither RFC can write them.
    """
    offset = moment.utcoffset() or timedelta()
    return moment.astimezone(UTC) if offset % timedelta(minutes=1) else moment


def rfc822(moment: datetime) -> str:
    """A date for RSS and OPML, in English whatever the locale."""
    return format_datetime(settled(moment))


def either_date(text: str) -> datetime:
    """What `rfc822` or `isoformat` has written, for RSS holds both; ValueError where neither has."""
    return datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
