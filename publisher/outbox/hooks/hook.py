"""A request of a provider -> news of letters, once it is proven that it comes from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from publisher.outbox.report import Report
from publisher.outbox.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A request, as it came."""

    headers: Mapping[str, str] = field(repr=False)
    """Their names are in lower case."""
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a request comes to. Empty where it tells of nothing that matters here, such as an arrival."""

    reports: Sequence[Report] = ()
    left: Sequence[str] = field(default=(), repr=False)
    """Addresses whose readers left by a way of the provider's own."""
    once: str = field(default="", repr=False)
    """What may be used once only, where the proof does not cover what is told; empty where it does."""


class UnprovenError(Exception):
    """Nobody knows who tells this: nothing of it is believed."""


class StaleError(UnprovenError):
    """It was proven once, too long ago: whoever repeats it now need not be who said it."""


class UnreadableError(Exception):
    """It is proven, and makes no sense."""


class Hook(Protocol):
    """A provider's webhook."""

    @property
    def name(self) -> str:
        """The last part of its address: `/hooks/postmark`."""

    @property
    def secret(self) -> Secret:
        """What proves that a request comes from there; without one the webhook is closed."""

    def news(self, told: Told, secret: str, now: datetime) -> News:
        """Understand a request.

        UnprovenError where it is not proven to be theirs, UnreadableError where it makes no sense; PublisherError where
        the secret is none that the provider gives.
        """
