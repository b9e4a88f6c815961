"""What a way out has to do: take parcels, and say of each what became of it.

A new one is a class with these two methods, in a module of its own under transports/, and a word in `outbox.ways` that
the configuration chooses it by; tests/outbox/test_transports.py holds it to what is written here, once it is in the
list there. The courier promises this to every transport, and relies on the same. A provider with an API over HTTP needs
less: transports/providers/provider.py says what, and batches, connections and faults are looked after.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from publisher.outbox.parcel import Outcome, Parcel

Leaving = Callable[[Sequence[Parcel]], Collection[Parcel]]
"""Called just before the messages of these parcels leave; answers which of them still may.

It has written down, durably, that they are on their way when it returns. A transport calls it as late as it can, once
for each parcel, and with as few parcels as leave together: after a crash these are the ones in doubt. What it does
not give back is not sent and has no outcome.
"""


class Session(Protocol):
    """One connection. Not shared between threads."""

    def deliver(self, parcels: Iterable[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        """Send parcels in their order, and say of each what became of it, as soon as that is known.

        Takes parcels one by one as it needs them; it may look one ahead, to save a round trip. Whoever calls it takes
        every outcome before the next parcel's `leaving` has to answer, and hands over the next parcel at once: to wait
        is for `leaving`, since the answer to the parcel before may be unread until then. A connection that breaks is
        an outcome of the parcels it took, and the end of the session: the one looked at ahead is `Fate.UNTOUCHED`,
        what it did not take has no outcome, and a session that has ended takes one parcel, which is untouched too. The
        first parcel of a new session is never untouched, so that who opens another one gets on. Raises nothing for
        what a server says of a parcel.
        """


class Transport(Protocol):
    """A way out. May be shared between threads, each with sessions of its own."""

    @property
    def name(self) -> str:
        """What a person calls it: `smtp.example.org:587`, without a password."""

    def session(self) -> AbstractContextManager[Session]:
        """Open a connection.

        Refused where a letter should not even be tried: PublisherError names the relay and what was expected (a
        certificate that is not valid, a login that is refused). A relay that cannot be reached now raises
        `UnreachableError`, which may be tried again. PublisherError at its end says what was found out meanwhile, with
        all outcomes known: that nothing more should be tried before a person has done something.
        """


class UnreachableError(Exception):
    """No session now: nobody answers, or they are busy. The text says who and why, on one line."""
