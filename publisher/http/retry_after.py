"""An answer -> how long its server asks to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After (RFC 9110, section 10.2.3) as seconds; None where it says nothing that can be understood.

    A moment is compared with the answer's own Date: so our clock need not agree with the server's.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        pause = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError, OverflowError):  # no date, only one of the two has a zone, or one of no calendar
        return None
    return max(pause.total_seconds(), 0.0)
