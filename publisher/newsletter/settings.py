"""Who sends the weekly newsletter, when it closes, and how a reader leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from publisher.site import Person
from publisher.week import Closing

_EMAIL = re.compile(r"""[^\s<>()\[\]\\,;:@"]+@[^\s<>()\[\]\\,;:@"]+""", re.ASCII)
# No quotes and no angle brackets, which stand in no URI (RFC 3986) and would end the header or the attribute around it.
_LEAVING = re.compile(r"""(?:https://|mailto:)[!#-;=?-\[\]_a-z~]+""", re.IGNORECASE)
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
    group: Literal["day", "tag"] = "day"
    """What the notes of an issue stand under: the day of publication, or their first tag."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Name and file name of each format that the footer leads to: `Atom`, `atom.xml`."""

    def __post_init__(self) -> None:
        expect_email(self.sender.email, "the sender's e-mail address")
        expect_link(self.unsubscribe)
        if self.list_id:
            _expect(_LIST_ID, self.list_id, "a list id such as weekly.example.org")

    @property
    def domain(self) -> str:
        """Whose mail it is."""
        return self.sender.email.rpartition("@")[2]


def expect_email(value: str, whose: str) -> None:
    """ValueError unless this is an address that any mail program can write to."""
    _expect(_EMAIL, value, f"{whose}, such as weekly@example.org")


def expect_link(value: str) -> None:
    """ValueError unless this is an address by which a reader can leave, or choose."""
    _expect(_LEAVING, value, "an unsubscribe address that begins with https:// or mailto:")


def _expect(pattern: re.Pattern[str], value: str, expected: str) -> None:
    if not (pattern.fullmatch(value) and value.isascii() and len(value) <= _LONGEST):
        raise ValueError(f"expected {expected}, got {value!r}")
