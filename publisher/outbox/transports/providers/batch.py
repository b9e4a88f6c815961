"""Parcels, one by one -> batches that a provider takes in one call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transports.providers.provider import Provider

_ROOM = 2
"""Bytes around an item, and between two."""
_NEVER = frozenset(' \t\r\n,;:<>()[]\\"')
"""What a field that takes several addresses could read as two, or as a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A parcel, ready to stand in a call; or refused before anybody was asked."""

    parcel: Parcel
    content: bytes = b""
    refusal: Outcome | None = None


class Batches:
    """The batches of a queue, each made when it is asked for."""

    def __init__(self, provider: Provider, queue: Iterator[Parcel]) -> None:
        self._provider = provider
        self._queue = queue
        self.ahead: Item | None = None
        """What was taken from the queue and did not fit into the batch before."""

    def next(self) -> list[Item]:
        """As many as one call takes; empty at the end."""
        batch: list[Item] = []
        size = _ROOM
        while len(batch) < self._provider.letters_a_call and (item := self._taken()):
            size += len(item.content) + _ROOM
            if batch and size > self._provider.largest_call:
                self.ahead = item
                break
            batch.append(item)
        return batch

    def look_ahead(self) -> None:
        """Take one and keep it for later."""
        self.ahead = self._taken()

    def _taken(self) -> Item | None:
        item, self.ahead = self.ahead, None
        if item:
            return item
        parcel = next(self._queue, None)
        return prepared(self._provider, parcel) if parcel is not None else None


def prepared(provider: Provider, parcel: Parcel) -> Item:
    """What stands for a parcel in a call."""
    name, _, domain = parcel.recipient.rpartition("@")
    if not name or not domain or _NEVER.intersection(parcel.recipient):
        said = f"{provider.name} takes no such address"
        return Item(parcel=parcel, refusal=Outcome(fate=Fate.REFUSED, reply=said))
    content = provider.item(parcel)
    if isinstance(content, Outcome):
        return Item(parcel=parcel, refusal=content)
    if len(content) + 2 * _ROOM > provider.largest_call:
        said = f"{provider.name} takes no letter of {len(content):,} bytes"
        return Item(parcel=parcel, refusal=Outcome(fate=Fate.REFUSED, reply=said))
    return Item(parcel=parcel, content=content)
