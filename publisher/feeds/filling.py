"""Sheets, newest first -> a channel's feeds: as many of them as there is room for, the same in each format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from publisher.feeds.format import Format
from publisher.feeds.head import Head
from publisher.feeds.sheet import LateSheet, Sheet

Heading = Callable[[datetime], Head]
"""What a channel's feeds say of themselves, if that is when they last changed."""


def filled(
    heading: Heading, sheets: Iterable[Sheet | LateSheet], formats: Sequence[Format], *, updated: datetime, limit: int
) -> tuple[bytes, ...]:
    """A channel in every format; `limit` is bytes of the largest, `updated` is said where there are no entries."""
    return _contents(heading, _until(limit, sheets), formats, updated=updated, limit=limit)


def _until(limit: int, sheets: Iterable[Sheet | LateSheet]) -> list[Sheet | LateSheet]:
    """Take sheets, and make no more of them, once they alone pass the limit in some format."""
    taken: list[Sheet | LateSheet] = []
    totals: Counter[int] = Counter()
    for sheet in sheets:
        taken.append(sheet)
        totals.update({number: len(form) for number, form in enumerate(sheet.forms)})
        if max(totals.values()) > limit:
            break
    return taken


def _contents(
    heading: Heading, sheets: list[Sheet | LateSheet], formats: Sequence[Format], *, updated: datetime, limit: int
) -> tuple[bytes, ...]:
    """A channel in every format, with the same entries in each: as many as stay within the limit in all."""
    top = heading(max((sheet.updated for sheet in sheets), default=updated))
    contents = tuple(
        feed_format.assemble(top, [sheet.forms[number] for sheet in sheets])
        for number, feed_format in enumerate(formats)
    )
    if len(sheets) > 1 and max(map(len, contents)) > limit:
        return _contents(heading, sheets[:-1], formats, updated=updated, limit=limit)
    return contents
