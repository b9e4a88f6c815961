"""`publisher bounces`: what came back to the return path."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands.running import config_option, errors, json_option, read_clock, read_settings

if TYPE_CHECKING:
    from publisher.config import Settings
    from publisher.outbox.bounces.mailbox import Item
    from publisher.outbox.hearing import Heard

_STANDARD_INPUT = "-"


@click.command(
    epilog='From Postfix: `bounces: |"publisher bounces --config /srv/notes/publisher.toml -"` in aliases.',
    short_help="Read what came back, so that nobody is written to in vain.",
)
@click.argument("path", required=False)
@config_option
@click.option("--recipient", default="", metavar="ADDRESS", help="Whom standard input's mail was for: the envelope's.")
@click.option("--dry-run", is_flag=True, help="Change nothing: say what would be.")
@json_option
def bounces(*, path: str | None, config: Path, recipient: str, dry_run: bool, as_json: bool) -> None:
    """Read what came back: a Maildir, an mbox, a message, or - for standard input.

    Addresses that do not exist get no more letters, complaints are leaves, and what may pass is counted. Mail that
    nothing proves is listed and changes nothing. No mail is deleted: that of a Maildir is marked as seen.
    Without PATH it is `mail.bounces` of the configuration. On standard input the exit status is 75 where the mail
    server should keep the mail and try again.

    \b
    Examples:
      publisher bounces ~/Maildir/.bounces
      publisher bounces --dry-run /var/mail/bounces
      publisher bounces - < message.eml
    """
    with _patiently() if path == _STANDARD_INPUT else errors():
        from publisher import console
        from publisher.commands import answers

        settings = read_settings(config)
        where = path or settings.mail.bounces
        if not where:
            raise click.UsageError("expected a Maildir, an mbox, a message or -; mail.bounces names none either")
        heard = list(_heard(settings, where, recipient=recipient, is_dry=dry_run))
        if as_json:
            console.print_json(answers.heard_as_json(heard, is_dry=dry_run))
        else:
            console.print_lines(answers.heard_in_words(heard, is_dry=dry_run))


def _heard(settings: Settings, where: str, *, recipient: str, is_dry: bool) -> Iterator[tuple[str, Heard]]:
    from publisher import console
    from publisher.commands.opening import opened, roster_of
    from publisher.outbox.bounces.mailbox import from_path, from_stream
    from publisher.outbox.bounces.reading import read
    from publisher.outbox.bounces.trace import Marks
    from publisher.outbox.hearing import Effect, Hearing

    items: Iterator[Item]
    items = from_stream(sys.stdin.buffer) if where == _STANDARD_INPUT else from_path(Path(where))
    with opened(settings, only_reads=is_dry) as store:
        marks = Marks(keyring=store.keyring, return_path=settings.mail.return_path)
        hearing = Hearing(roster=roster_of(store, settings), tolerance=settings.mail.tolerance)
        for item in console.watch(items, "Reading what came back"):
            effects = set()
            for report in read(item.content, marks, recipient=recipient):
                heard = hearing.hear(report, now=read_clock(), is_dry=is_dry)
                effects.add(heard.effect)
                yield item.name, heard
            if not is_dry:
                item.mark(is_for_a_person=Effect.UNRECOGNISED in effects)


@contextmanager
def _patiently() -> Iterator[None]:
    """Whatever is wrong here, the mail server keeps the mail: nothing that came back is lost."""
    try:
        with errors(status=os.EX_TEMPFAIL):
            yield
    except (click.UsageError, BrokenPipeError):
        raise
    except Exception:  # noqa: BLE001  # a bug of ours would lose the mail
        import traceback

        traceback.print_exc()
        sys.exit(os.EX_TEMPFAIL)
