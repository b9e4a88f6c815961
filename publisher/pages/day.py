"""A day's entries in one language -> the page where each of them is read for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from publisher.content.channel import Channel
from publisher.content.library import Library
from publisher.content.tags import Tag
from publisher.pages.entry import EntryViews, LateView, titles
from publisher.pages.link import Link, target
from publisher.pages.page import Page
from publisher.site import Language, Site, day_folder

_SHORT = 3
"""A day of more entries than this opens with a list of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """What `day.html` shows."""

    day: date
    heading: str
    published: datetime
    """Of the first of its entries."""
    updated: datetime
    """Of the one that changed last."""
    tags: tuple[Tag, ...]
    """Of all its entries."""
    contents: tuple[LateView, ...]
    entries: tuple[LateView, ...]
    earlier: Link | None
    later: Link | None


def day_pages(library: Library, site: Site, language: Language, *, views: EntryViews) -> Iterator[Page]:
    """A page for each day on which something was published in a language, newest first."""
    by_day = groupby(library.of(language.code), key=lambda entry: entry.published.date())
    days = [(day, tuple(group)) for day, group in by_day]
    abroad = {code: {entry.published.date() for entry in library.of(code)} for code in site.codes}
    for place, (day, entries) in enumerate(days):
        heading = language.strings.day(day)
        shown = tuple(map(views, entries))
        yield Page(
            template="day",
            folder=day_folder(language.code, day),
            canonical=day_folder(language.code, day),
            language=language,
            title=f"{heading} · {language.title}",
            description=titles(entries),
            channels=(Channel(language=language.code),),
            translations={code: day_folder(code, day) for code in site.codes if day in abroad[code]},
            view=DayView(
                day=day,
                heading=heading,
                published=min(entry.published for entry in entries),
                updated=max(entry.updated for entry in entries),
                tags=tuple(dict.fromkeys(tag for entry in entries for tag in entry.tags)),
                contents=shown if len(shown) > _SHORT else (),
                entries=shown,
                earlier=_to_day(days[place + 1][0], language) if place + 1 < len(days) else None,
                later=_to_day(days[place - 1][0], language) if place else None,
            ),
        )


def _to_day(day: date, language: Language) -> Link:
    return Link(label=language.strings.date(day), target=target(day_folder(language.code, day)), language=language.code)
