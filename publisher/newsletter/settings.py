"""Who sends the weekly newsletter, when it closes, and how a reader leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publisher.site import Person
from publisher.week import Closing

_EMAIL = re.compile(r"""[^\s<>()\[\]\\,;:@"]+@[^\s<>()\[\]\\,;:@"]+""", re.ASCII)
_LEAVING = re.compile(r"(?:https://|mailto:)[!-~]+")
_LIST_ID = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LONGEST = 900  # a header line takes 998 octets (RFC 5322, section 2.1.1), its name and brackets too


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """What the configuration says of the newsletter; ValueError says what was expected."""

    sender: Person
    """With an e-mail address."""
    postal_address: str
    """Where the sender is reached by post; its lines are kept."""
    unsubscribe: str
    """Where a reader leaves: an https address, or `mailto:`."""
    closes: Closing = field(default_factory=Closing)
    list_id: str = ""
    """RFC 2919; empty stands for `weekly.` and the site's host."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Name and file name of each format that the footer leads to: `Atom`, `atom.xml`."""

    def __post_init__(self) -> None:
        _expect(_EMAIL, self.sender.email, "the sender's e-mail address, such as weekly@example.org")
        _expect(_LEAVING, self.unsubscribe, "an unsubscribe address that begins with https:// or mailto:")
        if self.list_id:
            _expect(_LIST_ID, self.list_id, "a list id such as weekly.example.org")


def _expect(pattern: re.Pattern[str], value: str, expected: str) -> None:
    if not (pattern.fullmatch(value) and value.isascii() and len(value) <= _LONGEST):
        raise ValueError(f"expected {expected}, got {value!r}")
