"""The words for what can become of a letter."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Where a letter stands."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    """A courier holds it: safe to take again when they are dead."""
    SENDING = "sending"
    """Its bytes may have left: written down before they do."""
    DEFERRED = "deferred"
    """To be tried again when it is due."""
    SENT = "sent"
    DOUBT = "doubt"
    """Its courier died, or nobody answered, while its bytes were leaving: it may have arrived."""
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    """Its reader left, or their address failed, after the letter was planned."""
    SKIPPED = "skipped"
    """Its reader chose this language, but nothing that this issue holds."""


OPEN = (Standing.PLANNED, Standing.CLAIMED, Standing.SENDING, Standing.DEFERRED)
"""What a courier still has to do with."""
