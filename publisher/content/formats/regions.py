"""The markers of a source -> regions, each in the language that its marker says; what is not paired right is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.content.formats.markers import Marker
from publisher.errors import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The parts from `start` to before `end` stand between markers of a language."""

    code: str
    start: int
    end: int
    closed: bool
    """Whether a marker ends it; where none does, a paragraph's script is heeded too."""


def pair(
    parts: Sequence[Marker | None], stops: Sequence[bool], *, file: str
) -> tuple[tuple[Region, ...], tuple[Problem, ...]]:
    """Pair the markers, forgiving what writers do: no closer, a repeated opener, a closer for an opener.

    `parts` are those of a source in order, None for text; a region that is never closed ends where it `stops`.
    """
    regions: list[Region] = []
    problems: list[Problem] = []
    markers = [(position, part) for position, part in enumerate(parts) if part]
    used = -1
    for index, (position, marker) in enumerate(markers):
        if not marker.right:
            message = f"read <{marker.word}> as a marker of the language {marker.code!r}"
            problems.append(_notice(file, marker.line, message))
        if index == used:
            continue
        end, following = markers[index + 1] if index + 1 < len(markers) else (len(parts), None)
        closed = following is not None and (following.code != marker.code or _closes(markers, index + 1))
        if closed and following and following.code == marker.code:
            used = index + 1
        elif marker.closes:
            message = f"</{marker.word}> closes nothing: no <{marker.word}> before it"
            problems.append(_notice(file, marker.line, message))
            continue
        elif not closed:
            end = next((stop for stop in range(position + 1, end) if stops[stop]), end)
            message = f"<{marker.word}> is never closed: read up to the tags or the end"
            problems.append(_notice(file, marker.line, message))
        regions.append(Region(code=marker.code, start=position + 1, end=end, closed=closed))
    return tuple(regions), tuple(problems)


def _closes(markers: Sequence[tuple[int, Marker]], index: int) -> bool:
    """Whether a marker ends what one of its language before it began; `<english>` does so when it is the last."""
    marker = markers[index][1]
    return marker.closes or index + 1 == len(markers) or markers[index + 1][1].code != marker.code


def _notice(file: str, line: int, message: str) -> Problem:
    return Problem(file=file, line=line, message=message, severity=Severity.NOTICE)
