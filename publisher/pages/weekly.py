"""Past issues in one language -> a page for each, and one that lists them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from publisher.content.channel import Channel
from publisher.content.library import Entry
from publisher.content.tags import Tag
from publisher.newsletter.issue import Issue, tags_of
from publisher.newsletter.past import PastIssue, PastIssues, by_week
from publisher.newsletter.wording import issue_title, week_in_words
from publisher.pages.entry import EntryViews, LateView, titles
from publisher.pages.link import Link, target
from publisher.pages.page import Page
from publisher.pages.subscribe import Offer, Offers
from publisher.site import Language, Site, day_folder, tag_folder, weekly_folder

_TOP_TAGS = 6
"""As many as stand beside an issue in the list of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """What was published on one day of an issue's week."""

    date: date
    link: Link
    """The day in words, leading to its page."""
    weekday: str
    entries: tuple[LateView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """What `issue.html` shows."""

    heading: str
    """The week in words."""
    number: int
    """Of the week in its year."""
    count: int
    published: datetime
    updated: datetime
    tags: tuple[Tag, ...]
    days: tuple[DayView, ...]
    """The week's first day first."""
    offer: Offer
    """The feed that brings each issue as one entry."""
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """An issue in the list of all."""

    link: Link
    """The week in words."""
    number: int
    closed: date
    count: int
    titles: str
    """Of its first notes."""
    tags: tuple[Link, ...]
    """Its busiest, by label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The issues of a year of ISO weeks, the newest first."""

    number: int
    rows: tuple[IssueRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyView:
    """What `weekly.html` shows."""

    offer: Offer
    years: tuple[Year, ...]


def weekly_pages(
    past: PastIssues, site: Site, language: Language, *, views: EntryViews, offers: Offers
) -> Iterator[Page]:
    """The list of a language's issues, then each of them, also with the notes that no mail had room for."""
    channel = Channel(language=language.code, is_weekly=True)
    offer = offers(channel)
    issues = past.get(language.code, ())
    yield _list(issues, site, channel, offer)
    weeks = by_week(past)
    for place, one in enumerate(issues):
        yield Page(
            template="issue",
            folder=one.path,
            canonical=one.path,
            language=language,
            title=issue_title(one.issue, language),
            description=titles(one.issue.entries),
            channels=(channel, Channel(language=language.code)),
            translations={other.issue.language: other.path for other in weeks[one.issue.week]},
            view=_issue(
                one,
                language,
                views=views,
                offer=offer,
                earlier=issues[place + 1] if place + 1 < len(issues) else None,
                later=issues[place - 1] if place else None,
            ),
        )


def _list(issues: Sequence[PastIssue], site: Site, channel: Channel, offer: Offer) -> Page:
    language = site.language(channel.language)
    by_year = groupby(issues, key=lambda one: one.issue.week.year)
    return Page(
        template="weekly",
        folder=channel.folder,
        canonical=channel.folder,
        language=language,
        title=channel.title(site),
        description=language.strings("weekly_about"),
        channels=(channel, Channel(language=language.code)),
        translations={code: weekly_folder(code) for code in site.codes},
        view=WeeklyView(
            offer=offer,
            years=tuple(Year(number=year, rows=tuple(_row(one, language) for one in group)) for year, group in by_year),
        ),
    )


def _row(one: PastIssue, language: Language) -> IssueRow:
    entries = one.issue.entries
    return IssueRow(
        link=_to_issue(one, language),
        number=one.issue.week.number,
        closed=one.published.date(),
        count=len(entries),
        titles=titles(entries),
        tags=tuple(_busiest(one.issue)),
    )


def _busiest(issue: Issue) -> Iterator[Link]:
    uses = Counter(tag for entry in issue.entries for tag in entry.tags)
    tags = tags_of(issue)
    chosen = sorted(tags, key=lambda tag: -uses[tag])[:_TOP_TAGS]
    for tag in tags:
        if tag in chosen:
            yield Link(label=tag.label, target=target(tag_folder(issue.language, tag.path)), language=issue.language)


def _issue(
    one: PastIssue,
    language: Language,
    *,
    views: EntryViews,
    offer: Offer,
    earlier: PastIssue | None,
    later: PastIssue | None,
) -> IssueView:
    return IssueView(
        heading=week_in_words(one.issue.week, language.strings),
        number=one.issue.week.number,
        count=len(one.issue.entries),
        published=one.published,
        updated=one.updated,
        tags=tags_of(one.issue),
        days=tuple(_day(day.date, day.entries, language, views) for day in one.issue.days),
        offer=offer,
        earlier=_to_issue(earlier, language) if earlier else None,
        later=_to_issue(later, language) if later else None,
    )


def _day(day: date, entries: Sequence[Entry], language: Language, views: EntryViews) -> DayView:
    return DayView(
        date=day,
        link=Link(
            label=language.strings.day(day), target=target(day_folder(language.code, day)), language=language.code
        ),
        weekday=language.strings.weekday(day),
        entries=tuple(map(views, entries)),
    )


def _to_issue(one: PastIssue, language: Language) -> Link:
    label = week_in_words(one.issue.week, language.strings)
    return Link(label=label, target=target(one.path), language=language.code)
