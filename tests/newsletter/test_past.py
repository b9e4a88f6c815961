"""Which issues are read on the web, since when, and what each of them holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from publisher.newsletter.issue import compose
from publisher.newsletter.past import by_week, past_issues
from publisher.week import Closing, Week
from tests.builders import SEOUL, a_library, a_note, a_site, all_past, an_edition
from tests.newsletter.builders import W50

SUNDAY, MONDAY = date(2024, 12, 15), date(2024, 12, 16)


@pytest.mark.parametrize(
    ("closing", "first"),
    [
        (Closing(), MONDAY),
        (Closing(time=time(0)), MONDAY),
        (Closing(time=time(23, 59)), MONDAY),
        (Closing(weekday=2, time=time(9)), date(2024, 12, 18)),
    ],
)
def test_an_issue_is_there_from_the_day_on_which_its_week_closes(closing: Closing, first: date) -> None:
    library, site = a_library(a_note()), a_site()

    before, then = (
        past_issues(library, site=site, closing=closing, today=day) for day in (first - timedelta(days=1), first)
    )

    assert before == {"ko": (), "en": ()}
    assert [one.issue.week for one in then["ko"]] == [W50]


def test_whatever_may_be_mailed_is_there() -> None:
    """A letter leaves once its week is closed, at any hour: by then the day has begun."""
    closing = Closing(weekday=3, time=time(17, 30))
    moment = closing.of(W50, SEOUL)

    assert not closing.is_open(W50, moment, SEOUL)
    assert closing.closes_by(W50, moment.date())


def test_the_issues_of_a_language_are_newest_first_and_hold_what_mail_holds() -> None:
    days = (date(2024, 11, 29), date(2024, 12, 9), date(2024, 12, 13), date(2024, 12, 30), date(2025, 1, 5))
    library = a_library(*(a_note(date=day) for day in days))

    issues = all_past(library)["en"]

    assert [str(one.issue.week) for one in issues] == ["2025-W01", "2024-W50", "2024-W48"]
    assert [one.issue for one in issues] == [compose(library, one.issue.week, language="en") for one in issues]


def test_an_issue_is_published_when_its_week_closes_and_updated_with_its_notes() -> None:
    (one,) = all_past(a_library(a_note()))["ko"]
    day = one.issue.days[0]
    edited = replace(day.entries[0], updated=datetime(2025, 3, 1, tzinfo=SEOUL))

    later = replace(one, issue=replace(one.issue, days=(replace(day, entries=(edited,)),)))

    assert one.published == one.updated == datetime(2024, 12, 16, 12, tzinfo=SEOUL)
    assert later.published == one.published
    assert later.updated == edited.updated


def test_an_issue_has_those_of_its_week_beside_it() -> None:
    library = a_library(a_note(), a_note(date=date(2024, 12, 6), editions=(an_edition("en"),)))

    weeks = by_week(all_past(library))

    languages = {str(week): [one.issue.language for one in issues] for week, issues in weeks.items()}
    assert languages == {"2024-W50": ["ko", "en"], "2024-W49": ["en"]}


def test_a_week_begins_and_ends_where_the_site_is() -> None:
    library = a_library(a_note(date=SUNDAY), a_note(date=MONDAY))

    assert [one.issue.week for one in all_past(library)["ko"]] == [Week(2024, 51), Week(2024, 50)]
