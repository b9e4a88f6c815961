"""`publisher check`: every mistake, and what there is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher import __version__
from publisher.commands.options import path_options
from publisher.commands.running import FOLDER, errors, read_clock, read_settings

if TYPE_CHECKING:
    from publisher.lint.web.ask import Asker


@click.command(short_help="Read everything, write nothing: every mistake, what there is.")
@path_options("content", "templates", "register")
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
