"""What every part of the web application may use. There are no globals: whoever makes it hands over all of this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from publisher.audience.roster import Roster
from publisher.config import Settings
from publisher.outbox.transport import Transport
from publisher.pages.page import Press
from publisher.store.opening import Chance
from publisher.store.store import Store
from publisher.web.root import WebRoot

if TYPE_CHECKING:
    from jinja2 import Environment

Clock = Callable[[], datetime]
"""The time now, aware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a part asks for instead of reaching out itself."""

    settings: Settings
    store: Store
    roster: Roster
    clock: Clock
    chance: Chance
    transport: Transport | None
    """The way out for mail; None where none is configured: then nobody can subscribe here."""
    environment: Environment
    press: Press
    """Knows what pages load from the web root."""
    root: WebRoot
    """What was built."""

    @property
    def base(self) -> str:
        """The path of the site's address, without its last slash: `/notes`, or nothing."""
        return urlsplit(self.settings.site.address).path.rstrip("/")
