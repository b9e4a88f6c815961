"""Options that several commands share, and how their words are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from publisher.commands.running import FILE, FOLDER, TEMPLATES, config_option, json_option

if TYPE_CHECKING:
    from publisher.week import Week


def path_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that name paths instead of the configuration."""
    helps = {
        "content": ("Folder of notes.", FOLDER),
        "templates": ("Folder of templates that stand for ours of the same name.", TEMPLATES),
        "register": ("The file that remembers ids and dates.", FILE),
    }

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names):
            text, kind = helps[name]
            command = click.option(f"--{name}", type=kind, help=text)(command)
        return config_option(command)

    return decorate


def building(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that builds."""
    options = (
        path_options("content", "templates", "register"),
        click.option("--output", type=FOLDER, help="Folder that is served: the web root."),
        click.option("--strict", is_flag=True, help="Publish nothing when there is a mistake."),
        click.option("--locked", is_flag=True, help="Refuse notes that the register does not hold yet (for CI)."),
        click.option(
            "--backdate", is_flag=True, help="Publish new notes on their own dates, however old; no mail brings them."
        ),
        click.option(
            "--publish-late", is_flag=True, help="Publish now however many new notes of closed weeks there are."
        ),
        click.option("--allow-gone", is_flag=True, help="Go on when over a third of the registered notes are gone."),
        click.option("--allow-empty", is_flag=True, help="Go on when no note is left, and empty the feeds."),
        click.option("--new-register", is_flag=True, help="Begin a new register although the site was built before."),
        json_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def parse_week(_: click.Context, __: click.Parameter, value: str | None) -> Week | None:
    from publisher.week import Week

    try:
        return Week.parse(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
