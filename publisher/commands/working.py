"""The rounds of a worker: what is due is planned and sent, minute after minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

from publisher import console
from publisher.commands import letters
from publisher.commands.running import clocks, read_clock
from publisher.dispatch import account, proposal, run
from publisher.errors import PublisherError
from publisher.outbox.ledger.couriers import AtWorkError

if TYPE_CHECKING:
    from publisher.config import Settings
    from publisher.dispatch.proposal import Proposal
    from publisher.store.store import Store

_TICK = 60.0
"""Seconds between two looks at what is due."""


def work(settings: Settings, store: Store, stop: Event) -> None:
    """Look, again and again, until the end is wanted; the letter in hand is finished."""
    while not stop.is_set():
        try:
            look(settings, store, stop)
        except PublisherError as error:  # the relay is down, a note is not built yet: that may be mended
            click.echo(error.message, err=True)
        stop.wait(_TICK)


@contextmanager
def beside(work: Callable[[Event], object], ended: Callable[[], object]) -> Iterator[None]:
    """Work in a thread while the block runs, then wait for it; `ended` is told where it ends before, by a mistake."""
    stop = Event()
    with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
        done = pool.submit(work, stop)
        done.add_done_callback(lambda _: ended())
        try:
            yield
        finally:
            stop.set()
    done.result()


def look(settings: Settings, store: Store, stop: Event) -> None:
    """Plan what the hour makes due, and send what is to be sent now."""
    now = read_clock()
    proposals: tuple[Proposal, ...] = ()
    if settings.send.is_hour(now, settings.site.time_zone):
        shelf = proposal.ready(settings, now=now)
        proposals = proposal.propose(settings, store, shelf, now=now, only_in_time=True)
    since = run.too_late(settings, now)
    begun = [one for one in run.unfinished(store, now=now, since=since) if letters.is_to_do(one, now)]
    if not (begun or any(one.reach.selected for one in proposals)):
        return
    try:
        with run.working(settings, store, clocks(stop), is_alone=False) as errand:
            for one in proposals:
                proposal.freeze_issue(settings, store, one, now=now)
            numbers = [one.id for one in run.unfinished(store, now=now, since=since)]
            run.deliver_all(errand, numbers)
    except AtWorkError as error:
        console.print_lines([error.message])
        return
    console.print_lines(map(letters.sending_in_words, account.standing(store, numbers)))
