"""The command line: options in, stages run, results told. The only place that reads the clock."""

from __future__ import annotations

import os
import random
import re
import shlex
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from publisher import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.config import Settings

_MOST_SECONDS = 253_370_764_800
"""The year 9999 begins: no calendar here goes beyond it."""


class _Path(click.Path):
    """A path that is not empty: `--output "$UNSET"` would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not value:
            self.fail("expected a path, got nothing", param, ctx)
        return super().convert(value, param, ctx)


_FOLDER = _Path(path_type=Path, file_okay=False)
_FILE = _Path(path_type=Path, dir_okay=False)
_TEMPLATES = _Path(path_type=Path, file_okay=False, exists=True)


@click.group(
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
      publisher publish            the same, and hubs told of what changed
      publisher digest             the newest closed week as mail, into newsletters/
    """
    if sys.getfilesystemencoding() != "utf-8":
        # Names of files are UTF-8 whatever the locale says, and only a new interpreter can be told so.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  # it is this very program


def _paths(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that name paths instead of the configuration."""
    helps = {
        "content": ("Folder of notes.", _FOLDER),
        "templates": ("Folder of templates that stand for ours of the same name.", _TEMPLATES),
        "register": ("The file that remembers ids and dates.", _FILE),
    }

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names):
            text, kind = helps[name]
            command = click.option(f"--{name}", type=kind, help=text)(command)
        config = click.option(
            "--config", type=_FILE, default=Path("publisher.toml"), show_default=True, help="The configuration."
        )
        return config(command)

    return decorate


def _building(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that builds."""
    options = (
        _paths("content", "templates", "register"),
        click.option("--output", type=_FOLDER, help="Folder that is served: the web root."),
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
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command(epilog="Commit feeds/ and register.jsonl with the notes: the register keeps ids and dates.")
@_building
def build(
    *,
    config: Path,
    output: Path | None,
    content: Path | None,
    templates: Path | None,
    register: Path | None,
    strict: bool,
    as_json: bool,
    **policy: bool,
) -> None:
    """Write feeds and pages from the notes: whole files, and only those that changed.

    \b
    Examples:
      publisher build
      publisher build --strict --locked            in CI
      publisher build --content notes --output public
    """
    with _errors():
        from publisher import console, pipeline, results
        from publisher.output.trouble import standing
        from publisher.register.guard import Policy

        settings = _settings(config, content=content, output=output, templates=templates, register=register)
        built = pipeline.build(settings, now=_now(), policy=Policy(**policy), strict=strict, watch=console.watch)
        with standing("The build itself is done: everything is published."):
            console.tell(built.problems)
            if as_json:
                console.print_json(results.built_as_json(built))
            else:
                console.print_lines(results.built_in_words(built, settings.paths))


@main.command(epilog="Where feeds/ is copied to a server: `publisher build`, copy, then `publisher publish`.")
@_building
def publish(
    *,
    config: Path,
    output: Path | None,
    content: Path | None,
    templates: Path | None,
    register: Path | None,
    strict: bool,
    as_json: bool,
    **policy: bool,
) -> None:
    """Build, then tell the hubs of [websub] which feeds changed.

    Hubs are told of all that changed since they were last told. One that cannot be reached is named, fails nothing,
    and is told by the next `publish`.

    \b
    Examples:
      publisher publish
      publisher publish --strict --json
    """
    with _errors():
        from publisher import console, publication, results
        from publisher.register.guard import Policy
        from publisher.websub.patience import Pace

        settings = _settings(config, content=content, output=output, templates=templates, register=register)
        pace = Pace(clock=time.monotonic, sleep=time.sleep, chance=random.random)
        published = publication.publish(
            settings, now=_now(), policy=Policy(**policy), strict=strict, pace=pace, watch=console.watch
        )
        console.tell((*published.built.problems, *published.problems))
        if as_json:
            console.print_json(results.published_as_json(published))
        else:
            console.print_lines(results.published_in_words(published, settings.paths))


@main.command()
@_paths("content", "templates", "register")
@click.option("--output", type=_FOLDER, help="Folder for the files.  [default: newsletters]")
@click.option("--week", metavar="WEEK", help="An ISO week such as 2024-W50.  [default: the newest closed one]")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language; repeatable.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only notes with this tag; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def digest(
    *,
    config: Path,
    output: Path | None,
    content: Path | None,
    templates: Path | None,
    register: Path | None,
    week: str | None,
    languages: tuple[str, ...],
    tags: tuple[str, ...],
    as_json: bool,
) -> None:
    """Make a week's newsletter: .html to look at, .txt, and .eml as it would be sent.

    \b
    Examples:
      publisher digest
      publisher digest --week 2024-W50 --language ko
      publisher digest --tag tokenizer --tag embedding --output mail
    """
    with _errors():
        from publisher import console, pipeline, results
        from publisher.week import Week

        settings = _settings(config, content=content, newsletters=output, templates=templates, register=register)
        if unknown := [code for code in languages if code not in settings.site.codes]:
            expected = ", ".join(settings.site.codes)
            raise click.BadParameter(f'expected one of {expected}, got "{unknown[0]}"', param_hint="--language")
        try:
            chosen = Week.parse(week) if week is not None else None
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--week") from error
        if not all(map(settings.tags.identity, tags)):
            raise click.BadParameter("expected a tag, got nothing of one", param_hint="--tag")
        now = _now()
        made = pipeline.digest(settings, now=now, week=chosen, languages=languages, tags=tags, watch=console.watch)
        if as_json:
            console.print_json(results.digest_as_json(made))
        else:
            console.print_lines(results.digest_in_words(made, week=chosen, tags=tags, now=now))


@main.command()
@_paths("content", "templates", "register")
@click.option("--output", type=_FOLDER, help="Folder that is served: the web root.")
@click.option("--json", "as_json", is_flag=True, help="Print counts and problems as JSON.")
def check(
    *,
    config: Path,
    output: Path | None,
    content: Path | None,
    templates: Path | None,
    register: Path | None,
    as_json: bool,
) -> None:
    """Read everything and write nothing: every mistake, and what there is.

    \b
    Examples:
      publisher check
      publisher check --content drafts --json
    """
    with _errors():
        from publisher import console, pipeline, results

        settings = _settings(config, content=content, output=output, templates=templates, register=register)
        checked = pipeline.check(settings, now=_now(), watch=console.watch)
        if as_json:
            console.print_json(results.checked_as_json(checked))
        else:
            console.tell(checked.problems)
            console.print_lines(results.checked_in_words(checked))
        sys.exit(int(checked.has_mistakes))


@main.command()
@click.argument("folder", type=_FOLDER)
def init(*, folder: Path) -> None:
    """Make a new publication in FOLDER that builds at once.

    \b
    Examples:
      publisher init my-notes
      cd my-notes && publisher build
    """
    with _errors():
        from publisher.scaffold import scaffold

        for path in scaffold(folder, today=_now().date()):
            click.echo(path)
        click.echo(f"\nNext: cd {shlex.quote(click.format_filename(folder))} && publisher build")


@contextmanager
def _errors() -> Iterator[None]:
    """The one place where what a person can mend ends the program: a line each, exit status 1; and so do signals."""
    from publisher import console
    from publisher.errors import PublisherError

    console.bear_any_terminal()
    try:
        with console.interrupted_by_signals():
            yield
    except PublisherError as error:
        _end(1, error.message, *_notes(error))
    except BrokenPipeError:
        raise  # whoever read our output has seen enough: click ends quietly
    except OSError as error:
        # A folder without permission to enter, a name too long for the file system: wherever it was noticed first.
        place = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        _end(1, f"{place}cannot be used: {error.strerror or error}", *_notes(error))
    except console.Interrupted as error:
        _end(128 + error.signal, " ".join(("Stopped.", *_notes(error))))


def _notes(error: BaseException) -> list[str]:
    """What was noted of how things stand."""
    return getattr(error, "__notes__", [])


def _end(status: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(status)


def _settings(config: Path, **chosen: Any) -> Settings:
    from publisher.config import read

    return read(config, **chosen)


def _now() -> datetime:
    """The time, or the one that SOURCE_DATE_EPOCH pins for repeatable builds."""
    pinned = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not pinned:
        return datetime.now(UTC)
    if not re.fullmatch("[0-9]{1,12}", pinned) or int(pinned) >= _MOST_SECONDS:
        raise click.UsageError(f'SOURCE_DATE_EPOCH: expected seconds since 1970 such as 1735000000, got "{pinned}"')
    return datetime.fromtimestamp(int(pinned), UTC)
