"""What stands raised or lowered -> one line of plain text: `2^18` as 2¹⁸, `x_i` as xᵢ."""

from __future__ import annotations

import unicodedata
from functools import cache


def raised(text: str) -> str:
    """Write an exponent in Unicode's superscripts where each of its characters has one, else after a `^`."""
    return _script(text, "<super>", "^")


def lowered(text: str) -> str:
    """Write an index in Unicode's subscripts where each of its characters has one, else after a `_`."""
    return _script(text, "<sub>", "_")


def _script(text: str, kind: str, sign: str) -> str:
    letters = _letters(kind)
    if all(letter in letters for letter in text):
        return "".join(letters[letter] for letter in text)
    return f"{sign}{text}" if text.isalnum() or len(text) == 1 else f"{sign}({text})"


@cache
def _letters(kind: str) -> dict[str, str]:
    """Every character that has a small form of this kind, and that form."""
    blocks = (
        range(0xA0, 0x100),
        range(0x1D2C, 0x1DC0),
        range(0x2070, 0x20A0),
        range(0x2C7C, 0x2C7E),
    )
    small = (chr(code) for block in blocks for code in block)
    pairs = ((unicodedata.decomposition(letter).split(), letter) for letter in small)
    found = {chr(int(parts[1], 16)): letter for parts, letter in pairs if parts[:1] == [kind]}
    hyphen = {"-": found["\N{MINUS SIGN}"]}
    return {" ": " ", **found, **hyphen}
