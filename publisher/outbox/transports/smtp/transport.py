"""A relay as a way out: what the courier holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from publisher.outbox.transports.smtp.relay import Relay
from publisher.outbox.transports.smtp.session import SmtpSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """Brings parcels to a relay; each session is a connection of its own."""

    relay: Relay

    @property
    def name(self) -> str:
        return str(self.relay)

    @contextmanager
    def session(self) -> Iterator[SmtpSession]:
        session = SmtpSession(self.relay)
        try:
            yield session
        finally:
            session.close()
