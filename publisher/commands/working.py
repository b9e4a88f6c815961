"""The rounds of a worker: what is due is planned and sent, minute after minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

from publisher import console, dispatch
from publisher.commands import letters
from publisher.commands.running import clocks, read_clock
from publisher.errors import PublisherError
from publisher.outbox.ledger.couriers import AtWorkError

if TYPE_CHECKING:
    from publisher.config import Settings
    from publisher.dispatch import Proposal
    from publisher.store.store import Store

_TICK = 60.0
"""Seconds between two looks at what is due."""


class Stop(Event):
    """Set when a person, or the system, wants the end; a round may end before, by a mistake that can be mended."""

    def __init__(self) -> None:
        super().__init__()
        self._round = Event()

    def set(self) -> None:
        super().set()
        self._round.set()

    def new_round(self) -> Event:
        """Set when the end is wanted, or when whoever works until then gives up."""
        self._round = Event()
        if self.is_set():  # perhaps just before, when the round before was told
            self._round.set()
        return self._round


def work(settings: Settings, store: Store, stop: Stop) -> None:
    """Look, again and again, until the end is wanted; the letter in hand is finished."""
    while not stop.is_set():
        try:
            look(settings, store, stop)
        except PublisherError as error:  # the relay is down, a note is not built yet: that may be mended
            click.echo(error.message, err=True)
        stop.wait(_TICK)


@contextmanager
def beside(work: Callable[[Stop], object], ended: Callable[[], object]) -> Iterator[None]:
    """Work in a thread while the block runs, then wait for it; `ended` is told where it ends before, by a mistake."""
    stop = Stop()
    with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
        done = pool.submit(work, stop)
        done.add_done_callback(lambda _: ended())
        try:
            yield
        finally:
            stop.set()
    done.result()


def look(settings: Settings, store: Store, stop: Stop) -> None:
    """Plan what the hour makes due, and send what is to be sent now."""
    now = read_clock()
    proposals: tuple[Proposal, ...] = ()
    if settings.send.is_hour(now, settings.site.time_zone):
        library = dispatch.ready(settings, now=now).library
        proposals = dispatch.propose(settings, store, library, now=now, only_in_time=True)
    since = dispatch.too_late(settings, now)
    begun = [one for one in dispatch.unfinished(store, now=now, since=since) if letters.is_to_do(one, now)]
    if not (begun or any(one.reach.selected for one in proposals)):
        return
    try:
        with dispatch.working(settings, store, clocks(stop.new_round()), is_alone=False) as errand:
            for one in proposals:
                dispatch.freeze_issue(settings, store, one, now=now)
            numbers = [one.id for one in dispatch.unfinished(store, now=now, since=since)]
            dispatch.deliver_all(errand, numbers)
    except AtWorkError as error:
        console.print_lines([error.message])
        return
    console.print_lines(map(letters.sending_in_words, dispatch.standing(store, numbers)))
