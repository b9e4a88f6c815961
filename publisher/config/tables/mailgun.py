"""[mailgun] -> what letters are handed to Mailgun by, and what its webhooks are signed by."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from publisher.config.tables.account import ApiAddress, Safe
from publisher.config.tables.addresses import HOST
from publisher.config.tables.file_path import FilePath
from publisher.config.tables.table import Table
from publisher.outbox.hooks.mailgun import MailgunHook
from publisher.outbox.transports.providers.mailgun import REGIONS, Mailgun

MAILGUN_KEY = "PUBLISHER_MAILGUN_KEY"
MAILGUN_SIGNING_KEY = "PUBLISHER_MAILGUN_SIGNING_KEY"


def _domain(value: str) -> str:
    if not HOST.fullmatch(value):
        raise ValueError(f'expected a domain at Mailgun such as mg.example.org, got "{value}"')
    return value


class MailgunTable(Table):
    """A domain at Mailgun; the key is in the environment or in a file of its own."""

    domain: Annotated[str, AfterValidator(_domain)] = ""
    region: Literal["us", "eu"] = "us"
    """Where the domain is: letters are kept there."""
    key_file: FilePath | None = None
    signing_key_file: FilePath | None = None
    """Holds the key that its webhooks are signed by."""
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    address: ApiAddress | None = None
    """The region's where it is not given."""


def settle_mailgun(table: MailgunTable, safe: Safe) -> Mailgun | None:
    """None without a domain."""
    if not table.domain:
        return None
    return Mailgun(
        key=safe.secret(MAILGUN_KEY, "mailgun.key_file", table.key_file, wanted_by="mail.transport"),
        domain=table.domain,
        address=table.address or REGIONS[table.region],
        timeout=table.timeout,
    )


def settle_mailgun_hook(table: MailgunTable, safe: Safe) -> MailgunHook:
    file = table.signing_key_file
    return MailgunHook(secret=safe.secret(MAILGUN_SIGNING_KEY, "mailgun.signing_key_file", file, wanted_by="hooks"))
