"""[subscribers] -> what is kept of those who read by mail, and how often an address may be asked."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, NonNegativeInt

from publisher.audience.happening import MOST_ASKS
from publisher.audience.limits import Limits
from publisher.audience.remotes import Remotes
from publisher.config.tables.table import Table


def _remotes(value: str) -> str:
    if value not in set(Remotes):
        raise ValueError(f'expected one of {", ".join(Remotes)}, got "{value}"')
    return value


class SubscribersTable(Table):
    """What is kept of those who read by mail."""

    remote_addresses: Annotated[str, AfterValidator(_remotes)] = Remotes.HASHED.value
    """What is kept of the network address that a consent came from: `hashed`, `plain` or `none`."""
    asks_per_address: NonNegativeInt = MOST_ASKS
    """A day; 0 is no limit, here and below."""
    asks_per_network: NonNegativeInt = 20
    """An hour, from one /24 of IPv4 or one /64 of IPv6."""
    asks_in_total: NonNegativeInt = 1000
    """An hour, from everywhere."""
    goodbye: bool = True
    """Whether who leaves is told so by mail, once, with the way back."""


def settle_limits(table: SubscribersTable) -> Limits:
    return Limits(address=table.asks_per_address, network=table.asks_per_network, total=table.asks_in_total)
