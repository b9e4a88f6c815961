"""Which week holds what: every note stands in one issue of each of its languages, whenever the site is built.

A site is built again and again while notes come in: on their day, late, or many at once, in weeks that have two builds
and in weeks that have none. Each week is mailed once it has closed, some twice, some much later; the register alone
decides what stands in which.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.content.library import Library, collect
from publisher.content.note import Note
from publisher.content.tags import TagRules
from publisher.newsletter.issue import Issue, compose, issues_of, narrowed, newest_closed_week
from publisher.newsletter.past import past_issues
from publisher.register.admit import admit
from publisher.register.guard import Policy
from publisher.register.line import Register
from publisher.site import Site
from publisher.week import Closing, Week
from tests.builders import a_site
from tests.register.publication import paper

ZONES = (
    "Asia/Seoul",
    "UTC",
    "Europe/Berlin",  # clocks change on a Sunday, at the end of a week
    "America/St_Johns",  # until 2011 a minute after midnight, so that a Sunday began twice
    "America/Havana",  # at midnight: 00:00 is not there, or comes twice
    "Pacific/Apia",  # 2011-12-30, a Friday, was left out
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)
STARTS = (
    date(2020, 12, 21),  # W52, W53 and W01: 2021 begins on a Friday
    date(2024, 12, 23),  # W52 and W01, which begins on December 30
    date(2026, 12, 21),  # W52, W53
    date(2011, 12, 19),  # Samoa moves across the date line
    date(2024, 3, 18),  # clocks go forward
    date(2024, 10, 21),  # and back
    date(2011, 3, 7),
    date(2010, 11, 1),
)
SPAN = 40  # days
MEANT = Policy(publish_late=True, allow_empty=True, allow_gone=True)


@dataclass(frozen=True, kw_only=True)
class Story:
    """What happened in about six weeks, in one zone."""

    zone: str
    start: date
    closing: Closing
    arrivals: tuple[tuple[int, int, int], ...]
    """Of each note: the day it is of, after how many days it is first there, and in which languages (1, 2 or 3)."""
    builds: tuple[tuple[int, int], ...]
    """Day and hour of each."""


STORIES = st.builds(
    Story,
    zone=st.sampled_from(ZONES),
    start=st.sampled_from(STARTS),
    closing=st.builds(Closing, weekday=st.integers(0, 6), time=st.sampled_from((time(0), time(2, 30), time(12)))),
    arrivals=st.lists(
        st.tuples(st.integers(0, SPAN - 10), st.one_of(st.just(0), st.integers(0, 20)), st.sampled_from((1, 2, 3))),
        max_size=12,
    ).map(tuple),
    builds=st.lists(st.tuples(st.integers(0, SPAN), st.integers(0, 23)), min_size=1, max_size=12)
    .map(sorted)
    .map(tuple),
)
LANGUAGES = {1: ("ko",), 2: ("en",), 3: ("ko", "en")}


@dataclass(frozen=True, kw_only=True)
class Build:
    """How things stood after a build."""

    now: datetime
    library: Library


def tell(story: Story) -> tuple[Site, list[Build]]:
    """Build at each of the story's moments with the notes that are there by then, and the register of the last time."""
    site = a_site(time_zone=ZoneInfo(story.zone))
    register = Register()
    told = []
    for day, hour in story.builds:
        now = datetime.combine(story.start + timedelta(days=day), time(hour), site.time_zone)
        notes = [note for late, note in _notes(story) if late <= now.date()]
        admission = admit(register, notes, site=site, now=now, closing=story.closing, policy=MEANT)
        register = admission.register
        told.append(Build(now=now, library=collect(admission.stamped, site=site, rules=TagRules())))
    return site, told


def _notes(story: Story) -> list[tuple[date, Note]]:
    """When each note is first there, and the note."""
    return [
        (
            story.start + timedelta(days=day + late),
            paper(number, date=story.start + timedelta(days=day), languages=LANGUAGES[languages]),
        )
        for number, (day, late, languages) in enumerate(story.arrivals, start=1)
    ]


def ids(issue: Issue | None) -> list[str]:
    return [entry.id for entry in issue.entries] if issue else []


A_NOTE_OF_SUNDAY = Story(
    zone="America/St_Johns",
    start=date(2010, 11, 1),
    closing=Closing(),
    arrivals=((6, 0, 3), (5, 0, 3), (7, 0, 3), (6, 2, 1)),
    builds=((6, 0), (7, 11), (7, 12), (8, 0), (20, 0)),
)
A_DAY_THAT_WAS_NOT = replace(A_NOTE_OF_SUNDAY, zone="Pacific/Apia", start=date(2011, 12, 26), arrivals=((4, 0, 3),))


