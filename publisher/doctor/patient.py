"""What is examined, and by which means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from publisher.config import Settings
from publisher.doctor.names import Names
from publisher.outbox.transports.smtp import Relay


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A publication."""

    settings: Settings
    names: Names
    clock: Callable[[], datetime]
    """What this machine takes for the time."""
    timeout: float = 10.0
    """Seconds that a relay or a web server has for an answer."""

    @property
    def sender_domain(self) -> str:
        """Of the From address: what readers see, and DMARC is about."""
        return self.settings.newsletter.domain.lower()

    @property
    def return_domain(self) -> str:
        """Of the return path: what SPF is about."""
        return self.settings.mail.return_path.rpartition("@")[2].lower()

    @property
    def relay(self) -> Relay | None:
        """Where letters go, when they go by SMTP."""
        return self.settings.mail.relay if self.settings.mail.transport == "smtp" else None
