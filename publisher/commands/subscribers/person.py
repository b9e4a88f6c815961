"""`publisher subscribers show` and `remove`: one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands.running import config_option, errors, json_option, read_clock, read_settings
from publisher.commands.subscribers.address import ADDRESS

if TYPE_CHECKING:
    from publisher.audience.email import Email


@click.command()
@ADDRESS
@config_option
@json_option
def show(*, email: Email, config: Path, as_json: bool) -> None:
    """Show one subscriber, with the time and place of each consent."""
    with errors():
        from publisher import console
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of
        from publisher.errors import PublisherError

        settings = read_settings(config)
        with opened(settings, only_reads=True) as store:
            shown = roster_of(store, settings).show(email)
        if not shown:
            raise PublisherError(f"{email.written}: nobody is known by that address")
        if as_json:
            console.print_json(answers.shown_as_json(*shown, settings.tags))
        else:
            console.print_lines(answers.shown_in_words(*shown, settings.tags))


@click.command(short_help="Take one address off the list.")
@ADDRESS
@config_option
@json_option
def remove(*, email: Email, config: Path, as_json: bool) -> None:
    """Take one address off the list: they have left, and only they themselves come back."""
    with errors():
        from publisher import console
        from publisher.audience.subscriber import Place
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of
        from publisher.errors import PublisherError

        settings = read_settings(config)
        with opened(settings) as store:
            outcome = roster_of(store, settings).remove(email, place=Place(name="by hand"), now=read_clock())
        if not outcome.subscriber:
            raise PublisherError(f"{email.written}: nobody is known by that address")
        if as_json:
            console.print_json(answers.subscriber_as_json(outcome.subscriber, settings.tags))
        else:
            console.print_lines([f"{outcome.subscriber.email}: {outcome.subscriber.state}"])
