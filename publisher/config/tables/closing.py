"""`Monday 12:00` -> when a week's newsletter closes, or is sent."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import AfterValidator

from publisher.week import Closing

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_closing(value: str) -> Closing:
    """Read the weekday after the week, and the time; ValueError says what is expected."""
    weekday, _, clock = value.strip().lower().partition(" ")
    try:
        closes = time.fromisoformat(clock.strip() or "00:00")
        if closes.tzinfo is None:  # it is the site's own
            return Closing(weekday=_WEEKDAYS.index(weekday), time=closes)
    except ValueError:
        pass
    raise ValueError(f'expected a weekday and a time such as Monday 12:00, got "{value}"')


def _closing(value: str) -> str:
    parse_closing(value)
    return value


ClosingText = Annotated[str, AfterValidator(_closing)]
