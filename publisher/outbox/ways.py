"""What the configuration says of how mail leaves -> the transport that takes it out.

A new way out is a function here that makes it, under the word that `mail.transport` chooses it by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publisher.errors import PublisherError
from publisher.outbox.tolerance import Tolerance
from publisher.outbox.transport import Transport
from publisher.outbox.transports.folder import Folder
from publisher.outbox.transports.providers.provider import Provider
from publisher.outbox.transports.providers.transport import ByProvider
from publisher.outbox.transports.smtp.relay import Relay


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How mail leaves: letters, and the mails that ask people to confirm."""

    folder: Path
    """Where messages are put that are not sent."""
    transport: str = "folder"
    """One of WAYS."""
    relay: Relay | None = None
    """Where `smtp` brings them."""
    providers: Mapping[str, Provider] = field(default_factory=dict)
    """Way -> who takes letters by an API of their own."""
    return_path: str = ""
    """Where reports of failure go, with `{token}` for what tells whose letter it was."""
    bounces: str = ""
    """The Maildir or mbox that they arrive in."""
    dkim_selector: str = ""
    """By which the relay's key is found among the sender's names: `publisher doctor` asks for it."""
    tolerance: Tolerance = field(default_factory=Tolerance)


def _folder(mail: Mail) -> Transport:
    return Folder(path=mail.folder)


def _smtp(mail: Mail) -> Transport:
    from publisher.outbox.transports.smtp.transport import Smtp

    if not mail.relay:
        raise PublisherError("smtp.host is missing: mail.transport is smtp, which needs the name of a relay")
    return Smtp(relay=mail.relay)


def _provider(mail: Mail) -> Transport:
    provider = mail.providers.get(mail.transport)
    if not provider:
        raise PublisherError(f"{mail.transport}.domain is missing: mail.transport is {mail.transport}, which needs it")
    return ByProvider(provider=provider)


WAYS: Mapping[str, Callable[[Mail], Transport]] = {
    "folder": _folder,
    "smtp": _smtp,
    "postmark": _provider,
    "mailgun": _provider,
    "resend": _provider,
}
"""Word -> what makes the transport; it may raise PublisherError where something is missing for it."""


def way_out(mail: Mail) -> Transport:
    """The transport that the configuration chooses."""
    return WAYS[mail.transport](mail)


def expect_secret(mail: Mail) -> None:
    """Make sure of the password or key that the way out wants, before anything depends on it; PublisherError if not."""
    if mail.transport == "smtp" and mail.relay and mail.relay.username:
        mail.relay.password.read()
    if provider := mail.providers.get(mail.transport):
        provider.key.read()
