"""Where a relay is, and how it is spoken to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from publisher.outbox.transports.smtp.password import Password


class Security(StrEnum):
    """How letters are kept from others on the way to the relay."""

    STARTTLS = "starttls"
    """A plain connection is turned into TLS before anything is said; where that fails nothing is."""
    TLS = "tls"
    """TLS from the first byte."""
    NONE = "none"
    """For a relay on this machine, or a network that nobody else is in."""

    @property
    def port(self) -> int:
        """The usual one (RFC 6409, RFC 8314)."""
        return {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A server that takes letters from us and brings them on."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    ca_file: Path | None = None
    """Certificates that are trusted instead of the system's."""
    username: str = ""
    """No login where it is empty."""
    password: Password = field(default_factory=Password)
    client_name: str = "localhost"
    """What we call ourselves (RFC 5321, section 4.1.1.1)."""
    letters_a_connection: int = 1000
    """After so many a new connection is opened: Exim, for one, takes no more by default."""
    timeout: float = 300.0
    """Seconds for the answer to a command; those of RFC 5321, section 4.5.3.2, are in proportion."""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"
