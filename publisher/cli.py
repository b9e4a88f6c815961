"""The command line: which commands there are. Each stands in a module of `commands`."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import click

from publisher import __version__
from publisher.commands.bounces import bounces
from publisher.commands.build import build, publish
from publisher.commands.check import check
from publisher.commands.digest import digest
from publisher.commands.doctor import doctor
from publisher.commands.init import init
from publisher.commands.issue import issue
from publisher.commands.preview import preview
from publisher.commands.send import send
from publisher.commands.serve import serve
from publisher.commands.status import status
from publisher.commands.store import db
from publisher.commands.subscribers.group import subscribers
from publisher.commands.templates import templates
from publisher.commands.worker import worker

COMMANDS = (
    init,
    check,
    build,
    preview,
    publish,
    digest,
    subscribers,
    send,
    issue,
    worker,
    status,
    serve,
    bounces,
    doctor,
    templates,
    db,
)

_MANY = 100_000
"""New nouns before cycles are looked for among them: of those that a library is made of, none ever is in one."""


class _Program(click.Group):
    """Ends with a line also where click's own help cannot be written; what commands write they look after."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            if error.filename is not None:  # no stream
                raise
            from publisher.console import give_up_output

            give_up_output()
            click.echo(f"standard output: cannot be used: {error.strerror or error}", err=True)
            sys.exit(1)


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `publisher init my-notes`. Each command explains itself: `publisher build --help`.",
)
@click.version_option(__version__, prog_name="publisher")
def main() -> None:
    """Publish a folder of notes as feeds, pages and a weekly newsletter.

    \b
    Examples:
      publisher init my-notes      a new publication that builds at once
      publisher check              every mistake, and what there is
      publisher build              feeds and pages, into feeds/
      publisher preview            the site and its mails in a browser, anew after each change
      publisher publish            a build, and hubs told of what changed
      publisher digest             the newest closed week as mail, into newsletters/
      publisher subscribers list   who reads by mail
      publisher send               the newest closed week to its subscribers, after asking
      publisher status             how many subscribers there are, and what waits
      publisher serve              the site, and pages to subscribe on
      publisher bounces            what came back, heard
      publisher doctor             names, relay, web and files: what to do
      publisher templates          those of pages and mails, to have your own of
    """
    gc.set_threshold(_MANY)
    if sys.getfilesystemencoding() != "utf-8":
        # Names of files are UTF-8 whatever the locale says, and only a new interpreter can be told so.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  # it is this very program


for _command in COMMANDS:
    main.add_command(_command)
