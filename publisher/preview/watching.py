"""Files and folders -> what they look like, and a wait until they look otherwise.

They are looked at again and again instead of asking the system to tell: that works on every file system, in containers
and over a network, needs no library, and a look at 10,000 notes takes less than a blink.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

Look = Mapping[str, tuple[int, int, int]]
"""File -> when it was changed, how long it is, which it is (an editor may put another in its place)."""

_OFTEN = 0.25
"""Seconds between two looks at few files."""
_SHARE = 9
"""Of many files a look takes long: then this many times as long nothing is done."""
_SETTLED = 0.1
"""Seconds without a further change: an editor saves in two steps, a checkout in thousands."""
_PATIENCE = 20
"""Looks at a folder that never settles before it is built all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What a publication is made of."""

    watched: frozenset[Path]
    """Files, and folders with everything in them but what is hidden."""
    apart: frozenset[Path] = field(default_factory=frozenset)
    """What is passed over within them: a web root below the notes."""


def look(places: Places) -> Look:
    """What everything looks like now; what is not there does not."""
    apart = frozenset(map(str, places.apart))
    return {path: _mark(status) for place in places.watched for path, status in _files(str(place), apart)}


def wait_for_change(seen: Look, places: Places, ended: Event) -> bool:
    """Wait until something looks otherwise than it did, and no more changes come; False where the wait was ended."""
    now, pause = _timed_look(places)
    while now == seen:
        if ended.wait(pause):
            return False
        now, pause = _timed_look(places)
    for _ in range(_PATIENCE):
        if ended.wait(_SETTLED):
            return False
        before, now = now, look(places)
        if before == now:
            break
    return True


def _timed_look(places: Places) -> tuple[Look, float]:
    """A look, and the pause before the next one."""
    began = time.monotonic()
    seen = look(places)
    return seen, max(_OFTEN, _SHARE * (time.monotonic() - began))


def _files(place: str, apart: Collection[str]) -> Iterator[tuple[str, os.stat_result]]:
    try:
        status = os.stat(place)
        if not os.path.isdir(place):
            yield place, status
            return
        with os.scandir(place) as scan:
            entries = list(scan)
    except OSError:  # gone, or not ours to read: the build tells of it
        return
    yield from _within(entries, apart)


def _within(entries: Iterable[os.DirEntry[str]], apart: Collection[str]) -> Iterator[tuple[str, os.stat_result]]:
    for entry in entries:
        if entry.name.startswith(".") or entry.path in apart:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, apart)
        else:
            with suppress(OSError):  # gone since it was listed
                yield entry.path, entry.stat(follow_symlinks=False)


def _mark(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino
