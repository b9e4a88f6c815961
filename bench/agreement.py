"""Two folders of Atom feeds -> whether they say the same: the entries of every channel, the texts of some."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
_ISSUES = "weekly"
"""The folder of the newsletter's issues, whose feeds only one of the programs makes."""
_SAMPLE = 12
"""Channels whose texts are compared."""
_ALIKE = 0.9
"""Formulas and dates are written differently, and one program shortens a summary where another does not."""
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was compared and found to be the same."""

    channels: int
    entries: int
    """Of all channels, in the same order by title and by the paper's address."""
    bytes: int
    """Of our feeds."""
    compared: int
    """Entries whose texts were compared."""
    least_alike: float
    """How alike the words of the least alike two were: 1 is the same."""

    def __str__(self) -> str:
        return (
            f"{self.channels:,} channels hold the same {self.entries:,} entries in the same order, "
            f"{self.bytes / self.entries / 1000:.1f} KB each; "
            f"the texts of {self.compared:,} are alike (at least {self.least_alike:.0%})"
        )


class DisagreementError(Exception):
    """Two programs did not write the same feeds, so that their speeds are not to be compared."""


def compare(ours: Path, theirs: Path) -> Agreement:
    """Compare every channel; DisagreementError says where the first difference is."""
    channels = _channels(ours)
    if others := channels ^ _channels(theirs):
        raise DisagreementError(f"{len(others)} channels are only in one of {ours} and {theirs}: {sorted(others)[:5]}")
    entries = sum(_compare_entries(ours / path, theirs / path) for path in channels)
    ordered = sorted(channels)
    sample = ordered[:: max(1, len(ordered) // _SAMPLE)]
    likenesses = [one for path in sample for one in _likenesses(ours / path, theirs / path)]
    return Agreement(
        channels=len(channels),
        entries=entries,
        bytes=sum((ours / path).stat().st_size for path in channels),
        compared=len(likenesses),
        least_alike=min(likenesses, default=1),
    )


def _channels(folder: Path) -> set[str]:
    paths = (path.relative_to(folder) for path in folder.rglob("atom.xml"))
    return {str(path) for path in paths if path.parent.name != _ISSUES}


def _compare_entries(ours: Path, theirs: Path) -> int:
    one, other = _entries(ours), _entries(theirs)
    if one != other:
        first = next((pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]), (len(one), len(other)))
        raise DisagreementError(f"{ours} and {theirs} hold different entries: {first[0]} and {first[1]}")
    return len(one)


def _entries(feed: Path) -> Sequence[tuple[str, str]]:
    """Title and the paper's address of each, in their order; the paper's link is the last."""
    return [
        (entry.findtext(f"{_ATOM}title", ""), str(entry.findall(f"{_ATOM}link")[-1].get("href")))
        for entry in etree.parse(feed).iterfind(f"{_ATOM}entry")
    ]


def _likenesses(ours: Path, theirs: Path) -> Iterator[float]:
    """How alike the entries of a channel are, as feed readers find them."""
    pairs = zip(feedparser.parse(ours.read_bytes()).entries, feedparser.parse(theirs.read_bytes()).entries, strict=True)
    for one, other in pairs:
        for name, fact in _FACTS.items():
            if fact(one) != fact(other):
                raise DisagreementError(
                    f"{ours} and {theirs} differ in {name} of {one.title!r}: {fact(one)} and {fact(other)}"
                )
        alike = SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()
        if alike < _ALIKE:
            raise DisagreementError(f"{ours} and {theirs} differ in the text of {one.title!r}: {alike:.0%} alike")
        yield alike


_FACTS: dict[str, Callable[[Any], object]] = {
    "authors": lambda entry: [author.name for author in entry.authors],
    "published": lambda entry: entry.published_parsed,
    "categories": lambda entry: {tag.term for tag in entry.tags},
    "having a summary": lambda entry: bool(entry.summary),
}


def _words(entry: Any) -> list[str]:
    return _WORD.findall(unescape(_MARKUP.sub("", entry.content[0].value)))
