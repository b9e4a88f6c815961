"""`published`: a newcomer's own date while that week is open, else now; a second apart, in the order of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from publisher.errors import Severity
from publisher.register.line import Register
from tests.builders import NOW, SEOUL, a_site, an_edition
from tests.register.publication import (
    FRIDAY,
    IN_TIME,
    LATER,
    LONG_AGO,
    bare,
    build,
    ids,
    line_of,
    local,
    paper,
    published,
    sourced,
    updated,
)

EMPTY = Register()
SECOND = timedelta(seconds=1)


def test_a_newcomer_of_the_running_week_is_published_on_its_own_date() -> None:
    found = build(EMPTY, paper(1, date=date(2024, 12, 16)))

    assert published(found) == [local(2024, 12, 16, 1)]
    assert updated(found) == published(found)


def test_who_writes_all_week_and_builds_on_monday_morning_is_in_time() -> None:
    found = build(EMPTY, paper(1, date=date(2024, 12, 9)), paper(2), now=IN_TIME)

    assert published(found) == [local(2024, 12, 9, 1), local(2024, 12, 13, 1)]


def test_who_builds_when_the_week_has_closed_is_late_and_published_now() -> None:
    found = build(EMPTY, paper(1), now=NOW)

    assert published(found) == [NOW]
    assert updated(found) == [NOW]
    assert found.stamped[0].note.date == FRIDAY


def test_without_a_register_every_note_is_published_on_its_own_date() -> None:
    found = build(None, paper(1, date=LONG_AGO), paper(2))

    assert published(found) == [local(2024, 3, 1, 1), local(2024, 12, 13, 1)]


def test_backdated_notes_are_published_on_their_own_dates() -> None:
    found = build(EMPTY, *(paper(number, date=LONG_AGO) for number in range(60)), backdate=True)

    assert {moment.astimezone(SEOUL).date() for moment in published(found)} == {LONG_AGO}


def test_the_first_on_a_page_is_the_newest_by_a_second() -> None:
    found = build(None, bare(1), bare(2), bare(3), paper(4))

    assert published(found) == [
        local(2024, 12, 13, 0, 59, 59),
        local(2024, 12, 13, 0, 59, 58),
        local(2024, 12, 13, 0, 59, 57),
        local(2024, 12, 13, 1),
    ]


def test_every_edition_of_a_newcomer_is_published_at_one_moment() -> None:
    found = build(EMPTY, paper(1, languages=("ko", "en")))

    assert [stamp.language for stamp in found.stamped[0].stamps] == ["ko", "en"]
    assert len({stamp.published for stamp in found.stamped[0].stamps}) == 1


def test_a_second_that_a_registered_note_has_is_passed_over() -> None:
    first = build(EMPTY, bare(2), now=IN_TIME)

    second = build(first.register, bare(1), bare(2), bare(3), now=IN_TIME)

    assert published(second) == [local(2024, 12, 13, 0, 59, 59), *published(first), local(2024, 12, 13, 0, 59, 58)]


def test_notes_beyond_an_hour_of_seconds_are_published_upwards() -> None:
    found = published(build(None, *(bare(number) for number in range(3_602))))

    assert found[3_599:] == [
        local(2024, 12, 13, 0, 0, 1),
        local(2024, 12, 13, 1, 0, 1),
        local(2024, 12, 13, 1, 0, 2),
    ]
    assert len(set(found)) == 3_602


def test_late_notes_are_a_second_apart_and_the_first_is_the_newest() -> None:
    found = build(EMPTY, bare(1), bare(2), bare(3), now=NOW.replace(microsecond=7))

    assert published(found) == [NOW + 2 * SECOND, NOW + SECOND, NOW]


def test_late_notes_of_two_builds_in_one_second_do_not_share_it() -> None:
    first = build(EMPTY, bare(2))

    second = build(first.register, bare(1), bare(2))

    assert published(second) == [NOW + SECOND, NOW]


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Sao_Paulo", date(2018, 11, 4)),  # 00:00 does not exist
        ("America/Sao_Paulo", date(2019, 2, 17)),  # 23:00 of the day before comes twice
        ("America/Havana", date(2024, 11, 3)),  # 00:00 comes twice
        ("America/St_Johns", date(2006, 10, 29)),  # a minute of the day, then an hour of the day before
        ("America/Toronto", date(1919, 3, 31)),  # from 23:30 to 00:30
        ("Europe/Berlin", date(2024, 3, 31)),
        ("Pacific/Kiritimati", FRIDAY),
    ],
)
def test_notes_stay_on_their_day_where_clocks_change(zone: str, day: date) -> None:
    site = a_site(time_zone=ZoneInfo(zone))

    found = published(build(None, *(bare(number, date=day) for number in range(3_600)), site=site))

    assert {moment.astimezone(site.time_zone).date() for moment in found} == {day}
    assert [earlier - later for later, earlier in pairwise(found)] == [-SECOND] * 3_599


def test_a_time_of_day_in_front_matter_is_the_moment_of_publication() -> None:
    found = build(None, paper(1, moment=local(2024, 12, 13, 18, 30)))

    assert published(found) == [local(2024, 12, 13, 18, 30)]


def test_a_second_that_front_matter_names_is_passed_over() -> None:
    found = build(None, paper(1), paper(2, moment=local(2024, 12, 13, 1)))

    assert published(found) == [local(2024, 12, 13, 0, 59, 59), local(2024, 12, 13, 1)]


def test_a_late_note_is_published_now_whatever_its_time_of_day() -> None:
    found = build(EMPTY, paper(1, date=LONG_AGO, moment=local(2024, 3, 1, 18, 30)))

    assert published(found) == [NOW]


def test_a_future_note_waits_for_its_day() -> None:
    found = build(EMPTY, paper(1, date=date(2024, 12, 17)), paper(2, date=date(2024, 12, 16)))

    assert [item.note.file for item in found.stamped] == ["0002.md"]
    assert len(found.register.lines) == 1
    assert [(str(problem), problem.severity) for problem in found.problems] == [
        ("0001.md:1: waits for 2024-12-17", Severity.LEFT_OUT)
    ]


def test_a_note_that_waited_is_published_on_its_day() -> None:
    note = paper(1, date=date(2024, 12, 17))
    waiting = build(EMPTY, note)

    after = build(waiting.register, note, now=LATER)

    assert published(after) == [local(2024, 12, 17, 1)]


def test_today_is_reckoned_in_the_sites_zone() -> None:
    late_evening = datetime(2024, 12, 15, 15, 0, tzinfo=UTC)

    assert published(build(None, paper(1, date=date(2024, 12, 16)), now=late_evening)) == [local(2024, 12, 16, 1)]
    assert published(build(None, paper(1, date=date(2024, 12, 16)), now=late_evening - SECOND)) == []


def test_a_note_waits_for_its_time_of_day() -> None:
    note = paper(1, date=date(2024, 12, 16), moment=local(2024, 12, 16, 18))

    waiting = build(EMPTY, note)

    assert waiting.stamped == ()
    assert str(waiting.problems[0]) == "0001.md:1: waits for 2024-12-16 18:00"
    assert published(build(EMPTY, note, now=local(2024, 12, 16, 18))) == [local(2024, 12, 16, 18)]


def test_a_date_moved_to_the_future_takes_nothing_back() -> None:
    first = build(None, paper(1))

    after = build(first.register, paper(1, date=date(2025, 12, 13)))

    assert ids(after) == ids(first)
    assert published(after) == published(first)


def test_published_never_moves() -> None:
    first = build(EMPTY, paper(1), now=IN_TIME)

    after = build(first.register, paper(1, date=LONG_AGO, title="New", moment=local(2024, 3, 1, 9)), now=LATER)

    assert published(after) == published(first)


def test_a_translation_added_while_its_notes_week_is_open_joins_its_note() -> None:
    first = build(EMPTY, paper(1, languages=("ko",)), now=IN_TIME - SECOND)

    after = build(first.register, paper(1), now=IN_TIME)

    assert [stamp.published for stamp in after.stamped[0].stamps] == [local(2024, 12, 13, 1)] * 2


def test_a_translation_added_when_its_notes_week_has_closed_is_published_now() -> None:
    first = build(EMPTY, paper(1, languages=("ko",)), now=IN_TIME)

    after = build(first.register, paper(1), now=NOW)

    assert [(stamp.language, stamp.published) for stamp in after.stamped[0].stamps] == [
        ("ko", local(2024, 12, 13, 1)),
        ("en", NOW),
    ]
    assert after.stamped[0].stamps[1].updated == NOW
    assert after.news.edited == 0


def test_a_translation_of_a_late_note_joins_it_while_the_week_it_was_published_in_is_open() -> None:
    first = build(EMPTY, paper(1, date=LONG_AGO, languages=("ko",)), now=NOW)

    after = build(first.register, paper(1, date=LONG_AGO), now=LATER)

    assert [stamp.published for stamp in after.stamped[0].stamps] == [NOW, NOW]


def test_a_backdated_translation_is_published_with_its_note() -> None:
    first = build(None, paper(1, date=LONG_AGO, languages=("ko",)))

    after = build(first.register, paper(1, date=LONG_AGO), backdate=True)

    assert [stamp.published for stamp in after.stamped[0].stamps] == published(first) * 2


def test_an_entry_that_a_better_loader_newly_finds_takes_its_notes_dates() -> None:
    note = sourced(paper(1, languages=("ko",)))
    first = build(EMPTY, note, now=IN_TIME)

    found = paper(1, editions=(*note.editions, an_edition("en")), source_hash=note.source_hash)
    after = build(first.register, found, now=LATER)

    assert [(stamp.published, stamp.updated) for stamp in after.stamped[0].stamps] == [
        (local(2024, 12, 13, 1),) * 2
    ] * 2


def test_an_edition_that_was_dropped_and_is_back_keeps_its_dates() -> None:
    first = build(EMPTY, paper(1), now=IN_TIME)
    without = build(first.register, paper(1, languages=("ko",)), now=NOW)

    back = build(without.register, paper(1), now=LATER)

    assert [stamp.language for stamp in without.stamped[0].stamps] == ["ko"]
    assert line_of(without).languages == ("en", "ko")
    assert back.stamped == first.stamped
