"""`publisher init`: a new publication."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from publisher.commands.running import FOLDER, errors, read_clock


@click.command()
@click.argument("folder", type=FOLDER)
def init(*, folder: Path) -> None:
    """Make a new publication in FOLDER that builds at once.

    \b
    Examples:
      publisher init my-notes
      cd my-notes && publisher build
    """
    with errors():
        from publisher.scaffold import scaffold

        for path in scaffold(folder, today=read_clock().date()):
            click.echo(path)
        click.echo(f"\nNext: cd {shlex.quote(click.format_filename(folder))} && publisher build")
