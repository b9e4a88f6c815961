"""`publisher preview`: the site and its mails in a browser."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from publisher.commands.options import path_options
from publisher.commands.running import errors, read_clock, read_settings


@click.command(short_help="Show the site and its mails in a browser, after each change.")
@path_options("content", "templates", "register")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen: this machine alone.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Or the next free one; 0 for any."
)
@click.option("--open", "opens", is_flag=True, help="Open a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
def preview(
    *,
    config: Path,
    content: Path | None,
    templates: Path | None,
    register: Path | None,
    host: str,
    port: int,
    opens: bool,
    drafts: bool,
) -> None:
    """Show the site and its mails in a browser, anew after each change of notes, templates and configuration.

    It is built in a temporary folder, with new notes as if they were registered now: feeds/, newsletters/ and the
    register stay as they are. Each issue has a page with its mail at desk and phone width, by day and by night, as
    text, its headers and its size. Ctrl-C ends it.

    \b
    Examples:
      publisher preview --open
      publisher preview --port 9000 --drafts
    """
    with errors():
        from publisher import console
        from publisher.commands.terminal import Terminal
        from publisher.preview.run import Preview

        shown = Preview(
            file=config,
            read=lambda: read_settings(config, content=content, templates=templates, register=register),
            clock=read_clock,
            host=host,
            port=port,
            drafts=drafts,
            watch=console.watch,
        )
        with suppress(console.Interrupted):  # the way to end it
            shown.run(Terminal(opens=opens))
