"""Any string -> the characters that a feed may hold (XML 1.0, section 2.2): the others are dropped."""

from __future__ import annotations

import re

# Control characters, lone surrogates and noncharacters. U+FDD0 to U+FDEF are legal, but mean nothing in a text:
# Unicode keeps them for programs, and the renderer marks places with them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def printable(text: str) -> str:
    """Drop what XML 1.0 forbids, and end every line with a line feed."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
