"""The text of a mail -> whose letter it is about, and which letter.

Anybody can write to the return path, and what comes back of a letter is often cut, rewrapped or redacted. So our own
marks are looked for wherever they may stand: tokens of a return path or of a link to leave, each with a keyed hash
that nobody makes up. What the mail was addressed to comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from publisher.audience.links import Purpose, read_token
from publisher.outbox.addressing import PLACE, read_return_path
from publisher.site import leave_path
from publisher.store.keyring import Keyring

_MOST_TOKENS = 1_000
_LEAVING = re.compile(re.escape(leave_path("", "")) + r"([\w-]{43})(?![\w-])", re.ASCII)
_MESSAGE_ID = re.compile(r"<([0-9a-f]{40}@[^\s<>@]{1,255})>")
_FEEDBACK_ID = re.compile(
    r"^Feedback-ID:\s*([\w-]{1,20}:[\w-]{1,40}:[\w-]{1,40}:\w{1,40})", re.IGNORECASE | re.MULTILINE | re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What tells of a letter."""

    public_id: bytes = field(default=b"", repr=False)
    message_id: str = ""
    feedback_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Our own marks, as those who know the secret know them."""

    keyring: Keyring
    return_path: str
    """The template, with PLACE in it."""

    def trace(self, texts: Iterable[str]) -> Trace:
        """Whose letter these texts are about: the first of them that says so is believed."""
        texts = tuple(texts)
        whose = islice((public_id for text in texts for public_id in self._whose(text)), 1)
        return Trace(
            public_id=next(whose, b""), message_id=_first(_MESSAGE_ID, texts), feedback_id=_first(_FEEDBACK_ID, texts)
        )

    def _whose(self, text: str) -> Iterator[bytes]:
        before, _, after = self.return_path.partition(PLACE)
        addresses = re.compile(rf"{re.escape(before)}[a-z2-7]{{39}}{re.escape(after)}", re.IGNORECASE)
        for found in islice(addresses.finditer(text), _MOST_TOKENS):
            if public_id := read_return_path(self.return_path, self.keyring, found[0]):
                yield public_id
        for found in islice(_LEAVING.finditer(text), _MOST_TOKENS):
            if public_id := read_token(self.keyring, Purpose.LEAVE, found[1]):
                yield public_id


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    return next((found[1] for text in texts if (found := pattern.search(text))), "")
