"""Moments as feeds may write them."""

from __future__ import annotations

from datetime import UTC, datetime

from publisher.feeds.dates import rfc822, settled
from tests.builders import SEOUL


def test_a_moment_keeps_its_zone() -> None:
    moment = datetime(2024, 12, 13, 9, tzinfo=SEOUL)

    assert settled(moment).isoformat() == "2024-12-13T09:00:00+09:00"


def test_a_zone_before_standard_time_is_told_in_utc() -> None:
    moment = datetime(1900, 1, 1, 12, tzinfo=SEOUL)

    assert settled(moment).isoformat() == "1900-01-01T03:32:08+00:00"
    assert rfc822(moment) == "Mon, 01 Jan 1900 03:32:08 +0000"


def test_an_early_year_has_four_digits() -> None:
    assert rfc822(datetime(33, 4, 3, tzinfo=UTC)).split()[3] == "0033"
