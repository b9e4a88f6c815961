"""`publisher subscribers forget`: one person, erased."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands.running import ask, config_option, errors, json_option, read_clock, read_settings
from publisher.commands.subscribers.address import ADDRESS

if TYPE_CHECKING:
    from publisher.audience.email import Email
    from publisher.errors import Problem
    from publisher.store.store import Store


@click.command()
@ADDRESS
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@config_option
@json_option
def forget(*, email: Email, yes: bool, config: Path, as_json: bool) -> None:
    """Erase one person: address, choices, consents. It cannot be undone.

    What remains is a keyed hash of the address, so that no import brings them back, and a number without a name.
    """
    with errors():
        from publisher import console
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of

        settings = read_settings(config)
        if not yes:
            ask(f"Erase {email.written} for good?")
        with opened(settings) as store:
            outcome = roster_of(store, settings).forget(email, now=read_clock())
            problem = _scrub(store)
        console.tell(problem)
        copies = _copies(settings.store.file)
        if as_json:
            console.print_json({"changed": outcome.has_changed, "copies": list(map(str, copies))})
        else:
            console.print_lines(answers.forgotten_in_words(copies, has_changed=outcome.has_changed))


def _scrub(store: Store) -> list[Problem]:
    """Clean the files; somebody at work in them may keep us from it, and then who is erased is erased nevertheless."""
    from publisher.errors import Problem, PublisherError, Severity

    try:
        store.scrub()
    except PublisherError as error:
        message = f"{error.message}; erased, but parts may be left in the file: do the same again later"
        return [Problem(file="forget", message=message, severity=Severity.NOTICE)]
    return []


def _copies(file: Path | None) -> list[Path]:
    """Copies that were kept from before upgrades."""
    return sorted(file.parent.glob(f"{file.name}.before-*")) if file else []
