"""Asks -> counts in the store, and whether one is too many: a restart forgives nobody.

Networks are kept as keyed hashes, and for an hour.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from publisher.audience.limits import Limits
from publisher.store.keyring import Keyring
from publisher.store.tables import tallies

_HOUR = timedelta(hours=1)
_PREFIX = {4: 24, 6: 64}
"""What one person can have at once: a provider gives a household a /64, and a /24 is what a small one holds."""


def network_of(remote: str) -> str:
    """The network that a network address belongs to; what is no address is a network of its own."""
    try:
        address = ipaddress.ip_address(remote.partition("%")[0])
    except ValueError:
        return remote
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network(f"{address}/{_PREFIX[address.version]}", strict=False))


def count(connection: Connection, limits: Limits, remote: str, *, keyring: Keyring, now: datetime) -> datetime | None:
    """Count an ask; where it is one too many, say from when on another is taken, and count nothing."""
    until = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + _HOUR
    connection.execute(delete(tallies).where(tallies.c.until <= now))
    asked = [(network_of(remote), limits.network), ("", limits.total)]
    counted = {keyring.hash("tally", name.encode()): limit for name, limit in asked if limit}
    query = select(tallies.c.key, tallies.c.number).where(tallies.c.key.in_(counted), tallies.c.until == until)
    numbers: dict[bytes, int] = {row.key: row.number for row in connection.execute(query)}
    if any(numbers.get(key, 0) >= limit for key, limit in counted.items()):
        return until
    for key in counted:
        _add(connection, key, until, is_new=key not in numbers)
    return None


def _add(connection: Connection, key: bytes, until: datetime, *, is_new: bool) -> None:
    if is_new:
        connection.execute(insert(tallies).values(key=key, until=until, number=1))
    else:
        same = (tallies.c.key == key) & (tallies.c.until == until)
        connection.execute(update(tallies).where(same).values(number=tallies.c.number + 1))
