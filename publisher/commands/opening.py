"""Settings -> the open store of a command."""

from __future__ import annotations

import secrets

from publisher.audience.roster import Roster
from publisher.config import Settings
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.store import Store


def opened(settings: Settings, *, only_reads: bool = False) -> Store:
    """The store; for those who only read, an empty one where there is none yet, so that looking leaves no file."""
    is_needed = settings.store.is_there or not only_reads
    return open_store(settings.store if is_needed else StoreAddress(), chance=secrets.token_bytes)


def roster_of(store: Store, settings: Settings) -> Roster:
    """The people in it."""
    return Roster(
        store=store,
        chance=secrets.token_bytes,
        remotes=settings.remotes,
        limits=settings.limits,
        says_goodbye=settings.says_goodbye,
    )
