"""A cell -> a moment, as spreadsheets and other programs write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(\.\d{1,6})?\d*\s*(?:Z|UTC|([+-]\d\d):?(\d\d)(?: \w+)?)?)?"
)


def moment(text: str) -> datetime | None:
    """Read `2024-03-14 09:14:00`, in UTC where no zone is named; None for anything else."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return None
    day, clock, fraction, hours, minutes = found.groups()
    zone = f"{hours}:{minutes}" if hours else "+00:00"
    whole = f"{clock or '00:00'}:00"[:8]
    try:
        return datetime.fromisoformat(f"{day}T{whole}{fraction or ''}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
