"""Iterators side by side, each in a thread of its own -> one that yields what they yield, as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """An iterator has nothing more to yield, or failed."""

    error: Exception | None = None


def together(iterators: Iterable[Iterator[Item]], remaining: Callable[[], float] | None = None) -> Iterator[Item]:
    """Run all of them until the last ends, or until no seconds remain.

    What still works by then is abandoned: a thread that a stranger keeps waiting holds neither us nor our exit.
    """
    items: SimpleQueue[Item | _End] = SimpleQueue()
    threads = [Thread(target=_work, args=(iterator, items), daemon=True) for iterator in iterators]
    for thread in threads:
        thread.start()
    running = len(threads)
    while running:
        try:
            item = items.get(timeout=max(remaining(), 0.0) if remaining else None)
        except Empty:
            return
        if not isinstance(item, _End):
            yield item
        elif item.error:
            raise item.error
        else:
            running -= 1


def _work(iterator: Iterator[Item], items: SimpleQueue[Item | _End]) -> None:
    try:
        for item in iterator:
            items.put(item)
    except Exception as error:  # noqa: BLE001  # it is raised again where it is seen
        items.put(_End(error=error))
    else:
        items.put(_End())
