"""Newcomers -> ids: a pure function of the site's authority, the note's own date and its keys (RFC 4151)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, count

from publisher.register.keys import Keys


def name(newcomers: Iterable[tuple[date, Keys]], *, authority: str, taken: Iterable[str]) -> tuple[str, ...]:
    """Give each newcomer an id that nobody has or had; of two with the same keys the first has the plainer one."""
    used = set(taken)
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))
    ids: list[str] = []
    for day, keys in newcomers:
        plain = [f"tag:{authority},{day}:{specific}" for specific in _specifics(keys)]
        numbered = (f"{plain[0]}-{number}" for number in numbers[plain[0]])
        ids.append(next(candidate for candidate in chain(plain, numbered) if candidate not in used))
        used.add(ids[-1])
    return tuple(ids)


def _specifics(keys: Keys) -> Iterator[str]:
    """The id's last part from the first key, then from ever more keys together; only `a-z`, `0-9`, `.` and `-`."""
    parts = [*keys.addresses[:1], keys.titles[0], keys.authors]
    scheme, _, number = parts[0].partition(":")
    yield number.replace("/", "-") if scheme == "arxiv" else _hashed(parts[0])
    for length in range(2, len(parts) + 1):
        yield _hashed("\n".join(parts[:length]))


def _hashed(key: str) -> str:
    return f"n-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
