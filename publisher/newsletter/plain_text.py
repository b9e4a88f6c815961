"""Text of any width -> lines that a text mail can hold, counted in columns: a Hangul syllable takes two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, east_asian_width

COLUMNS = 72
_ITEM = r"\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?"
_OPENING = re.compile(rf"(?:{_ITEM}> ?)*{_ITEM}")
"""Indentation, a list's marker, and the mark of a quotation, in any order."""


def wrap(text: str, *, prefix: str = "") -> str:
    """Break lines at spaces so that none is wider than a mail's; `prefix` (such as `> `) opens each.

    An address is never broken, however long it is.
    """
    return "\n".join(line for source in text.splitlines() for line in _wrapped(source, prefix))


def display_width(text: str) -> int:
    """How many columns a text takes in a font of one width (UAX 11)."""
    return sum(map(_cells, text))


def _wrapped(source: str, prefix: str) -> Iterator[str]:
    opening = _OPENING.match(source)
    assert opening is not None, "the pattern matches the empty string"
    begin = opening[0].expandtabs(4)
    line, indent = prefix + begin, prefix + "".join(map(_below, begin))
    is_empty = True
    for word in _words(source[opening.end() :], COLUMNS - display_width(indent)):
        if is_empty:
            line += word
        elif display_width(line) + 1 + display_width(word) <= COLUMNS:
            line += " " + word
        else:
            yield line
            line = indent + word
        is_empty = False
    yield line.rstrip()


def _below(sign: str) -> str:
    """What stands below a sign that opens a line: whoever is quoted still is, but an item begins once."""
    return sign if sign == ">" else " " * display_width(sign)


def _words(text: str, room: int) -> Iterator[str]:
    """The words of a text; one of wide letters that fits no line (Chinese, Japanese) in as many parts as it needs."""
    for word in text.split():
        if display_width(word) <= room or "://" in word or not any(map(_is_wide, word)):
            yield word
            continue
        part = ""
        for letter in word:
            if part and display_width(part + letter) > room:
                yield part
                part = ""
            part += letter
        yield part


def _cells(letter: str) -> int:
    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if _is_wide(letter) else 1


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in {"W", "F"}
