"""`publisher subscribers`: which commands there are."""

from __future__ import annotations

import click

from publisher.commands.subscribers.adding import add
from publisher.commands.subscribers.forgetting import forget
from publisher.commands.subscribers.importing import import_
from publisher.commands.subscribers.listing import export, list_
from publisher.commands.subscribers.person import remove, show


@click.group(short_help="Add, list, show, remove and forget who reads by mail.")
def subscribers() -> None:
    """Add, list, show, remove, import, export and forget those who read by mail.

    \b
    Examples:
      publisher subscribers add me@example.org --language en --choice en/llm --consent "asked me at the fair"
      publisher subscribers import people.csv --consent "signed up at old.example.org" --dry-run
      publisher subscribers export --state confirmed > people.csv
    """


for _command in (add, list_, show, remove, import_, export, forget):
    subscribers.add_command(_command)
