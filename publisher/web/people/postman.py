"""A site that is served -> a thread by which the mails leave that its store owes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from publisher import theme
from publisher.audience.roster import Roster
from publisher.config import Settings
from publisher.notices.clerk import Clerk
from publisher.notices.message import Desk
from publisher.notices.rounds import rounds
from publisher.outbox.ways import way_out
from publisher.store.store import Store
from publisher.web.people.catalogue import Catalogues


def postman(
    settings: Settings, store: Store, offered: Catalogues, clock: Callable[[], datetime]
) -> AbstractContextManager[Callable[[], None]]:
    """Let mails leave for as long as the block runs; what is yielded says that one is owed now."""
    desk = Desk(
        site=settings.site,
        newsletter=settings.newsletter,
        keyring=store.keyring,
        environment=theme.environment(settings.paths.templates),
        labels=lambda: offered().labels,
    )
    roster = Roster(store=store, chance=secrets.token_bytes, remotes=settings.remotes)
    return rounds(Clerk(roster=roster, desk=desk, transport=way_out(settings.mail)), clock)
