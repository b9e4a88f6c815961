"""A seed -> invented notes on papers: the same ones for the same seed, wherever and whenever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from random import Random

from bench.prose import abstract, commentary, title
from bench.vocabulary import FAMILY_NAMES, GIVEN_NAMES, TAGS

NEWEST = datetime(2024, 12, 13, 18, tzinfo=timezone(timedelta(hours=9)))

_A_DAY = 3
_ZIPF = tuple(accumulate(1 / rank for rank in range(1, len(TAGS) + 1)))
"""Zipf's law: the second tag is half as common as the first, the third a third, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on a paper, with its commentary in two languages, as Markdown."""

    moment: datetime
    slug: str
    """For its files' names; no other note of its day has it."""
    title: str
    authors: tuple[str, ...]
    address: str
    tags: tuple[str, ...]
    abstract: str
    korean: str
    english: str


def notes(count: int, *, seed: int = 0) -> Iterator[Note]:
    """So many notes, the newest first. A larger number adds older ones and changes none of the others."""
    return (_note(number, Random(f"{seed}/{number}")) for number in range(count))


def _note(number: int, random: Random) -> Note:
    day, place = divmod(number, _A_DAY)
    moment = NEWEST - timedelta(days=day, hours=place)
    name = title(random)
    korean, english = commentary(random)
    return Note(
        moment=moment,
        slug=f"{place}-{'-'.join(''.join(letter if letter.isalnum() else ' ' for letter in name.lower()).split())}",
        title=name,
        authors=tuple(_author(random) for _ in range(min(12, 1 + int(random.expovariate(0.25))))),
        address=f"https://arxiv.org/abs/{moment:%y%m}.{moment:%d}{place}{random.randrange(100):02}",
        tags=_tags(random),
        abstract=abstract(random),
        korean=korean,
        english=english,
    )


def _author(random: Random) -> str:
    return f"{random.choice(GIVEN_NAMES)} {random.choice(FAMILY_NAMES)}"


def _tags(random: Random) -> tuple[str, ...]:
    drawn: dict[str, None] = {}
    wanted = random.randint(2, 4)
    while len(drawn) < wanted:
        drawn[random.choices(TAGS, cum_weights=_ZIPF)[0]] = None
    return tuple(drawn)
