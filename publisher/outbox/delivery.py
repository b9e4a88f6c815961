"""Everything that is planned -> carried by as many threads as there are connections, and what is left said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from publisher.newsletter.snapshot import thaw
from publisher.outbox.courier import carry
from publisher.outbox.errand import Claims, Errand
from publisher.outbox.ledger.counting import content, finish, tally
from publisher.outbox.ledger.couriers import IsGone, join, leave
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.process import Process
from publisher.store.store import Store

if TYPE_CHECKING:
    from publisher.newsletter.pieces import Pieces

_LOOK = 0.2
"""Seconds between two looks at how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """How a run ended for an issue."""

    is_finished: bool
    """Whether nothing is left to do."""
    is_at_quota: bool = False
    """Whether no more may leave today."""


@contextmanager
def at_work(
    store: Store, process: Process, *, is_alone: bool, clock: Callable[[], datetime], is_gone: IsGone
) -> Iterator[int]:
    """Be a courier; its number. AtWorkError where others are in the way. What is held is given back at the end."""
    with store.deciding() as connection:
        courier_id = join(connection, process, is_alone=is_alone, now=clock(), is_gone=is_gone)
    try:
        yield courier_id
    finally:
        with store.deciding() as connection:
            leave(connection, courier_id, clock())


def deliver(errand: Errand, issue_id: int, shown: Callable[[int], object]) -> Delivered:
    """Send all that is to be sent of an issue now. `shown` is told how many letters are done with, again and again.

    PublisherError where nothing can be sent; whatever ends a thread ends the others, each after the letter in hand.
    """
    with errand.store.reading() as connection:
        pieces = thaw(content(connection, issue_id))
    claims = Claims(errand=errand, issue_id=issue_id)
    before = -1
    while not errand.gate.is_shut and errand.tally.ended > before:
        before = errand.tally.ended
        _carried(errand, pieces, claims, shown)
        with errand.store.deciding() as connection:
            if finish(connection, issue_id, errand.clock()):
                return Delivered(is_finished=True)
            # A connection that broke gave letters back when others had looked for more already.
            if not tally(connection, issue_id).get(Standing.PLANNED) or claims.is_at_quota:
                break
    return Delivered(is_finished=False, is_at_quota=claims.is_at_quota)


def _carried(errand: Errand, pieces: Pieces, claims: Claims, shown: Callable[[int], object]) -> None:
    with ThreadPoolExecutor(errand.connections) as pool:
        running: set[Future[None]] = set()
        try:
            running = {pool.submit(carry, errand, pieces, claims) for _ in range(errand.connections)}
            while running:
                done, running = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
                shown(errand.tally.ended)
                if errand.gate.stop.is_set():
                    errand.gate.ended.set()  # for those who wait
                for one in done:
                    one.result()
        except BaseException:
            errand.gate.ended.set()
            raise
