"""Bytes -> a message and its text, however broken or large: what others send must neither stop nor fill this program.

What tells of a letter stands at the beginning, and what comes back of the letter itself begins with its header. So the
first megabyte is read, and an attachment behind it, of whatever size, never is.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

from publisher.newsletter.headers import decoded

LARGEST = 1024 * 1024
_DEEPEST = 20
"""Parts within parts: a report has three."""
_MOST_PARTS = 100
_MOST_BOUNDARIES = 50
"""A message that has more was made to keep us busy."""

_LONGEST = 300
"""Letters of a header that are understood: comments in comments, encoded words in a row, are endless otherwise."""

Mail = Message  # as the standard library's older interface has it, which takes anything


def parse(content: bytes) -> Mail | None:
    """A message; None where it is nested so deep that nobody means it."""
    content = content[:LARGEST].replace(b"\0", b" ")
    if content.lower().count(b"boundary") > _MOST_BOUNDARIES:
        return None
    try:
        return message_from_bytes(content)
    except RecursionError:
        return None


def parts(message: Mail) -> Iterator[Mail]:
    """The message and its parts, in order, as far as they are worth it."""
    waiting = [(message, 0)]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part, depth = waiting.pop()
        yield part
        within = part.get_payload() if part.is_multipart() else []
        if isinstance(within, list) and depth < _DEEPEST:
            waiting.extend((one, depth + 1) for one in reversed(within) if isinstance(one, Message))


def text_of(part: Mail) -> str:
    """What a part that holds no others says, decoded as far as it can be."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # a character set that nobody knows, or a name that is none
        return content.decode("utf-8", "replace")


def header(message: Mail, name: str) -> str:
    """The first header of that name, on one line; empty where there is none."""
    try:
        value = message.get(name, "")
    except (LookupError, ValueError):
        return ""
    return " ".join(str(value).split())


def sender(message: Mail) -> str:
    """The address that it is said to come from."""
    return parseaddr(header(message, "From")[:_LONGEST])[1]


def subject(message: Mail) -> str:
    """What it is about, in letters, however it was encoded."""
    return decoded(header(message, "Subject")[:_LONGEST])
