"""JSON that others wrote -> what reports are made of. Whatever is missing or of another type is empty."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from publisher.outbox.hooks.hook import UnreadableError
from publisher.outbox.report import Kind, on_one_line

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
"""RFC 3463."""
_HARD = re.compile(r"5\.(?:1\.(?:0|1|2|3|6|10)|2\.1|4\.[14])$")
"""Nobody can be reached there. 5.4.1 is what Exchange Online says of addresses that its directory does not know."""
_BLOCKED = re.compile(r"5\.(?:1\.[789]|[67]\.\d+)$")
"""About the sender, the content or a policy."""
_LONGEST_WORD = 320
_LONGEST_SECOND = 11

Content = Mapping[str, Any]


def parse(body: bytes) -> Content:
    """The JSON object of a body; UnreadableError where it holds none."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("expected JSON") from error
    if not isinstance(content, dict):
        raise UnreadableError("expected a JSON object")
    return content


def inner(content: Content, *keys: str) -> Content:
    """The object that lies under these keys, one in another."""
    for key in keys:
        found = content.get(key)
        content = found if isinstance(found, dict) else {}
    return content


def word(content: Content, key: str) -> str:
    """A short text, or a number as one."""
    value = content.get(key)
    is_word = isinstance(value, str | int) and not isinstance(value, bool)
    return on_one_line(str(value))[:_LONGEST_WORD] if is_word else ""


def said(content: Content, *keys: str) -> str:
    """Words for people, those under all of these keys, on one line."""
    return on_one_line(" ".join(value for key in keys if isinstance(value := content.get(key), str) and value))


def moment(value: object) -> datetime | None:
    """ISO 8601, or seconds since 1970; None for anything else."""
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def second(text: str) -> datetime | None:
    """Whole seconds since 1970, in digits."""
    return moment(int(text)) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_SECOND else None


def status_in(text: str) -> str:
    """The enhanced status code that stands in what a server said; empty where there is none."""
    found = _STATUS.search(text)
    return found[1] if found else ""


def kind_by_status(status: str, otherwise: Kind) -> Kind:
    """What a server's final refusal says of the reader; `otherwise` is for a status that is missing or vague."""
    if status in {"", "5.0.0"}:
        return otherwise
    if _HARD.match(status):
        return Kind.HARD
    return Kind.BLOCKED if _BLOCKED.match(status) else Kind.SOFT
