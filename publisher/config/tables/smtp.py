"""[smtp] -> the relay that takes letters from us, if any."""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, NonNegativeInt, model_validator

from publisher.config.tables.addresses import HOST
from publisher.config.tables.file_path import FilePath
from publisher.config.tables.table import Table
from publisher.outbox.transports.smtp import Password, Relay, Security
from publisher.secrecy import is_this_machine
from publisher.site import Site

_CLIENT_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[A-Za-z0-9.:]+\]")


def _relay_host(value: str) -> str:
    try:
        host = str(ip_address(value.strip().strip("[]")))
    except ValueError:
        try:
            host = value.strip().rstrip(".").encode("idna").decode().lower()
        except UnicodeError:
            host = ""
        if not HOST.fullmatch(host):
            raise ValueError(f'expected the name of a relay such as smtp.example.org, got "{value}"') from None
    return host


def _security(value: str) -> str:
    if value not in set(Security):
        raise ValueError(f'expected one of {", ".join(Security)}, got "{value}"')
    return value


def _client_name(value: str) -> str:
    if not _CLIENT_NAME.fullmatch(value):
        raise ValueError(f'expected a host name such as mail.example.org, or [192.0.2.1], got "{value}"')
    return value


def _username(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError(f'expected a name of printable ASCII, got "{value}"')
    return value


class SmtpTable(Table):
    """The relay that takes letters from us; its password is in the environment or in a file of its own."""

    host: Annotated[str, AfterValidator(_relay_host)] = ""
    port: Annotated[int, Field(gt=0, le=65535)] | None = None
    """587, 465 or 25 where it is not given, as `security` is."""
    security: Annotated[str, AfterValidator(_security)] = Security.STARTTLS.value
    """`starttls` or `tls`, each with a certificate that is checked; `none` for a relay on this machine."""
    in_the_open: bool = False
    """Lets `security = "none"` be said to another machine, as in a network of one's own. Never with a login."""
    ca_file: FilePath | None = None
    """Certificates, in PEM, that are trusted instead of the system's."""
    username: Annotated[str, AfterValidator(_username)] = ""
    password_file: FilePath | None = None
    """Holds the password and nothing else, and cannot be read by others."""
    client_name: Annotated[str, AfterValidator(_client_name)] | None = None
    """What this machine calls itself; the site's host where it is not given."""
    letters_a_connection: NonNegativeInt = 1000
    """After so many a new one is opened; 0 for never."""
    timeout: Annotated[float, Field(gt=0, le=3600)] = 300.0
    """Seconds that the relay has for the answer to a command."""

    @model_validator(mode="after")
    def _is_safe(self) -> SmtpTable:
        if self.model_fields_set and not self.host:
            raise ValueError("expected a host: the relay that takes letters from us")
        if self.security != Security.NONE.value or is_this_machine(self.host):
            return self
        if self.username:
            raise ValueError(f'expected security "starttls" or "tls": a password would go to {self.host} in the open')
        if not self.in_the_open:
            raise ValueError(
                f'expected security "starttls" or "tls": letters would go to {self.host} in the open'
                " (in_the_open = true allows it)"
            )
        return self


def settle_relay(table: SmtpTable, site: Site, *, folder: Path, password: str) -> Relay | None:
    if not table.host:
        return None
    security = Security(table.security)
    return Relay(
        host=table.host,
        port=table.port or security.port,
        security=security,
        ca_file=folder / table.ca_file if table.ca_file else None,
        username=table.username,
        password=Password(text=password, file=folder / table.password_file if table.password_file else None),
        client_name=table.client_name or site.host,
        letters_a_connection=table.letters_a_connection,
        timeout=table.timeout,
    )
