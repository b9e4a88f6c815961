"""`publisher worker`: the weekly letters at their hour, by a program that stays."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import click

from publisher.commands.running import config_option, errors, read_settings


@click.command(short_help="Send what is due by the hour; try again what was put off.")
@config_option
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
def worker(*, config: Path, once: bool) -> None:
    """Send what is due, at the hour of [send] schedule, and try again what was put off; run until it is ended.

    Several may work at once, on several machines with one PostgreSQL: each takes letters that no other holds.
    `publisher serve --worker` does the same beside its pages.

    \b
    Examples:
      publisher worker
      publisher worker --once            by cron
    """
    with errors():
        from publisher import console
        from publisher.commands.opening import opened
        from publisher.commands.working import look, work

        settings = read_settings(config)
        stop = Event()
        with opened(settings) as store, console.asked_to_end_by_signals(stop):
            if once:
                look(settings, store, stop)
            else:
                work(settings, store, stop)
