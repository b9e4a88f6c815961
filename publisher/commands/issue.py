"""`publisher issue`: what became of an issue's letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands.options import parse_week
from publisher.commands.running import config_option, errors, json_option, read_clock, read_settings

if TYPE_CHECKING:
    from publisher.week import Week


@click.command(short_help="Say what became of an issue's letters.")
@config_option
@click.argument("week", callback=parse_week)
@click.option("--resend-in-doubt", is_flag=True, help="Plan letters in doubt once more: some may come twice.")
@json_option
def issue(*, config: Path, week: Week, resend_in_doubt: bool, as_json: bool) -> None:
    """Say what became of an issue's letters, and which are in doubt, failed or were put off.

    \b
    Examples:
      publisher issue 2024-W50
      publisher issue 2024-W50 --resend-in-doubt && publisher send --resume
    """
    with errors():
        from publisher import console
        from publisher.commands import letters
        from publisher.commands.opening import opened
        from publisher.dispatch import account
        from publisher.errors import PublisherError

        with opened(read_settings(config), only_reads=not resend_in_doubt) as store:
            if resend_in_doubt:
                number = account.plan_doubtful(store, week, now=read_clock())
                if not as_json:
                    console.print_lines([f"{number} in doubt are planned once more: `publisher send --resume`"])
            found = account.accounts(store, week, now=read_clock())
            if not found:
                raise PublisherError(f"{week}: no issue of this week was planned")
            if as_json:
                console.print_json(
                    {
                        "issues": [
                            {**letters.sending_as_json(one), "listed": list(map(letters.listed_as_json, told))}
                            for one, told in found
                        ]
                    }
                )
                return
            for one, told in found:
                console.print_lines([letters.sending_in_words(one), *letters.listed_in_words(iter(told))])
