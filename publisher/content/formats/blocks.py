"""Source lines -> blocks: paragraphs, quotations, tag lines and addresses, each with its line and its marker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    stops = tuple(isinstance(part, Block) and part.kind in {Kind.TAGS, Kind.HEADING} for part in parts)
    regions, problems = pair(tuple(part if isinstance(part, Marker) else None for part in parts), stops, file=file)
    language: dict[int, str] = {}
    for region in regions:
        for position in range(region.start, region.end):
            part = parts[position]
            told = "" if region.closed or not isinstance(part, Block) else tongues.of_script(part.text)
            language[position] = region.code if told in {"", region.code} else ""
    blocks = (
        replace(part, language=language[position]) if position in language else part
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
            yield from _block(kind, held, began)
            held = []
            yield piece
            continue
        now = kind if fenced and held else _kind(piece, kind if held else None, tongues, held)
        alone = now in {Kind.HEADING, Kind.TAGS} or (line_by_line and not fenced and not _LIST_ITEM.match(piece))
        if held and (now is not kind or alone):
            yield from _block(kind, held, began)
            held = []
        if now is not None:
            if not held:
                kind, began = now, number
            held.append(piece)
    yield from _block(kind, held, began)


def _pieces(lines: Sequence[str], tongues: Tongues, first: int) -> Iterator[tuple[int, str | Marker, bool]]:
    """Each line, or what stands between its markers; whether it goes on with fenced code, where nothing is marked."""
    fenced = _fenced(lines)
    for number, line in enumerate(lines, start=first):
        if number - first in fenced or not ("<" in line or line.rstrip().endswith(">")):
            yield number, line, number - first in fenced
            continue
        pieces = tuple(split_line(line, tongues, number))
        for piece in pieces:
            if isinstance(piece, Marker) or len(pieces) == 1:
                yield number, piece, False
            elif piece.strip():
                yield number, piece.strip(), False


def _fenced(lines: Sequence[str]) -> set[int]:
    """The positions of lines below the opening of a fence, its close included; a fence never closed is none."""
    fenced: set[int] = set()
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


def _block(kind: Kind, held: Sequence[str], began: int) -> Iterator[Block]:
    if kind is Kind.QUOTE:
        text = "\n".join(line[found.end() :] if (found := _QUOTE.match(line)) else line for line in held).strip()
    else:
        text = "\n".join(line.rstrip() for line in held).strip("\n" if kind is Kind.TEXT else None)
    if text.strip():
        yield Block(kind=kind, text=text, line=began)
