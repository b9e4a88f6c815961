"""`publisher digest`: a week's newsletter as files."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.commands.options import path_options
from publisher.commands.running import FOLDER, errors, json_option, read_clock, read_settings


@click.command(short_help="Make a week's newsletter: .html, .txt and .eml.")
@path_options("content", "templates", "register")
@click.option("--output", type=FOLDER, help="Folder for the files.  [default: newsletters]")
@click.option("--week", metavar="WEEK", help="An ISO week such as 2024-W50.  [default: the newest closed one]")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language; repeatable.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only notes with this tag; repeatable.")
@json_option
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
