"""`publisher status`: how things stand."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.commands.running import config_option, errors, json_option, read_clock, read_settings


@click.command(short_help="Count subscribers, and name what is late or waits.")
@config_option
@json_option
def status(*, config: Path, as_json: bool) -> None:
    """Say how many subscribers there are: by state, language and choice; and what became of the last issues.

    Notes are named that came too late for their week's issue, and weeks that were never sent.

    \b
    Examples:
      publisher status
      publisher status --json
    """
    with errors():
        from publisher import console
        from publisher.audience.crowd import count
        from publisher.commands import answers, letters
        from publisher.commands.opening import opened
        from publisher.dispatch import account
        from publisher.shelf import shelve

        settings = read_settings(config)
        now = read_clock()
        with opened(settings, only_reads=True) as store:
            with store.reading() as connection:
                counts = count(connection, settings.tags)
            issues = account.overview(store, now=now)
            library = shelve(settings, now=now, watch=console.watch).library if issues else None
            waiting = account.waiting(settings, store, library, now=now) if library else ()
        if as_json:
            console.print_json(
                {
                    **answers.counts_as_json(counts, settings.store),
                    "issues": [letters.sending_as_json(one) for one in issues],
                    "late": [entry.id for _, late, _ in waiting for entry in late],
                    "never_sent": [f"{week} {language}" for language, _, weeks in waiting for week in weeks],
                }
            )
        else:
            console.print_lines(answers.counts_in_words(counts, settings.store))
            console.print_lines(map(letters.sending_in_words, issues))
            console.print_lines(line for one in waiting for line in letters.late_in_words(*one))
