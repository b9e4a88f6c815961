"""The command line: options in, stages run, results told. Groups of commands stand in `commands`."""

from __future__ import annotations

import os
import random
import shlex
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher import __version__
from publisher.commands.bounces import bounces
from publisher.commands.doctor import doctor
from publisher.commands.running import FILE, FOLDER, TEMPLATES, config_option, errors, read_clock, read_settings
from publisher.commands.send import issue, send, worker
from publisher.commands.serve import serve
from publisher.commands.status import status
from publisher.commands.store import db
from publisher.commands.subscribers import subscribers

if TYPE_CHECKING:
    from publisher.lint.web.ask import Asker


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
      publisher preview            the site and its mails in a browser, anew after each change
      publisher publish            a build, and hubs told of what changed
      publisher digest             the newest closed week as mail, into newsletters/
      publisher subscribers list   who reads by mail
      publisher send               the newest closed week to its subscribers, after asking
      publisher status             how many there are
      publisher serve              the site, and pages to subscribe on
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
@click.option("--all-issues", is_flag=True, help="Look at every week's mail, not at the newest alone.")
@click.option("--links", is_flag=True, help="Ask the web whether every address still leads somewhere; takes its time.")
@click.option(
    "--explain",
    metavar="CODE",
    is_flag=False,
    flag_value="",
    help="Say why a code such as mail/link-text is told, or list them all, and do nothing else.",
)
@click.option("--json", "as_json", is_flag=True, help="Print counts and problems as JSON.")
def check(
    *,
    config: Path,
    output: Path | None,
    content: Path | None,
    templates: Path | None,
    register: Path | None,
    all_issues: bool,
    links: bool,
    explain: str | None,
    as_json: bool,
) -> None:
    """Read everything and write nothing: every mistake, and what there is.

    The newest newsletter is made too, and read as mail programs and filters would.

    \b
    Examples:
      publisher check
      publisher check --content drafts --json
      publisher check --all-issues --links
      publisher check --explain mail/contrast
    """
    with errors():
        from publisher import console, results
        from publisher.inspection import inspect

        if explain is not None:
            _explain(explain, as_json=as_json)
            return
        settings = read_settings(config, content=content, output=output, templates=templates, register=register)
        asker = _asker(settings.site.address) if links else None
        seen = inspect(settings, now=read_clock(), every_issue=all_issues, asker=asker, watch=console.watch)
        if as_json:
            console.print_json(results.inspected_as_json(seen))
        else:
            console.tell(seen.problems)
            console.print_lines(results.inspected_in_words(seen))
        sys.exit(int(seen.has_mistakes))


def _explain(code: str, *, as_json: bool) -> None:
    from publisher import console
    from publisher.lint import explain

    try:
        rules = explain.rules_of(code)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--explain") from error
    if as_json:
        console.print_json(explain.as_json(rules))
    else:
        console.print_lines(explain.in_words(rules))


def _asker(address: str) -> Asker:
    """Whoever asks the web says which program it is, and for whom."""
    from publisher.lint.web.ask import Asker
    from publisher.lint.web.pace import Manners, Pace

    manners = Manners()
    return Asker(agent=f"publisher/{__version__} (link check; +{address})", manners=manners, pace=Pace(manners=manners))


@main.command()
@_paths("content", "templates", "register")
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
main.add_command(serve)
main.add_command(db)
