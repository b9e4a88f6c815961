"""`publisher db`: the store itself."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.commands.running import config_option, errors, json_option, read_settings


@click.group()
def db() -> None:
    """Look after the store of subscribers."""


@db.command()
@config_option
@json_option
def upgrade(*, config: Path, as_json: bool) -> None:
    """Make the store, or bring an older one up to date.

    A file is made and upgraded by itself when it is first used, and a copy kept as it was before. The database of a
    server is upgraded only here: stop what else works in it, and keep a copy of your own.

    \b
    Examples:
      publisher db upgrade
      PUBLISHER_STORE_URL=postgresql://me:secret@db/notes publisher db upgrade
    """
    with errors():
        import secrets

        from publisher import console
        from publisher.commands import answers
        from publisher.store.opening import upgrade_store

        settings = read_settings(config)
        done = upgrade_store(settings.store, chance=secrets.token_bytes)
        if as_json:
            console.print_json(answers.upgrade_as_json(done, settings.store))
        else:
            console.print_lines(answers.upgrade_in_words(done, settings.store))
