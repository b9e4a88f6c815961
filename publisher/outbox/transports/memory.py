"""A list in memory as a way out: for tests, and for counting what would be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Leaving


def _accepted(_: Parcel) -> Outcome:
    return Outcome(fate=Fate.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Keeps what left, in the order in which it did."""

    answer: Callable[[Parcel], Outcome] = _accepted
    """What the other side says to a parcel; one that is not accepted is not kept. May raise, as a crash would."""
    left: list[Parcel] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "memory"

    @contextmanager
    def session(self) -> Iterator[Memory]:
        yield self

    def deliver(self, parcels: Iterable[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        for parcel in parcels:
            if leaving((parcel,)):
                yield parcel, self._answered(parcel)

    def _answered(self, parcel: Parcel) -> Outcome:
        outcome = self.answer(parcel)
        if outcome.fate is Fate.ACCEPTED:
            self.left.append(parcel)
        return outcome
