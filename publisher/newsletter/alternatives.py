"""The text and the HTML of a mail, encoded -> the content of a message that holds both (RFC 2046, section 5.1.4)."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.newsletter.encoding import Encoding

Alternative = tuple[Encoding, Sequence[bytes]]
"""How it is encoded, and its encoded lines, in as many parts as they are made of."""


def alternatives(boundary: str, *, text: Alternative, html: Alternative) -> tuple[bytes, ...]:
    """What stands below the header lines of a message, to be joined to them: the best alternative comes last."""
    between = f"--{boundary}\r\n"
    return (
        _ascii(f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n{between}'),
        _ascii(_head("plain", text)),
        *text[1],
        _ascii(between + _head("html", html)),
        *html[1],
        _ascii(f"--{boundary}--\r\n"),
    )


def _head(subtype: str, alternative: Alternative) -> str:
    encoding = f"Content-Transfer-Encoding: {alternative[0].name}"
    return f"Content-Type: text/{subtype}; charset=utf-8\r\n{encoding}\r\n\r\n"


def _ascii(lines: str) -> bytes:
    return lines.encode("ascii")
