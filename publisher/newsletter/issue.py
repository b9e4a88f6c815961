"""Decide what a week's issue holds. No clock, no disk: the week is an argument."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from publisher.content.library import Entry, Library
from publisher.content.tags import Tag, folder_name
from publisher.week import Closing, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What was published on one day of the week."""

    date: date
    entries: tuple[Entry, ...]
    """In the order of feeds: newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries that stand under one heading: a day, a tag, or neither for what has no tag."""

    day: date | None = None
    tag: Tag | None = None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One week's newsletter in one language."""

    week: Week
    language: str
    tags: tuple[Tag, ...]
    """The tags it was narrowed to; none for everything."""
    days: tuple[Day, ...]
    """At least one, the week's first day first."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for day in self.days for entry in day.entries)

    @property
    def name(self) -> str:
        """What its files are called: `2024-W50.ko`, `2024-W50.ko.llm+tokenizer`."""
        tags = folder_name("+".join(tag.slug for tag in self.tags))
        return f"{self.week}.{self.language}.{tags}" if self.tags else f"{self.week}.{self.language}"


def compose(library: Library, week: Week, *, language: str, tags: Collection[str] = ()) -> Issue | None:
    """The issue of a week, of the entries that have any of these tags (slugs); None when there are no entries."""
    entries = [entry for entry in library.of(language) if Week.of(entry.published) == week and _has_any(entry, tags)]
    chosen = tuple(tag for tag in library.tags if tag.slug in tags)
    return gather(entries, week, language=language, tags=chosen)


def gather(entries: Iterable[Entry], week: Week, *, language: str, tags: tuple[Tag, ...] = ()) -> Issue | None:
    """The issue of a week that holds just these entries, of whatever week; None where there are none."""
    days = tuple(_days(entries))
    return Issue(week=week, language=language, tags=tags, days=days) if days else None


def narrowed(issue: Issue, tags: Collection[str]) -> Issue | None:
    """The issue with the entries that have any of these tags (slugs), none for all; None when there are no entries."""
    days = (replace(day, entries=tuple(entry for entry in day.entries if _has_any(entry, tags))) for day in issue.days)
    held = tuple(day for day in days if day.entries)
    return replace(issue, days=held, tags=tuple(tag for tag in tags_of(issue) if tag.slug in tags)) if held else None


def tags_of(issue: Issue) -> tuple[Tag, ...]:
    """Every tag that some entry of an issue has, by label."""
    return tuple(sorted({tag for entry in issue.entries for tag in entry.tags}, key=_by_label))


def sections(issue: Issue, group: Literal["day", "tag"]) -> tuple[Section, ...]:
    """The entries under what they are grouped by. An order that stays when entries are left out."""
    if group == "day":
        return tuple(Section(day=day.date, entries=day.entries) for day in issue.days)
    by_tag: dict[Tag | None, list[Entry]] = {}
    for entry in issue.entries:
        by_tag.setdefault(entry.tags[0] if entry.tags else None, []).append(entry)
    tags = sorted((tag for tag in by_tag if tag), key=_by_label)
    untagged = [None] if None in by_tag else []
    return tuple(Section(tag=tag, entries=tuple(by_tag[tag])) for tag in (*tags, *untagged))


def _by_label(tag: Tag) -> tuple[str, str]:
    return tag.label.casefold(), tag.slug


def newest_closed_week(
    library: Library,
    now: datetime,
    closing: Closing,
    zone: ZoneInfo,
    *,
    languages: Iterable[str],
    tags: Collection[str] = (),
) -> Week | None:
    """The newest week with such entries in one of these languages whose newsletter has closed; None without any."""
    chosen = (entry for language in languages for entry in library.of(language) if _has_any(entry, tags))
    weeks = {Week.of(entry.published) for entry in chosen}
    return max((week for week in weeks if not closing.is_open(week, now, zone)), default=None)


def _has_any(entry: Entry, tags: Collection[str]) -> bool:
    return not tags or any(tag.slug in tags for tag in entry.tags)


def _days(entries: Iterable[Entry]) -> Iterable[Day]:
    in_order = sorted(entries, key=_day)  # stable: within a day the order of feeds stays
    return (Day(date=day, entries=tuple(group)) for day, group in groupby(in_order, key=_day))


def _day(entry: Entry) -> date:
    return entry.published.date()
