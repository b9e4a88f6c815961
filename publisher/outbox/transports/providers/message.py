"""The bytes of a message -> its words and header lines, for a provider that takes fields instead of a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.headerregistry import Address
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr

from publisher.newsletter.headers import decoded

_FIELDS = frozenset({"from", "to", "subject", "reply-to"})
"""Providers have fields for these."""
_OURS_NO_MORE = frozenset({"content-transfer-encoding", "content-type", "date", "mime-version", "return-path"})
"""Who puts the message together anew says these anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A message, taken apart. Words are as people read them, without encoding."""

    sender: str
    """`최민 <weekly@example.org>`, its name in quotes where it needs them."""
    reply_to: str
    subject: str
    text: str
    html: str
    headers: Sequence[tuple[str, str]]
    """Every other line, in its order, unfolded but otherwise as it was; ASCII."""


def take_apart(message: bytes, *, without: Iterable[str] = ()) -> Fields:
    """Take a message apart; `without` are headers (in lower case) that the provider wants to write itself."""
    # The oldest policy is the quickest: it leaves header lines alone.
    parsed = message_from_bytes(message, policy=compat32)
    left_out = _FIELDS | _OURS_NO_MORE | frozenset(without)
    return Fields(
        sender=_mailbox(_line(parsed, "From")),
        reply_to=_mailbox(_line(parsed, "Reply-To")),
        subject=decoded(_line(parsed, "Subject")),
        text=_part(parsed, "text/plain"),
        html=_part(parsed, "text/html"),
        headers=tuple((name, _unfolded(value)) for name, value in parsed.items() if name.lower() not in left_out),
    )


def _line(message: Message, name: str) -> str:
    return _unfolded(message.get(name, ""))


def _unfolded(value: object) -> str:
    """RFC 5322, section 2.2.3: what begins a folded line belongs to the value."""
    return str(value).replace("\r", "").replace("\n", "").strip()


def _mailbox(value: str) -> str:
    name, address = parseaddr(value)
    if not address:
        return ""
    return str(Address(display_name=decoded(name), addr_spec=address))


def _part(message: Message, content_type: str) -> str:
    """The words of the first part of that type; empty where there is none."""
    for part in message.walk():
        if part.get_content_type() == content_type:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes), "what has a text type has no parts"
            return content.decode(part.get_content_charset("utf-8"), "replace").replace("\r\n", "\n")
    return ""
