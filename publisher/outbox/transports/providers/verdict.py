"""What a provider answered to a call -> what became of its letters, where that does not depend on the provider.

A letter is refused for good only where the answer is known to speak of that letter. What speaks of us (the key, the
account, the sender's domain, a page that is not there) shuts the way out: its letters wait, and nobody calls again
before a person has read why. An error of the server's own leaves open whether it took the letters before it failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.transports.providers.call import Reply

_BUSY = frozenset({420, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""Nothing was taken, and fewer calls are asked for; 420 is an old word for 429."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of the letters of a call."""

    outcomes: Sequence[Outcome]
    """One for each, in their order."""
    shuts: str = ""
    """Why no call should be made until a person has done something; follows the provider's name."""
    divides: bool = False
    """Whether none was taken because of some: each half is worth a call of its own."""
    repeats: bool = False
    """Whether the very same call, with the same idempotency key, would tell more."""

    @property
    def is_sure(self) -> bool:
        """Whether it is known of every letter that it was taken, or never will be."""
        return self.divides or all(one.fate in {Fate.ACCEPTED, Fate.REFUSED} for one in self.outcomes)


def all_alike(
    count: int, outcome: Outcome, *, shuts: str = "", divides: bool = False, repeats: bool = False
) -> Verdict:
    """The same for every letter."""
    return Verdict(outcomes=(outcome,) * count, shuts=shuts, divides=divides, repeats=repeats)


def unreadable(reply: Reply, count: int) -> Verdict:
    """It says that all went well, in words that nobody understands: the letters may be on their way."""
    said = f"{reply.status}, and an answer that does not say what became of the letter"
    return all_alike(count, Outcome(fate=Fate.UNKNOWN, reply=said), repeats=True)


def busy(reply: Reply, count: int, said: str) -> Verdict:
    """Not now, and slower then."""
    return all_alike(count, Outcome(fate=Fate.DEFERRED, reply=said, slow_down=True, retry_after=reply.wait))


def shut(reply: Reply, count: int, said: str) -> Verdict:
    """Nothing was taken, for a reason that lies with us."""
    return all_alike(count, Outcome(fate=Fate.DEFERRED, reply=said, retry_after=reply.wait), shuts=said)


def unfit(count: int, said: str) -> Verdict:
    """Something of the call is such that none was taken: with one letter it is that one."""
    return all_alike(count, Outcome(fate=Fate.REFUSED, reply=said), divides=count > 1)


def by_status(reply: Reply, count: int, said: str) -> Verdict:
    """What the status alone says."""
    status = reply.status
    if reply.is_success:
        return unreadable(reply, count)
    if status in _BUSY:
        return busy(reply, count, said)
    if status == HTTPStatus.REQUEST_TIMEOUT:  # it did not get the whole request (RFC 9110, section 15.5.9)
        return all_alike(count, Outcome(fate=Fate.DEFERRED, reply=said))
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return unfit(count, said)
    if status >= 500:
        return all_alike(count, Outcome(fate=Fate.UNKNOWN, reply=said), repeats=True)
    return shut(reply, count, said)
