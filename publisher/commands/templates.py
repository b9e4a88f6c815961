"""`publisher templates`: ours, for a site that wants its own in place of one."""

from __future__ import annotations

import click

from publisher.commands.running import errors


@click.command(short_help="List our templates, or print one.")
@click.argument("name", default="")
def templates(*, name: str) -> None:
    """List the templates that a site may have its own of, or print the one of that NAME.

    A file of the same name in a site's own templates/ stands for ours. It may be a copy, or extend ours under shipped/.

    \b
    Examples:
      publisher templates
      publisher templates newsletter/issue.html
      publisher templates strings/en.toml > templates/strings/ja.toml
    """
    with errors():
        from publisher import console, theme
        from publisher.errors import meant

        names = theme.replaceable()
        if not name:
            console.print_lines(names)
        elif name in names:
            console.print_bytes([(theme.shipped() / name).read_bytes()])
        else:
            message = f'expected a name that `publisher templates` lists, got "{name}"{meant(name, names)}'
            raise click.BadParameter(message)
