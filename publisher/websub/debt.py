"""What each hub was told of, and the feeds as they are -> what it has yet to be told of. No clock, no disk, no network.

A feed is told by its hash: so what a hub is owed follows from the manifest, whenever a run of the program ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Hashes = Mapping[str, str]
"""Topic -> SHA-256 of the feed's bytes."""
Told = Mapping[str, Hashes]
"""Hub -> the feeds as it was last told of them."""


def begun(told: Told, hubs: Iterable[str], standing: Hashes) -> Told:
    """Add the hubs that are new, and forget those that are no longer named.

    Of what stood before its first time a hub is owed nothing: it hears of changes.
    """
    return {hub: told.get(hub, standing) for hub in hubs}


def owed(told: Hashes, current: Hashes) -> tuple[str, ...]:
    """The topics whose feeds a hub does not know as they are, in their order; those that are gone are no topics."""
    return tuple(topic for topic, digest in current.items() if told.get(topic) != digest)


def settled(told: Hashes, current: Hashes, done: Collection[str]) -> Hashes:
    """What a hub knows when some topics are done with. A feed that is gone is new should it return."""
    known = {topic: told[topic] for topic in current if topic in told}
    return known | {topic: current[topic] for topic in done}
