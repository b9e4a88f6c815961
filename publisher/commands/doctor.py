"""`publisher doctor`: whether all is in order outside the notes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from publisher.commands.running import config_option, errors, json_option, read_settings


def _now() -> datetime:
    return datetime.now(UTC)  # the machine's own clock is examined, too: no time that is pinned


@click.command(short_help="Look at names, relay, web, files and clock: what to do.")
@config_option
@click.option("--name-server", metavar="ADDRESS", help="Ask this name server: 9.9.9.9, or 127.0.0.1#5353.")
@json_option
def doctor(*, config: Path, name_server: str | None, as_json: bool) -> None:
    """Look at names, relay, web, files and clock: what is wrong, and what to do.

    Nothing is sent and nothing is changed. The exit status is 1 where something fails.

    \b
    Examples:
      publisher doctor
      publisher doctor --name-server 9.9.9.9 --json
    """
    with errors():
        from publisher import console
        from publisher.commands import diagnosis
        from publisher.doctor.examination import examine
        from publisher.doctor.finding import Grade
        from publisher.doctor.patient import Patient

        settings = read_settings(config)
        patient = Patient(settings=settings, names=diagnosis.names(name_server), clock=_now)
        findings = tuple(console.watch(examine(patient), "Looking"))
        if as_json:
            console.print_json(diagnosis.as_json(findings))
        else:
            console.print_lines(diagnosis.in_words(findings))
        sys.exit(int(any(one.grade is Grade.FAIL for one in findings)))
