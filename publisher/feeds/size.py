"""How much a feed holds, which entries that makes, and whose stay readable after that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import Protocol, TypeVar

from publisher.content.channel import Channel


class Dated(Protocol):
    """What feeds hold."""

    @property
    def published(self) -> datetime: ...


Item = TypeVar("Item", bound=Dated)


class Archives(StrEnum):
    """Which channels keep everything that they ever held."""

    NONE = "none"
    LANGUAGES = "languages"
    ALL = "all"

    def keep(self, channel: Channel) -> bool:
        return self is Archives.ALL or (self is Archives.LANGUAGES and channel.is_whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSize:
    """How much a feed holds: at least the newest `entries` and the newest `days`, as far as `bytes` allow."""

    entries: int = 20
    days: int = 7
    """Whole days, counted back from that of the newest entry."""
    bytes: int = 512 * 1024
    """Of the file; a single entry may pass it, for no feed goes without its newest."""


def candidates(entries: Sequence[Item], size: FeedSize) -> Sequence[Item]:
    """The entries, newest first, that a feed holds unless their bytes are too many."""
    if not entries:
        return entries
    newest = entries[0].published.date()
    recent = takewhile(lambda entry: (newest - entry.published.date()).days < size.days, entries)
    return entries[: max(size.entries, sum(1 for _ in recent))]
