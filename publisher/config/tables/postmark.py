"""[postmark] -> what letters are handed to Postmark by, and what its webhooks prove themselves by."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from publisher.config.tables.account import ApiAddress, Safe
from publisher.config.tables.file_path import FilePath
from publisher.config.tables.table import Table
from publisher.outbox.hooks.postmark import PostmarkHook
from publisher.outbox.transports.providers.postmark import ADDRESS, MOST_LETTERS, Postmark

POSTMARK_TOKEN = "PUBLISHER_POSTMARK_TOKEN"  # noqa: S105  # its name
POSTMARK_HOOK = "PUBLISHER_POSTMARK_HOOK"

_STREAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")


def _stream(value: str) -> str:
    if not _STREAM.fullmatch(value):
        raise ValueError(f'expected the id of a message stream such as broadcast, got "{value}"')
    return value


class PostmarkTable(Table):
    """An account of Postmark; its token is in the environment or in a file of its own."""

    stream: Annotated[str, AfterValidator(_stream)] = "broadcast"
    """The message stream that letters belong to; newsletters have to be in one for broadcasts."""
    token_file: FilePath | None = None
    """Holds the server's token and nothing else, and cannot be read by others."""
    hook_file: FilePath | None = None
    """Holds `name:password`, by which its webhooks prove themselves."""
    letters_a_call: Annotated[int, Field(gt=0, le=MOST_LETTERS)] = 50
    """A call that breaks off leaves so many in doubt."""
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    """Seconds that it has for an answer."""
    address: ApiAddress = ADDRESS
    """Where its API begins."""


def settle_postmark(table: PostmarkTable, safe: Safe) -> Postmark:
    return Postmark(
        key=safe.secret(POSTMARK_TOKEN, "postmark.token_file", table.token_file, wanted_by="mail.transport"),
        address=table.address,
        stream=table.stream,
        letters_a_call=table.letters_a_call,
        timeout=table.timeout,
    )


def settle_postmark_hook(table: PostmarkTable, safe: Safe) -> PostmarkHook:
    return PostmarkHook(secret=safe.secret(POSTMARK_HOOK, "postmark.hook_file", table.hook_file, wanted_by="hooks"))
