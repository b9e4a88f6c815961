"""Text -> bytes of a MIME part (RFC 2045) that can stand one after another: the parts of a letter are encoded once.

Quoted-printable ends a line where a line ends, so that what ends a line can be joined. Base64 has lines of 57 bytes
whatever they hold: what is filled up with spaces to a multiple of 57 can be joined.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_NEWLINE = re.compile(r"\r\n?|\n")
_LINE = 57
"""Bytes that one line of base64 holds (RFC 2045, section 6.8: 76 characters)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """A content transfer encoding."""

    name: str
    finish: Callable[[str], bytes]
    """Bytes that end a line of text, and of the encoding: two such can be encoded one after another."""
    encode: Callable[[bytes], bytes]
    """Lines of at most 76 characters, each with its CR LF."""


def smaller(texts: Iterable[str]) -> Encoding:
    """The encoding that takes fewer bytes for these: quoted-printable for English, base64 for Korean."""
    parts = tuple(texts)
    return min(
        (QUOTED_PRINTABLE, BASE64),
        key=lambda encoding: sum(len(encoding.encode(encoding.finish(text))) for text in parts),
    )


def _finish_lines(text: str) -> bytes:
    # A space at the end of a line would be encoded, and the line perhaps too long then.
    lines = (line.rstrip(" \t") for line in _NEWLINE.split(_ended(text)))
    return "\r\n".join(lines).encode()


def _finish_blocks(text: str) -> bytes:
    content = _NEWLINE.sub("\r\n", _ended(text)).encode()
    return content[:-2] + b" " * (-len(content) % _LINE) + b"\r\n"


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _quoted_printable(content: bytes) -> bytes:
    return b2a_qp(content)


def _base64(content: bytes) -> bytes:
    return encodebytes(content).replace(b"\n", b"\r\n")


QUOTED_PRINTABLE = Encoding(name="quoted-printable", finish=_finish_lines, encode=_quoted_printable)
BASE64 = Encoding(name="base64", finish=_finish_blocks, encode=_base64)
