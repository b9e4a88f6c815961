"""Lines that a server answered -> a code, an enhanced status and words (RFC 5321, section 4.2; RFC 3463)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])([^\n]*?))?\r?\n")
"""A line of a reply: its code, whether it goes on, its text."""

_STATUS = re.compile(r"([245])\.([0-9]{1,3})\.([0-9]{1,3})(?:\s+|$)")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")
_QUEUED = re.compile(r"queued (?:mail )?(?:as|for delivery as) <?([\w.@+=/-]+)", re.IGNORECASE)
_IDENTITY = re.compile(r"\bid=<?([\w.@+=/-]+)", re.IGNORECASE)
_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer."""

    code: int
    lines: tuple[bytes, ...] = ()
    """Their texts, without the code."""

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_for_now(self) -> bool:
        """Whether the same may go well later."""
        return 400 <= self.code < 500

    @property
    def is_for_good(self) -> bool:
        return 500 <= self.code < 600

    @property
    def closes(self) -> bool:
        """RFC 5321, section 4.2.3: the service ends the connection."""
        return self.code == 421

    @property
    def status(self) -> str:
        """`5.1.1`; empty where there is none, or one of another class than the code."""
        found = _STATUS.match(self._texts()[0]) if self.lines else None
        return ".".join(found.groups()) if found and found[1] == str(self.code)[0] else ""

    @property
    def reference(self) -> str:
        """The queue id, as Postfix, Exim, Exchange and others say it."""
        words = self.lines[-1].decode("utf-8", "replace") if self.lines else ""
        found = _QUEUED.search(words) or _IDENTITY.search(words)
        return found[1] if found else ""

    def __str__(self) -> str:
        """On one line: `550 5.1.1 no such user`; the status is said once, however many lines repeat it."""
        texts = self._texts()
        words = " ".join((*texts[:1], *(_STATUS.sub("", text, count=1) for text in texts[1:])))
        return f"{self.code} {_UNSHOWN.sub(' ', words)}".strip()[:_SHOWN]

    def _texts(self) -> Sequence[str]:
        return [line.decode("utf-8", "replace").strip() for line in self.lines]
