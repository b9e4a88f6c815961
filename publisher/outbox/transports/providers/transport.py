"""A provider's API as a way out: what the courier holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from publisher.errors import PublisherError
from publisher.outbox.transports.providers.gateway import Gateway
from publisher.outbox.transports.providers.provider import Provider

if TYPE_CHECKING:
    from publisher.outbox.transports.providers.session import ProviderSession


@dataclass(frozen=True, slots=True, kw_only=True)
class ByProvider:
    """Brings parcels to a provider; each session is a connection of its own."""

    provider: Provider
    clock: Callable[[], float] = time.monotonic
    """Seconds that only rise."""
    sleep: Callable[[float], object] = time.sleep
    """Waits for so many seconds before the same call is made again."""
    gateway: Gateway = field(default_factory=Gateway)

    @property
    def name(self) -> str:
        return urlsplit(self.provider.address).netloc

    @contextmanager
    def session(self) -> Iterator[ProviderSession]:
        """A connection; what was found meanwhile that speaks of us is told at its end, for no other may follow."""
        from publisher.outbox.transports.providers.session import ProviderSession
        from publisher.outbox.transports.providers.wire import Wire

        provider, key = self.provider, self.provider.key.read()
        self._expect_open()
        headers = provider.authorization(key)
        secrets = (key, *(word for value in headers.values() for word in value.split()[-1:]))
        wire = Wire(provider.address, headers=headers, secrets=secrets, timeout=provider.timeout, clock=self.clock)
        try:
            wire.reach()
            yield ProviderSession(
                provider=provider, wire=wire, gateway=self.gateway, clock=self.clock, sleep=self.sleep
            )
        finally:
            wire.close()
        self._expect_open()

    def _expect_open(self) -> None:
        if refusal := self.gateway.refusal(self.clock()):
            raise PublisherError(f"{self.provider.name}: {refusal}")
