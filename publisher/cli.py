"""The command line: options in, stages run, results told. Groups of commands stand in `commands`."""

from __future__ import annotations

import os
import random
import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from publisher import __version__
from publisher.commands.bounces import bounces
from publisher.commands.doctor import doctor
from publisher.commands.running import FILE, FOLDER, TEMPLATES, config_option, errors, read_clock, read_settings
from publisher.commands.send import issue, send, worker
from publisher.commands.status import status
from publisher.commands.store import db
from publisher.commands.subscribers import subscribers


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
      publisher subscribers list   who reads by mail
      publisher send               the newest closed week to its subscribers, after asking
      publisher status             how many there are
      publisher bounces            what came back, heard
      publisher doctor             names, relay, web and files: what to do
    """
    if sys.getfilesystemencoding() != "utf-8":
        # Names of files are UTF-8 whatever the locale says, and only a new interpreter can be told so.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  # it is this very program


def _paths(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
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


def _building(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that builds."""
    options = (
        _paths("content", "templates", "register"),
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
    with errors():
        from publisher import console, pipeline, results
        from publisher.output.trouble import standing
        from publisher.register.guard import Policy

        settings = read_settings(config, content=content, output=output, templates=templates, register=register)
        built = pipeline.build(settings, now=read_clock(), policy=Policy(**policy), strict=strict, watch=console.watch)
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
    with errors():
        from publisher import console, publication, results
        from publisher.register.guard import Policy
        from publisher.websub.patience import Pace

        settings = read_settings(config, content=content, output=output, templates=templates, register=register)
        pace = Pace(clock=time.monotonic, sleep=time.sleep, chance=random.random)
        published = publication.publish(
            settings, now=read_clock(), policy=Policy(**policy), strict=strict, pace=pace, watch=console.watch
        )
        console.tell((*published.built.problems, *published.problems))
        if as_json:
            console.print_json(results.published_as_json(published))
        else:
            console.print_lines(results.published_in_words(published, settings.paths))


@main.command()
@_paths("content", "templates", "register")
@click.option("--output", type=FOLDER, help="Folder for the files.  [default: newsletters]")
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
    with errors():
        from publisher import console, pipeline, results
        from publisher.week import Week

        settings = read_settings(config, content=content, newsletters=output, templates=templates, register=register)
        if unknown := [code for code in languages if code not in settings.site.codes]:
            expected = ", ".join(settings.site.codes)
            raise click.BadParameter(f'expected one of {expected}, got "{unknown[0]}"', param_hint="--language")
        try:
            chosen = Week.parse(week) if week is not None else None
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--week") from error
        if not all(map(settings.tags.identity, tags)):
            raise click.BadParameter("expected a tag, got nothing of one", param_hint="--tag")
        now = read_clock()
        made = pipeline.digest(settings, now=now, week=chosen, languages=languages, tags=tags, watch=console.watch)
        if as_json:
            console.print_json(results.digest_as_json(made))
        else:
            console.print_lines(results.digest_in_words(made, week=chosen, tags=tags, now=now))


@main.command()
@_paths("content", "templates", "register")
@click.option("--output", type=FOLDER, help="Folder that is served: the web root.")
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
    with errors():
        from publisher import console, pipeline, results

        settings = read_settings(config, content=content, output=output, templates=templates, register=register)
        checked = pipeline.check(settings, now=read_clock(), watch=console.watch)
        if as_json:
            console.print_json(results.checked_as_json(checked))
        else:
            console.tell(checked.problems)
            console.print_lines(results.checked_in_words(checked))
        sys.exit(int(checked.has_mistakes))


@main.command()
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


main.add_command(subscribers)
main.add_command(bounces)
main.add_command(doctor)
main.add_command(send)
main.add_command(issue)
main.add_command(worker)
main.add_command(status)
main.add_command(db)
