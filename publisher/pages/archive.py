"""A channel's older entries -> a list by month: titles of the nearer past, days of the farther."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from publisher.content.channel import Channel
from publisher.content.library import Entry
from publisher.pages.entry import title_link
from publisher.pages.link import Link, target
from publisher.site import day_folder
from publisher.strings import Strings

_TITLES = 100
"""Beyond about this many titles, a page lists days alone, and stays small after years of daily notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A link under the day of its month."""

    day: date
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of a channel: `titles`, or `days` where there are too many before it."""

    label: str
    titles: tuple[Dated, ...] = ()
    days: tuple[Dated, ...] = ()


def archive(entries: Sequence[Entry], channel: Channel, strings: Strings) -> Iterator[Month]:
    """The months of these entries, newest first, none of them split."""
    listed = 0
    for first, group in groupby(entries, key=lambda entry: entry.published.date().replace(day=1)):
        month = tuple(group)
        listed += len(month)
        if listed <= _TITLES:
            yield Month(label=strings.month(first), titles=tuple(map(_title, month)))
        else:
            yield Month(label=strings.month(first), days=tuple(_days(month, channel)))


def _title(entry: Entry) -> Dated:
    return Dated(day=entry.published.date(), link=title_link(entry))


def _days(entries: Sequence[Entry], channel: Channel) -> Iterator[Dated]:
    """Each day once: its page or, for a part of a language, the first entry there that belongs to it."""
    for day, group in groupby(entries, key=lambda entry: entry.published.date()):
        path = day_folder(channel.language, day) if channel.is_whole else next(group).path
        yield Dated(day=day, link=Link(label=str(day.day), target=target(path), language=channel.language))
