"""Long work, item by item -> the same, seen by a person, or by nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Watch(Protocol):
    """Lets a person see long work: passes its items through."""

    def __call__(self, items: Iterable[Item], label: str, length: int | None = None, /) -> Iterable[Item]: ...


def unwatched(items: Iterable[Item], _label: str, _length: int | None = None) -> Iterable[Item]:
    """Nobody is watching."""
    return items
