"""Source lines -> blocks: paragraphs, quotations, tag lines and language markers, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from publisher.content.addresses import is_address_line
from publisher.content.hashtags import is_tag_line
from publisher.content.language import Tongues
from publisher.errors import Problem, Severity


class Kind(Enum):
    """What a block is to the reader of a source."""

    TEXT = auto()
    QUOTE = auto()
    TAGS = auto()
    ADDRESS = auto()
    """Nothing but http(s) addresses."""
    HEADING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together."""

    kind: Kind
    text: str
    """As in the source; a quotation without its `>`."""
    line: int
    language: str = ""
    """What the marker around it says; "" where there is none."""


_QUOTE = re.compile(r" {0,3}> ?")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER_FIRST = re.compile(r"\s*<\s*(/?)\s*([^\W\d][\w-]{1,20})\s*(/?)\s*>[ \t]*(.*)", re.DOTALL)
_MARKER_LAST = re.compile(r"(.*?)[ \t]*<\s*(/?)\s*([^\W\d][\w-]{1,20})\s*(/?)\s*>\s*", re.DOTALL)


def split_blocks(
    lines: Sequence[str],
    tongues: Tongues,
    *,
    file: str,
    first: int = 1,
    line_by_line: bool = False,
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Cut lines into blocks; `first` is the number of the first line. Told: markers misspelt, astray or not closed.

    `line_by_line` makes each line a paragraph of its own, as plain text does that has no blank lines.
    """
    parts = tuple(_parts(lines, tongues, first, line_by_line=line_by_line))
    regions, problems = _regions(parts, file)
    language: dict[int, str] = {}
    for region in regions:
        for position in range(region.start, region.end):
            part = parts[position]
            told = "" if region.closed or not isinstance(part, Block) else tongues.of_script(part.text)
            language[position] = region.code if told in {"", region.code} else ""
    blocks = (
        replace(part, language=language.get(position, ""))
        for position, part in enumerate(parts)
        if isinstance(part, Block)
    )
    return tuple(blocks), problems


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marker:
    code: str
    word: str
    right: bool
    """Whether it is spelt as the language is called."""
    closes: bool
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """The parts from `start` to before `end` stand between markers of a language."""

    code: str
    start: int
    end: int
    closed: bool
    """Whether a marker ends it; where none does, a paragraph's script is heeded too."""


def _regions(parts: Sequence[Block | _Marker], file: str) -> tuple[list[_Region], tuple[Problem, ...]]:
    """Pair the markers, forgiving what writers do: no closer, a repeated opener, a closer for an opener."""
    regions: list[_Region] = []
    problems: list[Problem] = []
    markers = [(position, part) for position, part in enumerate(parts) if isinstance(part, _Marker)]
    for _, marker in markers:
        if not marker.right:
            message = f"read <{marker.word}> as a marker of the language {marker.code!r}"
            problems.append(_notice(file, marker.line, message))
    while markers:
        position, marker = markers.pop(0)
        ahead = [later for _, later in markers[:2] if later.code == marker.code]
        closer = bool(ahead) and (ahead[0].closes or len(ahead) == 1)
        if marker.closes and not closer:
            problems.append(
                _notice(
                    file,
                    marker.line,
                    f"</{marker.word}> closes nothing: no <{marker.word}> before it",
                )
            )
        elif closer:
            regions.append(
                _Region(
                    code=marker.code,
                    start=position + 1,
                    end=markers.pop(0)[0],
                    closed=True,
                )
            )
        elif markers and markers[0][1].code != marker.code:
            regions.append(_Region(code=marker.code, start=position + 1, end=markers[0][0], closed=True))
        else:
            end = markers[0][0] if markers else len(parts)
            regions.append(
                _Region(
                    code=marker.code,
                    start=position + 1,
                    end=_tags(parts, position, end),
                    closed=False,
                )
            )
            message = f"<{marker.word}> is never closed: read up to the tags or the end"
            problems.append(_notice(file, marker.line, message))
    return regions, tuple(problems)


def _tags(parts: Sequence[Block | _Marker], start: int, end: int) -> int:
    """Where the first tag line or heading between two positions stands, else the end."""
    for position in range(start, end):
        part = parts[position]
        if isinstance(part, Block) and part.kind in {Kind.TAGS, Kind.HEADING}:
            return position
    return end


def _notice(file: str, line: int, message: str) -> Problem:
    return Problem(file=file, line=line, message=message, severity=Severity.NOTICE)


def _parts(
    lines: Sequence[str], tongues: Tongues, first: int, *, line_by_line: bool = False
) -> Iterator[Block | _Marker]:
    """Blocks and markers in order. A paragraph ends at a blank line or where its kind changes."""
    held: list[str] = []
    kind, began, fence = Kind.TEXT, first, ""
    for number, line in enumerate(lines, start=first):
        if fence:
            held.append(line)
            if line.strip().startswith(fence) and not line.strip(" `~"):
                fence = ""
            continue
        opens = _FENCE.match(line)
        if opens:
            fence = opens[1]
        found = None if opens or "<" not in line else _markers(line, tongues, number)
        if found:
            yield from _block(kind, held, began)
            held = []
            before, marker, after = found
            if before.strip():
                yield from _parts([before], tongues, number)
            yield marker
            if after.strip():
                yield from _parts([after], tongues, number)
            continue
        now = _kind(line, kind if held else None, tongues, held)
        alone = now in {Kind.HEADING, Kind.TAGS} or (line_by_line and not _LIST_ITEM.match(line))
        if held and (now is not kind or alone):
            yield from _block(kind, held, began)
            held = []
        if now is not None:
            if not held:
                kind, began = now, number
            held.append(line)
    yield from _block(kind, held, began)


def _kind(line: str, before: Kind | None, tongues: Tongues, held: Sequence[str]) -> Kind | None:
    """The kind of a line, given the kind of the paragraph that it may go on with; None for a blank line."""
    if not line.strip():
        return None
    if _QUOTE.match(line):
        return Kind.QUOTE
    if is_tag_line(line):
        return Kind.TAGS
    if re.match(r"#{1,6}\s", line):
        return Kind.HEADING
    if is_address_line(line) and before in {None, Kind.ADDRESS, Kind.QUOTE}:
        return Kind.ADDRESS
    if before is Kind.QUOTE and tongues.of_text(line) == tongues.of_text(held[-1]):
        return Kind.QUOTE  # CommonMark's lazy continuation, as long as the language stays
    return Kind.TEXT


def _block(kind: Kind, held: Sequence[str], began: int) -> Iterator[Block]:
    if not held:
        return
    text = "\n".join(_QUOTE.sub("", line, count=1) if kind is Kind.QUOTE else line.rstrip() for line in held)
    if text.strip():
        yield Block(
            kind=kind,
            text=text.strip("\n") if kind is Kind.TEXT else text.strip(),
            line=began,
        )


def _markers(line: str, tongues: Tongues, number: int) -> tuple[str, _Marker, str] | None:
    """A marker at the beginning or the end of a line, and what stands before and after it."""
    head = _MARKER_FIRST.fullmatch(line)
    if head and (marker := _marker(head[2], head[1] or head[3], tongues, number)):
        return "", marker, head[4]
    tail = _MARKER_LAST.fullmatch(line)
    if tail and (marker := _marker(tail[3], tail[2] or tail[4], tongues, number)):
        return tail[1], marker, ""
    return None


def _marker(word: str, slash: str, tongues: Tongues, number: int) -> _Marker | None:
    code, right = tongues.of_marker(word)
    return _Marker(code=code, word=word, right=right, closes=bool(slash), line=number) if code else None
