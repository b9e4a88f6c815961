"""[mail] -> by which way mail leaves, and where what comes back arrives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PositiveInt

from publisher.config.tables.addresses import EMAIL
from publisher.config.tables.file_path import FilePath
from publisher.config.tables.table import Table
from publisher.newsletter.settings import Newsletter
from publisher.outbox.addressing import PLACE
from publisher.outbox.tolerance import Tolerance
from publisher.outbox.transports.providers.provider import Provider
from publisher.outbox.transports.smtp import Relay
from publisher.outbox.ways import WAYS, Mail


def _way(value: str) -> str:
    if value not in WAYS:
        raise ValueError(f'expected one of {", ".join(WAYS)}, got "{value}"')
    return value


def _return_path(value: str) -> str:
    longest = len(value) - len(PLACE) + 39
    if value and not (
        value.count(PLACE) == 1
        and PLACE in value.rpartition("@")[0]
        and value.isascii()
        and EMAIL.fullmatch(value)
        and longest - len(value.rpartition("@")[2]) - 1 <= 64  # RFC 5321, section 4.5.3.1.1
    ):
        raise ValueError(f'expected an address such as bounces+{PLACE}@example.org, got "{value}"')
    return value


class MailTable(Table):
    """How mail leaves."""

    transport: Annotated[str, AfterValidator(_way)] = "folder"
    """By which way: `folder` sends nothing, and writes each message as a file; `smtp` brings it to a relay,
    and `postmark`, `mailgun` and `resend` to these providers."""
    folder: FilePath = "outbox"
    """Where those files go, from the folder of publisher.toml."""
    return_path: Annotated[str, AfterValidator(_return_path)] = ""
    """Where reports of failure go: `bounces+{token}@` the sender's domain where it is not given."""
    bounces: FilePath | Literal[""] = ""
    """The Maildir or mbox that they arrive in, from the folder of publisher.toml: `publisher bounces` reads it."""
    dkim_selector: Annotated[str, Field(pattern=r"^([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?)?$")] = ""
    """The s= of the DKIM-Signature that the relay or provider adds: `publisher doctor` looks for its key."""
    soft_bounces: PositiveInt = 3
    """In so many weeks one after another letters may not arrive before their reader gets no more."""
    soft_bounce_weeks: PositiveInt = 8
    """Within so many weeks."""


def settle_mail(
    table: MailTable, folder: Path, newsletter: Newsletter, *, relay: Relay | None, providers: Mapping[str, Provider]
) -> Mail:
    return Mail(
        folder=(folder / table.folder).absolute(),
        transport=table.transport,
        relay=relay,
        providers=providers,
        return_path=table.return_path or f"bounces+{PLACE}@{newsletter.domain}",
        bounces=str((folder / table.bounces).absolute()) if table.bounces else "",
        dkim_selector=table.dkim_selector,
        tolerance=Tolerance(failures=table.soft_bounces, weeks=table.soft_bounce_weeks),
    )
