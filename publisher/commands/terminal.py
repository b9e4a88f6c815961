"""What `publisher preview` says while it runs: where to look, each build and what is wrong, to standard error."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterable
from urllib.parse import urlsplit

import click

from publisher import console
from publisher.errors import Problem
from publisher.preview.edition import Edition


class Terminal:
    """A person at a terminal."""

    def __init__(self, *, opens: bool) -> None:
        """`opens` says whether a browser is to be opened."""
        self._opens = opens
        self._built = "Built: {}."
        self._not_built = "Not built: there is nothing to show yet."

    def serving(self, address: str, asked: int) -> None:
        port = urlsplit(address).port
        if asked and port != asked:
            click.echo(f"Port {asked} is in use: this is port {port}.", err=True)
        console.print_lines([f"Site   {address}", f"Mails  {address}preview/", "Ctrl-C ends it."])
        if self._opens:
            webbrowser.open(address)

    def built(self, edition: Edition, news: Iterable[Problem]) -> None:
        console.tell(news)
        files = "1 file" if edition.changed == 1 else f"{edition.changed} files"
        click.echo(self._built.format(files), err=True)
        self._built = "Built again: {} changed."
        self._not_built = "Not built: what is shown is as it was before."

    def failed(self, faults: Iterable[str]) -> None:
        for fault in faults:
            click.secho(fault, fg="red", err=True)
        click.echo(self._not_built, err=True)
