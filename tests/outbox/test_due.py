"""Which issue is due and what it holds: whatever is merged when, every note comes once, and none is forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from publisher.content.library import Library, Stamp, StampedNote, collect
from publisher.content.tags import TagRules
from publisher.outbox.due import due_week, held_by, late, missed
from publisher.outbox.manner import Manner
from publisher.week import Closing, Week
from tests.builders import SEOUL, a_note, a_site, an_edition

FIRST = date(2024, 11, 4)
CLOSING = Closing()
AFTER = datetime(2025, 3, 1, tzinfo=UTC)


def library_of(days: list[int]) -> Library:
    """A note in English for each of these days after the first Monday, with an id of its own."""
    return collect(map(_stamped, sorted(set(days))), site=a_site(), rules=TagRules())


def _stamped(day: int) -> StampedNote:
    moment = datetime.combine(FIRST + timedelta(days=day), time(9), SEOUL)
    return StampedNote(
        note=a_note(date=moment.date(), editions=(an_edition("en"),)),
        id=f"tag:notes.example,{moment.date()}:{day}",
        stamps=(Stamp(language="en", published=moment, updated=moment),),
    )


def week_of(number: int) -> Week:
    return Week.of(FIRST + timedelta(weeks=number))


DAYS = st.lists(st.integers(0, 55), min_size=1, max_size=12)


@given(merges=st.lists(DAYS, min_size=1, max_size=8), skips=st.sets(st.integers(0, 7)))
def test_every_note_comes_once_and_late_ones_come_next(merges: list[list[int]], skips: set[int]) -> None:
    days: list[int] = []
    sent: set[Week] = set()
    brought: list[str] = []
    for number, merged in enumerate(merges):
        days += merged  # also into weeks that were sent long ago
        week = week_of(number)
        library = library_of(days)
        behind = late(library, "en", sent=sent, brought=brought)
        held = held_by(library, week, "en", sent=sent, brought=brought)
        if number in skips or not held:
            continue
        assert set(behind) <= set(held)
        brought += [entry.id for entry in held]
        sent.add(week)
        assert late(library, "en", sent=sent, brought=brought) == ()

    assert len(brought) == len(set(brought))
    published = {entry.id for entry in library_of(days).entries}
    assert set(brought) <= published


def test_the_newest_closed_week_is_due_until_it_is_sent() -> None:
    library = library_of([0, 8, 15])
    on_tuesday = datetime(2024, 11, 19, tzinfo=UTC)

    def due(*sent: Week) -> Week | None:
        return due_week(library, "en", on_tuesday, closing=CLOSING, zone=SEOUL, sent=sent)

    assert due() == week_of(1)
    assert due(week_of(0)) == week_of(1)
    assert due(week_of(1)) is None
    assert due(week_of(2)) is None


def test_closed_weeks_between_those_that_were_sent_are_missed_and_older_ones_are_not() -> None:
    library = library_of([0, 8, 15, 22, 29])

    found = missed(library, "en", AFTER, closing=CLOSING, zone=SEOUL, sent={week_of(1), week_of(3)})

    assert found == (week_of(2), week_of(4))
    assert missed(library, "en", AFTER, closing=CLOSING, zone=SEOUL, sent=()) == ()


def test_an_hour_is_in_the_sites_zone_and_not_long_past() -> None:
    manner = Manner(schedule=Closing(weekday=0, time=time(13)), latest=timedelta(hours=6))
    hour = datetime(2024, 11, 11, 4, tzinfo=UTC)

    def is_time(minutes: int) -> bool:
        return manner.is_time(week_of(0), hour + timedelta(minutes=minutes), SEOUL)

    assert [is_time(minutes) for minutes in (-1, 0, 360, 361)] == [False, True, True, False]
    assert not Manner().is_time(week_of(0), hour, SEOUL)


@given(
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    latest=st.floats(0.5, 144),
    now=st.datetimes(datetime(2024, 1, 1), datetime(2025, 12, 31), timezones=st.just(SEOUL)),  # noqa: DTZ001
)
def test_the_hour_is_that_of_some_week(weekday: int, hour: int, latest: float, now: datetime) -> None:
    manner = Manner(schedule=Closing(weekday=weekday, time=time(hour)), latest=timedelta(hours=latest))
    weeks = [Week.of(now + timedelta(weeks=number)) for number in range(-8, 9)]

    assert manner.is_hour(now, SEOUL) == any(manner.is_time(week, now, SEOUL) for week in weeks)


def test_without_a_schedule_there_is_no_hour() -> None:
    assert not Manner().is_hour(AFTER, SEOUL)
