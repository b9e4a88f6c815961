"""A part of fields, such as `Action: failed` -> groups of them, one for each block between empty lines.

The standard library reads such parts as headers, or as text, or not at all where somebody encoded them: here they are
alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.parser import HeaderParser

from publisher.outbox.bounces.message import Mail, header, parts, text_of

Fields = Mapping[str, str]
"""Names in lower case."""

_MOST_GROUPS = 100
_ENCODING = "Content-Transfer-Encoding"


def groups(part: Mail) -> tuple[Fields, ...]:
    """The groups of fields of a part, in order; those without any are left out."""
    found: list[Fields] = []
    for one in parts(part):
        if one is not part:
            found.append(_fields(one))
            if header(part, _ENCODING).lower() == "base64" and not one.is_multipart():
                one[_ENCODING] = "base64"  # which no such part may have (RFC 2046, section 5.2), and some do
        if not one.is_multipart():
            blocks = re.split(r"\r?\n[ \t]*\r?\n", text_of(one), maxsplit=_MOST_GROUPS)
            found.extend(_fields(HeaderParser().parsestr(block.lstrip("\r\n"), headersonly=True)) for block in blocks)
    return tuple(filter(None, found[:_MOST_GROUPS]))


def after_type(value: str) -> str:
    """`rfc822; min@example.com` -> `min@example.com` (RFC 3464, section 2.1.2)."""
    _, semicolon, rest = value.partition(";")
    return (rest if semicolon else value).strip().strip("<>")


def _fields(block: Mail) -> Fields:
    return {name.lower(): header(block, name) for name in reversed(block.keys())}
