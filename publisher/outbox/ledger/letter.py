"""A letter in a courier's hand, and what trying it ended with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from publisher.outbox.ledger.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row that was claimed."""

    issue_id: int
    subscriber_id: int
    choice: tuple[str, ...]
    """Tags of the issue that its reader had chosen when it was planned; none for everything."""
    tries: int
    """How often it was put off."""
    email: str = field(repr=False)
    public_id: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What becomes of a letter after it was tried."""

    letter: Letter
    standing: Standing
    """PLANNED for one that nothing was done with."""
    reply: str = ""
    due: datetime | None = None
    """When a deferred one is tried again."""
