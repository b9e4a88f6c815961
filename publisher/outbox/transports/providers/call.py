"""A request to a provider, and what comes back of it: a whole answer, or silence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import responses

from publisher.http.retry_after import retry_after
from publisher.outbox.report import on_one_line

_LONGEST_WAIT = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A POST. It holds letters and is shown to nobody."""

    path: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer, of whatever kind: others wrote it."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Asked by names in any case."""
    body: bytes = b""

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> object:
        """What it holds; None where that is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    def told(self, *names: str) -> str:
        """The status, and the words under these keys of its JSON or else of HTTP for it, on one line."""
        said = self.json()
        found = (said.get(name) for name in names) if isinstance(said, dict) else ()
        words = [str(word) for word in found if isinstance(word, str | int)]
        return on_one_line(" ".join((str(self.status), *(words or [responses.get(self.status, "")]))))

    @property
    def wait(self) -> float | None:
        """Seconds that it asks to be left alone for, a day at the most."""
        asked = retry_after(self.headers)
        return None if asked is None else min(asked, _LONGEST_WAIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """No whole answer came."""

    reason: str
    """Follows the provider's name: `broke off the connection`."""
    has_left: bool
    """Whether anything of the letters may have arrived."""
