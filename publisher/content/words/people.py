"""A list of authors in parentheses -> names, in order."""

from __future__ import annotations

import re

from publisher.content.words.latex import plain

_PARENTHESES = re.compile("[()（）]")
_BRACKETS_AND_COMMAS = re.compile(r"[()（）\[\]{},;、，]")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{1,3}|IV|Ph\.?\s?D|M\.?D)\.?", re.IGNORECASE)
_MORE = re.compile(rf"\b(?:and|et al)\b|\(and|, {_SUFFIX.pattern}[,)]", re.IGNORECASE)
"""What makes of such a list more than its names."""
_GROUP = re.compile(
    r"\b(?:team|group|lab|labs|research|collaboration|consortium|inc|university)\b",
    re.IGNORECASE,
)
_AND = re.compile(r" (?:and|&) ")
_NOT_SHOWN = re.compile(r"(?:\bet al\.? ?)?(?:\((?:and )?(?:\d+ )?additional (?:\d+ )?authors not shown\))?\Z")
"""What arXiv's pages put after a list that they cut."""
_MARKS = "*†‡§¶ "
_PLAIN_LIST = re.compile(r"\((?:[^\W\d_]+(?:(?: |[.'’-] ?)[^\W\d_]+)*\.?(?:, |(?=\))))+(?<! )\)")
"""Names of letters alone with a comma between: what nine lists in ten are."""


def split_authors(source: str) -> tuple[str, ...]:
    """Split `(A, B (MIT), C and D)` at the commas outside inner parentheses. LaTeX accents become letters."""
    if _PLAIN_LIST.fullmatch(source) and not _MORE.search(source):
        return tuple(source[1:-1].split(", "))
    names: list[str] = []
    for part in _top_level(_NOT_SHOWN.sub("", _bare(source.strip()))):
        if names and _SUFFIX.fullmatch(part) and "," not in names[-1]:
            names[-1] += f", {part}"
        else:
            names.extend(_people(part))
    cleaned = (" ".join(plain(name).split()).strip(_MARKS) for name in names)
    return tuple(name for name in cleaned if any(map(str.isalnum, name)))


def closing(text: str) -> int:
    """Where the parenthesis that the text begins with is closed; -1 when it never is."""
    depth = 0
    for found in _PARENTHESES.finditer(text):
        depth += 1 if found[0] in "(（" else -1
        if not depth:
            return found.start()
    return -1


def opening(text: str) -> int:
    """Where the parenthesis that the text ends with was opened; -1 when the text does not end with one."""
    depth = 0
    for found in reversed(list(_PARENTHESES.finditer(text))):
        depth += 1 if found[0] in ")）" else -1
        if not depth:
            return found.start()
    return -1


def _bare(text: str) -> str:
    """The list without the parentheses around it, even where one too many or too few closes it."""
    if text[:1] not in {"(", "（"}:
        return text
    inside = text[1:]
    surplus = len(re.findall("[)）]", inside)) - len(re.findall("[(（]", inside))
    surplus = max(surplus, 1) if closing(text) < 0 else surplus
    while surplus > 0 and inside[-1:] in {")", "）"}:
        inside, surplus = inside[:-1].rstrip(), surplus - 1
    return inside


def _top_level(text: str) -> list[str]:
    """Cut at commas outside brackets; a bracket that is never closed holds nothing back."""
    parts, depth, start = [], 0, 0
    never_closed = len(re.findall(r"[(（\[{]", text)) > len(re.findall(r"[)）\]}]", text))
    for found in _BRACKETS_AND_COMMAS.finditer(text):
        if found[0] in "(（[{":
            depth += not never_closed
        elif found[0] in ")）]}":
            depth = max(depth - 1, 0)
        elif not depth:
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return [" ".join(part.split()) for part in parts if part.strip()]


def _people(part: str) -> list[str]:
    """The people in one part between commas: `K2 Team: Ann Lee` is two, `Ann Lee and Bo Kim` too."""
    group, colon, rest = part.partition(": ")
    if colon and "(" not in group:
        return [group, *_pair(rest)]
    return _pair(part)


def _pair(part: str) -> list[str]:
    whole = part.removeprefix("and ")
    sides = _AND.split(whole)
    if len(sides) == 1:
        return sides
    is_one = any(_GROUP.search(side) or len(side.split()) > 5 for side in sides)
    return [whole] if is_one else sides
