"""A word of the command line -> one subscriber's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from publisher.audience.email import Email


def _parse_email(_: click.Context, __: click.Parameter, value: str) -> Email:
    from publisher.audience.email import parse_email

    try:
        return parse_email(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


ADDRESS = click.argument("email", callback=_parse_email)
