"""`<english>` and `</english>` in a line -> where a language begins and ends, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publisher.content.words.language import Tongues

_MARKER = re.compile(r"(?<!`)<[ \t]{0,3}(/?)[ \t]{0,3}([^\W\d_][\w-]{1,20})[ \t]{0,3}(/?)[ \t]{0,3}>")
_HALF = re.compile(r"\s*(?:<\s?(/?)\s?([^\W\d_][\w-]{1,20})|(/?)\s?([^\W\d_][\w-]{1,20})\s?>)\s*")
_LONGEST_HALF = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One marker of a language of the site."""

    code: str
    word: str
    right: bool
    """Whether it is spelt as the language is called."""
    closes: bool
    line: int


def split_line(line: str, tongues: Tongues, number: int) -> Iterator[str | Marker]:
    """Cut a line at its markers. A misspelt one counts at the line's beginning or end, half a one alone on it."""
    half = _HALF.fullmatch(line) if len(line) <= _LONGEST_HALF else None
    if half and (marker := _marker(half[2] or half[4], half[1] or half[3], tongues, number)):
        yield marker
        return
    start, length = 0, len(line.rstrip())
    for found in _MARKER.finditer(line):
        marker = _marker(found[2], found[1] or found[3], tongues, number)
        at_edge = found.end() == length or not line[start : found.start()].strip()
        if marker and (marker.right or at_edge):
            yield line[start : found.start()]
            yield marker
            start = found.end()
    yield line[start:]


def _marker(word: str, slash: str, tongues: Tongues, number: int) -> Marker | None:
    code, right = tongues.of_marker(word)
    return Marker(code=code, word=word, right=right, closes=bool(slash), line=number) if code else None
