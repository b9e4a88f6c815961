"""[resend] -> what letters are handed to Resend by, and what its webhooks are signed by."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from publisher.config.tables.account import ApiAddress, Safe
from publisher.config.tables.file_path import FilePath
from publisher.config.tables.table import Table
from publisher.outbox.hooks.resend import ResendHook
from publisher.outbox.transports.providers.resend import ADDRESS, MOST_LETTERS, Resend

RESEND_KEY = "PUBLISHER_RESEND_KEY"
RESEND_SIGNING_SECRET = "PUBLISHER_RESEND_SIGNING_SECRET"  # noqa: S105  # its name


class ResendTable(Table):
    """An account of Resend; the key is in the environment or in a file of its own."""

    key_file: FilePath | None = None
    signing_secret_file: FilePath | None = None
    """Holds the secret that its webhooks are signed by."""
    letters_a_call: Annotated[int, Field(gt=0, le=MOST_LETTERS)] = MOST_LETTERS
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    address: ApiAddress = ADDRESS


def settle_resend(table: ResendTable, safe: Safe) -> Resend:
    return Resend(
        key=safe.secret(RESEND_KEY, "resend.key_file", table.key_file, wanted_by="mail.transport"),
        address=table.address,
        letters_a_call=table.letters_a_call,
        timeout=table.timeout,
    )


def settle_resend_hook(table: ResendTable, safe: Safe) -> ResendHook:
    file = table.signing_secret_file
    return ResendHook(secret=safe.secret(RESEND_SIGNING_SECRET, "resend.signing_secret_file", file, wanted_by="hooks"))
