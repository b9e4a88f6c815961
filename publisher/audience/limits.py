"""How often one may ask: with one address, from one network, and everyone together."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.audience.happening import MOST_ASKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many asks are taken; 0 is no limit."""

    address: int = MOST_ASKS
    """A day with one address. The page answers beyond it as before, and no mail is sent."""
    network: int = 0
    """An hour, from one /24 of IPv4 or one /64 of IPv6."""
    total: int = 0
    """An hour, from everywhere: so many mails at most can be made to leave by those who have very many networks."""
