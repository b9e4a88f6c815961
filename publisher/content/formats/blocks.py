"""Source lines -> blocks: paragraphs, quotations, tag lines and addresses, each with its line and its marker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from publisher.content.formats.markers import Marker, split_line
from publisher.content.formats.regions import pair
from publisher.content.words.addresses import is_address_line
from publisher.content.words.hashtags import is_tag_line
from publisher.content.words.language import Tongues
from publisher.errors import Problem


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
_HEADING = re.compile(r"#{1,6}\s")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_BEGINS_OTHERS = frozenset("htT")
"""The only letters that anything but text begins with: an address, a line of `tags: #…`."""
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")


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
    markers = tuple(part if isinstance(part, Marker) else None for part in parts)
    if not any(markers):
        return tuple(part for part in parts if isinstance(part, Block)), ()
    stops = tuple(isinstance(part, Block) and (part.kind is Kind.TAGS or part.kind is Kind.HEADING) for part in parts)
    regions, problems = pair(markers, stops, file=file)
    language: dict[int, str] = {}
    for region in regions:
        for position in range(region.start, region.end):
            part = parts[position]
            told = "" if region.closed or not isinstance(part, Block) else tongues.of_script(part.text)
            language[position] = region.code if told in {"", region.code} else ""
    blocks = (
        Block(kind=part.kind, text=part.text, line=part.line, language=language[position])
        if position in language
        else part
        for position, part in enumerate(parts)
        if isinstance(part, Block)
    )
    return tuple(blocks), problems


def _parts(lines: Sequence[str], tongues: Tongues, first: int, *, line_by_line: bool) -> Iterator[Block | Marker]:
    """Blocks and markers in order. A paragraph ends at a blank line or where its kind changes."""
    held: list[str] = []
    kind, began = Kind.TEXT, first
    for number, piece, fenced in _pieces(lines, tongues, first):
        if isinstance(piece, Marker):
            if block := _block(kind, held, began):
                yield block
            held = []
            yield piece
            continue
        now = kind if fenced and held else _kind(piece, kind if held else None, tongues, held)
        if held and (now is not kind or _is_alone(kind, piece, line_by_line=line_by_line and not fenced)):
            if block := _block(kind, held, began):
                yield block
            held = []
        if now is not None:
            if not held:
                kind, began = now, number
            held.append(piece)
    if block := _block(kind, held, began):
        yield block


def _is_alone(kind: Kind, line: str, *, line_by_line: bool) -> bool:
    """Whether a line begins a paragraph although the one above is of its kind."""
    return kind is Kind.HEADING or kind is Kind.TAGS or (line_by_line and not _LIST_ITEM.match(line))


def _pieces(lines: Sequence[str], tongues: Tongues, first: int) -> Iterator[tuple[int, str | Marker, bool]]:
    """Each line, or what stands between its markers; whether it goes on with fenced code, where nothing is marked."""
    fenced = _fenced(lines)
    for number, line in enumerate(lines, start=first):
        if "<" not in line and (">" not in line or not line.rstrip().endswith(">")):
            yield number, line, number - first in fenced
        elif number - first in fenced:
            yield number, line, True
        else:
            yield from _between_markers(line, tongues, number)


def _between_markers(line: str, tongues: Tongues, number: int) -> Iterator[tuple[int, str | Marker, bool]]:
    pieces = tuple(split_line(line, tongues, number))
    for piece in pieces:
        if isinstance(piece, Marker) or len(pieces) == 1:
            yield number, piece, False
        elif piece.strip():
            yield number, piece.strip(), False


def _fenced(lines: Sequence[str]) -> set[int]:
    """The positions of lines below the opening of a fence, its close included; a fence never closed is none."""
    fenced: set[int] = set()
    if not any("```" in line or "~~~" in line for line in lines):
        return fenced
    fence, start = "", 0
    for position, line in enumerate(lines):
        if not fence:
            opens = _FENCE.match(line)
            fence, start = (opens[1], position + 1) if opens else ("", 0)
        elif line.strip().startswith(fence) and not line.strip(" `~"):
            fenced.update(range(start, position + 1))
            fence = ""
    return fenced


def _kind(line: str, before: Kind | None, tongues: Tongues, held: Sequence[str]) -> Kind | None:
    """The kind of a line, given the kind of the paragraph that it may go on with; None for a blank line."""
    if before is not Kind.QUOTE and line[:1].isalpha() and line[0] not in _BEGINS_OTHERS:
        return Kind.TEXT  # as most lines are
    if not line.strip():
        return None
    if _QUOTE.match(line):
        return Kind.QUOTE
    if is_tag_line(line):
        return Kind.TAGS
    if _HEADING.match(line):
        return Kind.HEADING
    if before is not Kind.TEXT and is_address_line(line):
        return Kind.ADDRESS
    if before is Kind.QUOTE and tongues.of_text(line) == tongues.of_text(held[-1]):
        return Kind.QUOTE  # CommonMark's lazy continuation, as long as the language stays
    return Kind.TEXT


def _block(kind: Kind, held: Sequence[str], began: int) -> Block | None:
    if kind is Kind.QUOTE:
        text = "\n".join([line[found.end() :] if (found := _QUOTE.match(line)) else line for line in held]).strip()
    elif kind is Kind.TEXT:
        text = "\n".join([line.rstrip() for line in held]).strip("\n")
    else:
        text = "\n".join(held).strip()
    return Block(kind=kind, text=text, line=began) if text and not text.isspace() else None
