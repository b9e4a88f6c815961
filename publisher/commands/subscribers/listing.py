"""`publisher subscribers list` and `export`: everyone, or some."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands.running import FILE, config_option, errors, json_option, read_settings

if TYPE_CHECKING:
    from publisher.audience.crowd import Which

_STATES = ("asked", "confirmed", "left", "bounced", "complained")


def _which(command: Callable[..., None]) -> Callable[..., None]:
    """The options that narrow a list."""
    for option in (
        click.option("--tag", default="", metavar="TAG", help="Only who chose this tag."),
        click.option("--language", default="", metavar="CODE", help="Only who reads in this language."),
        click.option("--state", type=click.Choice(_STATES), help="Only who stands there."),
    ):
        command = option(command)
    return command


@click.command("list", short_help="List everyone, or some.")
@_which
@config_option
@json_option
def list_(*, state: str | None, language: str, tag: str, config: Path, as_json: bool) -> None:
    """List everyone, or some: address, state, language of their mails, choices."""
    with errors():
        from publisher import console
        from publisher.audience.crowd import listed
        from publisher.commands import answers
        from publisher.commands.opening import opened

        settings = read_settings(config)
        with opened(settings, only_reads=True) as store, store.reading() as connection:
            found = (one for page in listed(connection, _narrow(state, language, tag), settings.tags) for one in page)
            if as_json:
                console.print_json([answers.subscriber_as_json(one, settings.tags) for one in found])
            else:
                console.print_lines(answers.listed_in_words(found, settings.tags))


@click.command(short_help="Write everyone, or some, as CSV.")
@_which
@click.option("--output", type=FILE, help="The file, readable by you alone.  [default: standard output]")
@config_option
def export(*, state: str | None, language: str, tag: str, output: Path | None, config: Path) -> None:
    """Write everyone, or some, as CSV that imports again to the same. The forgotten are not in it."""
    with errors():
        from publisher import console
        from publisher.audience.exchange import exporting
        from publisher.commands.opening import opened
        from publisher.file import replace_whole

        settings = read_settings(config)
        with opened(settings, only_reads=True) as store, store.reading() as connection:
            lines = map(str.encode, exporting.export(connection, _narrow(state, language, tag), settings.tags))
            if output:
                replace_whole(output, b"".join(lines), mode=0o600)
            else:
                console.print_bytes(lines)


def _narrow(state: str | None, language: str, tag: str) -> Which:
    from publisher.audience.crowd import Which
    from publisher.audience.subscriber import State

    return Which(state=State(state) if state else None, language=language, tag=tag)
