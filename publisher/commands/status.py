"""`publisher status`: how things stand."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.commands.running import config_option, errors, json_option, read_settings


@click.command()
@config_option
@json_option
def status(*, config: Path, as_json: bool) -> None:
    """Say how many subscribers there are: by state, language and choice.

    \b
    Examples:
      publisher status
      publisher status --json
    """
    with errors():
        from publisher import console
        from publisher.audience.crowd import count
        from publisher.commands import answers
        from publisher.commands.opening import opened

        settings = read_settings(config)
        with opened(settings, only_reads=True) as store, store.reading() as connection:
            counts = count(connection, settings.tags)
        if as_json:
            console.print_json(answers.counts_as_json(counts, settings.store))
        else:
            console.print_lines(answers.counts_in_words(counts, settings.store))