@given(STORIES)
@example(A_NOTE_OF_SUNDAY)
@example(A_DAY_THAT_WAS_NOT)
def test_the_weeks_of_a_language_share_out_its_entries(story: Story) -> None:
    site, told = tell(story)

    for build in told:
        for language in site.codes:
            entries = build.library.of(language)
            weeks = [story.start.isocalendar()[:2], *(entry.published.isocalendar()[:2] for entry in entries)]
            every = {Week(*week) for week in weeks}
            shared = Counter(one for week in every for one in ids(compose(build.library, week, language=language)))
            assert shared == Counter(entry.id for entry in entries)
            assert [compose(build.library, one.week, language=language) for one in issues_of(build.library, language)] \
                == list(issues_of(build.library, language))  # fmt: skip


@given(STORIES)
@example(A_NOTE_OF_SUNDAY)
@example(A_DAY_THAT_WAS_NOT)
def test_whoever_gets_every_issue_gets_every_note_once(story: Story) -> None:
    """Each issue is mailed at the first build that finds it closed, and stays what it was then."""
    site, told = tell(story)
    mailed: dict[tuple[str, Week], list[str]] = {}

    for build in told:
        for language in site.codes:
            for one in issues_of(build.library, language):
                if not story.closing.is_open(one.week, build.now, site.time_zone):
                    assert mailed.setdefault((language, one.week), ids(one)) == ids(one)
    last = told[-1]

    delivered = Counter(entry for issue in mailed.values() for entry in issue)
    due = [
        entry.id
        for entry in last.library.entries
        if not story.closing.is_open(Week.of(entry.published), last.now, site.time_zone)
    ]
    assert delivered == Counter(due)


@given(STORIES)
def test_no_note_is_lost(story: Story) -> None:
    """What was there at the last build is in an issue that has come or in one that will."""
    site, told = tell(story)
    last = told[-1]
    there = [note for since, note in _notes(story) if since <= last.now.date()]

    years_later = last.now + timedelta(days=1000)

    past = past_issues(last.library, site=site, closing=story.closing, today=years_later.date())
    for language in site.codes:
        titles = Counter(entry.title for one in past[language] for entry in one.issue.entries)
        assert titles == Counter(note.title for note in there if language in note.languages)


@given(STORIES)
def test_a_note_of_an_open_week_stands_in_that_week_and_a_late_one_in_the_week_in_which_it_comes(story: Story) -> None:
    site, told = tell(story)
    dates = {note.title: note.date for _, note in _notes(story)}
    seen: set[str] = set()

    for build in told:
        running = Week.of(build.now.astimezone(site.time_zone))
        for entry in build.library.entries:
            if entry.title not in seen:
                own = Week.of(dates[entry.title])
                in_time = build.now < story.closing.of(own, site.time_zone)
                assert Week.of(entry.published) == (own if in_time else running)
        seen |= {entry.title for entry in build.library.entries}


@given(STORIES)
def test_an_issue_that_is_made_twice_is_the_same_twice(story: Story) -> None:
    site, told = tell(story)

    for build in told:
        week = newest_closed_week(build.library, build.now, story.closing, site.time_zone, languages=site.codes)
        if week:
            first, again = (compose(build.library, week, language="ko") for _ in range(2))
            assert first == again
            assert ids(first) == ids(compose(told[-1].library, week, language="ko"))


@given(STORIES)
def test_the_web_has_whatever_was_mailed(story: Story) -> None:
    """Also where the mail leaves in the same hour in which the week closes."""
    site, told = tell(story)

    for build in told:
        today = build.now.astimezone(site.time_zone).date()
        past = past_issues(build.library, site=site, closing=story.closing, today=today)
        for language in site.codes:
            on_the_web = {one.issue.week: ids(one.issue) for one in past[language]}
            for one in issues_of(build.library, language):
                if not story.closing.is_open(one.week, build.now, site.time_zone):
                    assert on_the_web[one.week] == ids(one)
                if one.week >= Week.of(today):
                    assert one.week not in on_the_web


@given(STORIES, st.sets(st.sampled_from(("a", "b", "c")), min_size=1))
def test_letters_of_tags_share_an_issue_as_its_notes_do(story: Story, chosen: set[str]) -> None:
    """Whoever chose some tags gets the notes that have any of them, once each, and nobody else's."""
    site = a_site(time_zone=ZoneInfo(story.zone))
    tagged = [replace(note, tags=("abc"[number % 3],)) for number, (_, note) in enumerate(_notes(story))]
    now = datetime.combine(story.start + timedelta(days=SPAN), time(12), site.time_zone)
    admission = admit(None, tagged, site=site, now=now, closing=story.closing, policy=MEANT)
    library = collect(admission.stamped, site=site, rules=TagRules())

    letters = [narrowed(one, chosen) for one in issues_of(library, "ko")]

    got = Counter(entry for one in letters for entry in ids(one))
    assert got == Counter(entry.id for entry in library.of("ko") if entry.tags[0].slug in chosen)
