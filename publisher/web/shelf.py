"""Documents that were made, kept for as long as what they were made of stays the same and there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What takes room."""

    @property
    def size(self) -> int: ...


Thing = TypeVar("Thing", bound=Sized)


class Shelf(Generic[Thing]):
    """The most lately used, as many as there is room for. May be used by several threads."""

    def __init__(self, room: int) -> None:
        """`room` is bytes."""
        self._room = room
        self._taken = 0
        self._things: OrderedDict[Hashable, tuple[Hashable, Thing]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable, origin: Hashable) -> Thing | None:
        """What is kept under that key, if it was made of this."""
        with self._lock:
            found = self._things.get(key)
            if not found or found[0] != origin:
                return None
            self._things.move_to_end(key)
            return found[1]

    def keep(self, key: Hashable, origin: Hashable, thing: Thing) -> Thing:
        """Keep it, and let go of what was not asked for the longest; what takes all the room is not kept."""
        with self._lock:
            self._drop(key)
            if thing.size <= self._room:
                self._things[key] = (origin, thing)
                self._taken += thing.size
            while self._taken > self._room:
                self._drop(next(iter(self._things)))
        return thing

    def _drop(self, key: Hashable) -> None:
        before = self._things.pop(key, None)
        self._taken -= before[1].size if before else 0
