"""ISO weeks: their names, their days, and when their newsletters close."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.week import Closing, Week
from tests.builders import SEOUL


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 12, 29), "2024-W52"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2021, 1, 3), "2020-W53"),
        (date(2024, 1, 1), "2024-W01"),
    ],
)
def test_a_day_belongs_to_its_iso_week(day: date, name: str) -> None:
    assert str(Week.of(day)) == name
    assert Week.parse(name) == Week.of(day)


@pytest.mark.parametrize("name", ["2024-W00", "2024-W54", "2023-W53", "2024W50", "2024-50", "", "٢٠٢٤-W50"])
def test_a_week_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="expected an ISO week such as 2024-W50"):
        Week.parse(name)


@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2199, 12, 1)))
def test_weeks_follow_each_other_without_gaps(day: date) -> None:
    week = Week.of(day)

    assert week.monday <= day <= week.sunday
    assert Week.of(week.sunday) == week
    assert Week.of(week.sunday + timedelta(days=1)).monday == week.sunday + timedelta(days=1)


def test_a_week_is_open_until_monday_noon_after_it() -> None:
    week, closing = Week(2024, 50), Closing()

    assert closing.of(week, SEOUL) == datetime(2024, 12, 16, 3, tzinfo=UTC)
    assert closing.is_open(week, datetime(2024, 12, 16, 2, 59, 59, tzinfo=UTC), SEOUL)
    assert not closing.is_open(week, datetime(2024, 12, 16, 3, tzinfo=UTC), SEOUL)


def test_a_week_runs_in_the_zone_of_the_site() -> None:
    sunday_in_lisbon = datetime(2024, 12, 22, 20, tzinfo=UTC)

    assert Week.of(sunday_in_lisbon.astimezone(ZoneInfo("Europe/Lisbon"))) == Week(2024, 51)
    assert Week.of(sunday_in_lisbon.astimezone(SEOUL)) == Week(2024, 52)
