"""What every command shares: paths, the configuration, the clock, and how what a person can mend ends the program."""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

    from publisher.config import Settings
    from publisher.dispatch.run import Clocks

_MOST_SECONDS = 253_370_764_800
"""The year 9999 begins: no calendar here goes beyond it."""


class _Path(click.Path):
    """A path that is not empty: `--output "$UNSET"` would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not value:
            self.fail("expected a path, got nothing", param, ctx)
        return super().convert(value, param, ctx)


FOLDER = _Path(path_type=Path, file_okay=False)
FILE = _Path(path_type=Path, dir_okay=False)
TEMPLATES = _Path(path_type=Path, file_okay=False, exists=True)

config_option = click.option(
    "--config", type=FILE, default=Path("publisher.toml"), show_default=True, help="The configuration."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@contextmanager
def errors(*, status: int = 1) -> Iterator[None]:
    """The one place where what a person can mend ends the program: a line each, this status; and so do signals."""
    from publisher import console
    from publisher.errors import PublisherError

    console.bear_any_terminal()
    try:
        with console.interrupted_by_signals():
            yield
    except PublisherError as error:
        _end(status, error.message, *_notes(error))
    except BrokenPipeError:
        raise  # whoever read our output has seen enough: click ends quietly
    except OSError as error:
        # A folder without permission to enter, a name too long for the file system: wherever it was noticed first.
        place = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        _end(status, f"{place}cannot be used: {error.strerror or error}", *_notes(error))
    except console.Interrupted as error:
        _end(128 + error.signal, " ".join(("Stopped.", *_notes(error))))


def ask(question: str) -> None:
    """Go on where a person says yes; `--yes` is for where nobody can be asked."""
    from publisher.errors import PublisherError

    try:
        is_meant = click.confirm(question, err=True)
    except click.Abort as error:
        click.echo(err=True)  # the question stands on a line of its own
        raise PublisherError("expected an answer, got none: --yes does not ask") from error
    if not is_meant:
        _end(1, "Nothing was done")


def _notes(error: BaseException) -> list[str]:
    """What was noted of how things stand."""
    return getattr(error, "__notes__", [])


def _end(status: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(status)


def read_settings(config: Path, **chosen: Any) -> Settings:
    from publisher.config import read

    return read(config, **chosen)


def read_clock() -> datetime:
    """The time, or the one that SOURCE_DATE_EPOCH pins for repeatable builds."""
    pinned = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not pinned:
        return datetime.now(UTC)
    if not re.fullmatch("[0-9]{1,12}", pinned) or int(pinned) >= _MOST_SECONDS:
        raise click.UsageError(f'SOURCE_DATE_EPOCH: expected seconds since 1970 such as 1735000000, got "{pinned}"')
    return datetime.fromtimestamp(int(pinned), UTC)


def clocks(stop: Event) -> Clocks:
    """What letters are sent by, until they are asked to stop."""
    from publisher.dispatch.run import Clocks

    return Clocks(now=read_clock, rising=time.monotonic, stop=stop)
