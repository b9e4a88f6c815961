"""Which entries a week's issue holds, and which week is the newest that has closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.newsletter.issue import compose, newest_closed_week
from publisher.week import Closing, Week
from tests.builders import NOW, SEOUL, a_library, a_note, an_edition
from tests.newsletter.builders import W50, an_issue


def test_an_issue_goes_from_monday_to_sunday() -> None:
    library = a_library(*(a_note(date=date(2024, 12, day)) for day in (8, 9, 15, 16)))

    issue = compose(library, W50, language="ko")

    assert issue is not None
    assert [day.date for day in issue.days] == [date(2024, 12, 9), date(2024, 12, 15)]


def test_a_day_keeps_the_order_of_its_page() -> None:
    first, second = (a_note(editions=(an_edition("ko", title=title),)) for title in ("First", "Second"))

    issue = an_issue(first, second)

    assert [entry.title for entry in issue.entries] == ["First", "Second"]


def test_an_issue_speaks_one_language() -> None:
    issue = an_issue(a_note(), a_note(editions=(an_edition("en"),)), language="ko")

    assert [entry.language for entry in issue.entries] == ["ko"]


def test_an_issue_of_tags_holds_what_has_any_of_them() -> None:
    notes = [a_note(tags=tags) for tags in (("llm", "rl"), ("tokenizer",), ("vision",), ())]

    issue = an_issue(*notes, tags=("tokenizer", "rl"))

    assert [entry.tags[0].slug for entry in issue.entries] == ["llm", "tokenizer"]
    assert [tag.slug for tag in issue.tags] == ["rl", "tokenizer"]


@pytest.mark.parametrize(("week", "tags"), [(Week(2024, 49), ()), (W50, ("vision",))])
def test_without_entries_there_is_no_issue(week: Week, tags: tuple[str, ...]) -> None:
    assert compose(a_library(), week, language="ko", tags=tags) is None


@given(st.lists(st.dates(date(2020, 1, 1), date(2025, 12, 31)), min_size=1, max_size=30))
def test_every_entry_is_in_the_issue_of_one_week(days: list[date]) -> None:
    library = a_library(*(a_note(date=day) for day in days))
    weeks = {Week.of(date(2019, 12, 1) + timedelta(days=7 * number)) for number in range(330)}

    issues = [issue for week in weeks if (issue := compose(library, week, language="en"))]

    assert sorted(entry.id for issue in issues for entry in issue.entries) == sorted(
        entry.id for entry in library.of("en")
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2024, 12, 13, tzinfo=UTC), Week(2024, 48)),  # the week runs
        (datetime(2024, 12, 16, 2, 59, tzinfo=UTC), Week(2024, 48)),  # Monday, a minute before noon in Seoul
        (NOW, W50),  # noon in Seoul
        (datetime(2025, 6, 1, tzinfo=UTC), W50),
        (datetime(2024, 11, 1, tzinfo=UTC), None),
    ],
)
def test_the_newest_closed_week_is_the_newest_with_entries(now: datetime, expected: Week | None) -> None:
    library = a_library(a_note(date=date(2024, 12, 13)), a_note(date=date(2024, 11, 27)))

    assert newest_closed_week(library, now, Closing(), SEOUL, languages=("ko", "en")) == expected


def test_the_newest_closed_week_has_entries_of_the_languages_and_tags_that_are_asked_for() -> None:
    library = a_library(
        a_note(date=date(2024, 12, 13), tags=("llm",), editions=(an_edition("en"),)),
        a_note(date=date(2024, 11, 27), tags=("tokenizer",)),
    )

    def newest(language: str, *tags: str) -> Week | None:
        return newest_closed_week(library, NOW, Closing(), SEOUL, languages=(language,), tags=tags)

    assert (newest("en"), newest("ko")) == (W50, Week(2024, 48))
    assert (newest("en", "llm"), newest("en", "tokenizer"), newest("ko", "llm")) == (W50, Week(2024, 48), None)


def test_an_issue_is_named_after_its_week_language_and_tags() -> None:
    note = a_note(tags=("llm", "../x"))

    names = [an_issue(note).name, an_issue(note, tags=("llm",)).name, an_issue(note, tags=("..-x", "llm")).name]

    assert names[:2] == ["2024-W50.ko", "2024-W50.ko.llm"]
    assert names[2].startswith("2024-W50.ko.")
    assert "/" not in names[2]
