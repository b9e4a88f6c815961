"""`publisher build` and `publisher publish`: notes -> feeds and pages, and hubs told."""

from __future__ import annotations

import random
import time
from pathlib import Path

import click

from publisher.commands.options import building
from publisher.commands.running import errors, read_clock, read_settings


@click.command(
    epilog="Commit feeds/ and register.jsonl with the notes: the register keeps ids and dates.",
    short_help="Write feeds and pages from the notes.",
)
@building
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


@click.command(epilog="Where feeds/ is copied to a server: `publisher build`, copy, then `publisher publish`.")
@building
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
