"""`publisher worker`: the weekly letters at their hour, by a program that stays."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from publisher.commands.running import clocks, config_option, errors, read_clock, read_settings

if TYPE_CHECKING:
    from publisher.config import Settings
    from publisher.content.library import Library
    from publisher.dispatch import Proposal
    from publisher.store.store import Store

_TICK = 60.0
"""Seconds between two looks of a worker at what is due."""


@click.command()
@config_option
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
def worker(*, config: Path, once: bool) -> None:
    """Send what is due, at the hour of [send] schedule, and try again what was put off; run until it is ended.

    Several may work at once, on several machines with one PostgreSQL: each takes letters that no other holds.

    \b
    Examples:
      publisher worker
      publisher worker --once            by cron
    """
    with errors():
        from publisher import console
        from publisher.commands.opening import opened
        from publisher.errors import PublisherError

        settings = read_settings(config)
        stop = Event()
        with opened(settings) as store, console.asked_to_end_by_signals(stop):
            while not stop.is_set():
                if once:
                    _look(settings, store, stop)
                    return
                try:
                    _look(settings, store, stop)
                except PublisherError as error:  # the relay is down, a note is not built yet: that may be mended
                    click.echo(error.message, err=True)
                stop.wait(_TICK)


def _look(settings: Settings, store: Store, stop: Event) -> None:
    """Plan what the hour makes due, and send what is to be sent now."""
    from publisher import console, dispatch
    from publisher.commands import letters
    from publisher.outbox.ledger.couriers import AtWorkError

    now = read_clock()
    proposals: tuple[Proposal, ...] = ()
    if settings.send.schedule:
        library: Library = dispatch.ready(settings, now=now).library
        proposals = dispatch.propose(settings, store, library, now=now, only_in_time=True)
    since = dispatch.too_late(settings, now)
    begun = [one for one in dispatch.unfinished(store, now=now, since=since) if letters.is_to_do(one, now)]
    if not (begun or any(one.reach.selected for one in proposals)):
        return
    try:
        with dispatch.working(settings, store, clocks(stop), is_alone=False) as errand:
            for one in proposals:
                dispatch.freeze_issue(settings, store, one, now=now)
            numbers = [one.id for one in dispatch.unfinished(store, now=now, since=since)]
            dispatch.deliver_all(errand, numbers)
    except AtWorkError as error:
        console.print_lines([error.message])
        return
    console.print_lines(map(letters.sending_in_words, dispatch.standing(store, numbers)))
