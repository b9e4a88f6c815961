"""A note and an address -> the line of the note's file that the address stands on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self
from urllib.parse import unquote

from publisher.content.library import Entry

_FEW = 64
"""Files that are kept: findings come in the order of issues, and an issue is of few files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The files of notes, read when something is looked for in them."""

    read: Callable[[str], Sequence[str]]
    """The lines of a file below content/; none where it cannot be read."""
    begins: Mapping[str, Sequence[int]]
    """The lines that the notes of a file begin on, in order."""

    @classmethod
    def of(cls, entries: Iterable[Entry], *, read: Callable[[str], Sequence[str]]) -> Self:
        begins: defaultdict[str, set[int]] = defaultdict(set)
        for entry in entries:
            begins[entry.file].add(entry.line)
        return cls(read=lru_cache(_FEW)(read), begins={file: sorted(lines) for file, lines in begins.items()})

    def line(self, file: str, begin: int, address: str) -> int:
        """Where the note that begins on a line names an address; that line where it does not, letter by letter."""
        if not address:
            return begin
        begins = self.begins.get(file, ())
        after = bisect_right(begins, begin)
        end = begins[after] - 1 if after < len(begins) else None
        wanted = (address, unquote(address))
        for number, line in enumerate(self.read(file)[max(begin - 1, 0) : end], start=max(begin, 1)):
            if any(one in line for one in wanted):
                return number
        return begin
