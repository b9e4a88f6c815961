"""A channel's sheets -> its files in every format, made where something that they show has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from publisher.feeds.filling import Heading, filled
from publisher.feeds.format import Format
from publisher.feeds.sheet import LateSheet
from publisher.file import LateFile
from publisher.memory import Packing, key_of

_PACKING = Packing(bytes)


@dataclass(frozen=True, kw_only=True)
class LateFeeds:
    """A channel in every format; see `filled`."""

    heading: Heading
    sheets: tuple[LateSheet, ...]
    """Newest first."""
    formats: Sequence[Format]
    updated: datetime
    limit: int

    def files(self, folder: str) -> Iterator[LateFile]:
        """The files that stand in this folder, the same bytes in any other."""
        for number, one in enumerate(self.formats):
            yield LateFile(
                path=folder + one.file_name,
                key=key_of("feed", one.key, self._key),
                make=partial(self._content, number),
            )

    def _content(self, number: int) -> bytes:
        return self._contents[number]

    @cached_property
    def _contents(self) -> tuple[bytes, ...]:
        return filled(self.heading, self.sheets, self.formats, updated=self.updated, limit=self.limit)

    @cached_property
    def _key(self) -> bytes:
        """A key of whatever the feeds say: how many sheets there is room for follows from it."""
        newest = max((sheet.updated for sheet in self.sheets), default=self.updated)
        return key_of(_PACKING.pack(self.heading(newest)), str(self.limit), *(sheet.key for sheet in self.sheets))
