"""A list of authors in parentheses -> names, in order."""

from __future__ import annotations

import re

from publisher.content.latex import plain

_SUFFIX = re.compile(r"(?:Jr|Sr|I{1,3}|IV|Ph\.?\s?D|M\.?D)\.?", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:team|group|lab|labs|research|collaboration|consortium|inc|university)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&)\s+")
_MARKS = "*†‡§¶ "


def split_authors(source: str) -> tuple[str, ...]:
    """Split `(A, B (MIT), C and D)` at the commas outside inner parentheses. LaTeX accents become letters."""
    names: list[str] = []
    for part in _top_level(_bare(source)):
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        else:
            names.extend(_people(part))
    cleaned = (" ".join(plain(name).split()).strip(_MARKS) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))


def closing(text: str, start: int = 0) -> int:
    """Where the parenthesis that opens at `start` is closed; -1 when it never is."""
    depth = 0
    for position in range(start, len(text)):
        if text[position] in "(（":
            depth += 1
        elif text[position] in ")）":
            depth -= 1
            if not depth:
                return position
    return -1


def opening(text: str) -> int:
    """Where the parenthesis that the text ends with was opened; -1 when the text does not end with one."""
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        if text[position] in ")）":
            depth += 1
        elif text[position] in "(（":
            depth -= 1
        if not depth:
            return position if position < len(text) - 1 else -1
    return -1


def _bare(source: str) -> str:
    text = source.strip()
    return text[1:-1] if text[:1] in "(（" and closing(text) == len(text) - 1 else text


def _top_level(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        depth += (letter in "(（[{") - (letter in ")）]}")
        if letter in ",;、，" and depth <= 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _people(part: str) -> list[str]:
    """The people in one part between commas: `K2 Team: Ann Lee` is two, `Ann Lee and Bo Kim` too."""
    group, colon, rest = part.partition(": ")
    if colon and "(" not in group:
        return [group, *_people(rest.strip())]
    sides = _AND.split(part.removeprefix("and "))
    if any(_GROUP.search(side) or len(side.split()) > 5 for side in sides):
        return [part.removeprefix("and ")]
    return sides
