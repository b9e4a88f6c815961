"""A day page -> pieces: a date line, then notes one under another, each line a paragraph."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from publisher.content.files.source import Source
from publisher.content.formats.blocks import Block, Kind, split_blocks
from publisher.content.formats.body import read_body
from publisher.content.formats.edition import editions, title_of
from publisher.content.formats.heading import names_people, paper_heading
from publisher.content.piece import Piece
from publisher.content.words.addresses import addresses_of, is_address_line
from publisher.content.words.dates import is_date_line, parse_date_line, split_file_name
from publisher.content.words.hashtags import is_tag_line
from publisher.content.words.language import Tongues
from publisher.content.words.people import closing, split_authors
from publisher.errors import Problem

_MOST_AUTHOR_LINES = 10
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_RULE = re.compile(r"([-=*_~·•─━—])(?:\s*\1){2,}")
"""A line that is drawn under a date, or between notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """The lines under one date line."""

    date: date | None
    problem: Problem | None
    lines: tuple[_Line, ...]


def read_day_page(source: Source, tongues: Tongues) -> tuple[Piece, ...]:
    """Read the notes of a page, and of each further day that a date line between notes begins."""
    return tuple(
        _note(lines, day, source, tongues, told=position == 0)
        for day in _days(source)
        for position, lines in enumerate(_notes(day.lines) if day.lines else [()])
    )


def _days(source: Source) -> Iterator[_Day]:
    named, _ = split_file_name(source.stem)
    day = _Day(date=named, problem=None, lines=())
    held: list[_Line] = []
    between_notes = True
    for number, text in enumerate(source.lines, start=1):
        if between_notes and is_date_line(text):
            if held or day.problem:
                yield replace(day, lines=tuple(held))
            held, day = [], _day(text, source.file, number)
        elif text.strip() and (held or not _is_rule(text)):
            held.append(_Line(number=number, text=text.strip()))
        between_notes = not text.strip() or is_tag_line(text) or (between_notes and _is_rule(text))
    yield replace(day, lines=tuple(held))


def _day(text: str, file: str, number: int) -> _Day:
    try:
        return _Day(date=parse_date_line(text), problem=None, lines=())
    except ValueError as error:
        return _Day(date=None, problem=Problem(file=file, line=number, message=str(error)), lines=())


def _notes(lines: Sequence[_Line]) -> Iterator[tuple[_Line, ...]]:
    """Cut a day at its tag lines, and where a title stands above a line in parentheses."""
    start = 0
    for position in range(len(lines)):
        if position > start + 1 and _begins_note(lines, position):
            with_address = position - 1 > start and is_address_line(lines[position - 1].text)
            end = position - 1 if with_address else position
            yield _without_rules(lines[start:end])
            start = end
        if is_tag_line(lines[position].text) and not is_tag_line(_text(lines, position + 1)):
            yield tuple(lines[start : position + 1])
            start = position + 1
            while _is_rule(_text(lines, start)):
                start += 1
    if start < len(lines):
        yield _without_rules(lines[start:])


def _without_rules(lines: Sequence[_Line]) -> tuple[_Line, ...]:
    """The lines of a note without those that are drawn below it."""
    end = len(lines)
    while end > 1 and _is_rule(lines[end - 1].text):
        end -= 1
    return tuple(lines[:end])


def _is_rule(text: str) -> bool:
    return _RULE.fullmatch(text.strip()) is not None


def _begins_note(lines: Sequence[_Line], position: int) -> bool:
    """Whether a title stands here: the line below is a list of names in parentheses, and this is no sentence."""
    title = _unmarked(lines[position].text)
    plain = title[:1] not in "(（#>" and not is_address_line(title)
    return plain and names_people(title, _authors(lines, position + 1)[0])


def _authors(lines: Sequence[_Line], position: int) -> tuple[str, int]:
    """The parentheses that open at the start of a line and close at the end of it or of a later one; how many lines."""
    text = ""
    for count, line in enumerate(lines[position : position + _MOST_AUTHOR_LINES], start=1):
        text = f"{text} {line.text}".strip()
        if text[:1] not in "(（":
            return "", 0
        end = closing(text)
        if end >= 0:
            return (text, count) if end == len(text) - 1 else ("", 0)
    return "", 0


def _unmarked(title: str) -> str:
    """A title without the marks of a Markdown heading."""
    return _HEADING.sub("", title)


def _text(lines: Sequence[_Line], position: int) -> str:
    return lines[position].text if position < len(lines) else ""


def _note(lines: Sequence[_Line], day: _Day, source: Source, tongues: Tongues, *, told: bool) -> Piece:
    problems = (day.problem,) if day.problem and told else ()
    if not lines:
        refused = bool(problems)
        return Piece(file=source.file, date=day.date, title=source.stem, empty=True, refused=refused, problems=problems)
    start = next((place for place, line in enumerate(lines) if not is_address_line(line.text)), 0)
    first = lines[start]
    authors, taken = _authors(lines, start + 1)
    words = _unmarked(first.text)
    heading = None if authors else paper_heading(Block(kind=Kind.TEXT, text=words, line=first.number))
    blocks, marks = _blocks(lines[start + 1 + taken :], source.file, tongues)
    addresses = [address for line in lines[:start] for address in addresses_of(line.text)]
    while blocks and blocks[0].kind is Kind.ADDRESS:
        addresses.extend(addresses_of(blocks[0].text))
        blocks = blocks[1:]
    abstract, rest = _split_abstract(blocks, tongues, is_paper=bool(authors or heading))
    body = read_body(rest, tongues=tongues, file=source.file, has_abstract=True)
    title = title_of(heading.title if heading else words) or first.text
    return Piece(
        file=source.file,
        line=first.number,
        date=day.date,
        title=title,
        authors=heading.authors if heading else split_authors(authors),
        addresses=tuple(dict.fromkeys((*addresses, *body.addresses))),
        editions=editions(body.commentaries, title=title, abstract=abstract, tongues=tongues),
        tags=body.tags,
        related=body.related,
        refused=day.problem is not None,
        source_hash=hashlib.sha256("\n".join(line.text for line in lines).encode()).hexdigest(),
        problems=(*problems, *marks, *body.problems),
    )


def _blocks(lines: Sequence[_Line], file: str, tongues: Tongues) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Blocks under their numbers in the file: the blank lines that were passed over stand between them again."""
    if not lines:
        return (), ()
    first = lines[0].number
    spaced = [""] * (lines[-1].number - first + 1)
    for line in lines:
        spaced[line.number - first] = line.text
    return split_blocks(spaced, tongues, file=file, first=first, line_by_line=True)


def _split_abstract(blocks: Sequence[Block], tongues: Tongues, *, is_paper: bool) -> tuple[str, tuple[Block, ...]]:
    """Take the abstract off by its place: quoted with `>`, or in Latin script above the first commentary.

    Where nothing but Latin script follows, a paper's first paragraph is its abstract.
    """
    quoted = _count(blocks, lambda block: block.kind is Kind.QUOTE)
    leading = _count(blocks, lambda block: _is_bare(block) and _is_latin(block.text, tongues))
    texts = sum(block.kind is Kind.TEXT for block in blocks)
    if quoted or leading < texts:
        count = quoted or leading
    else:
        count = int(is_paper and (texts > 1 or len(tongues.codes) > 1))
    return "\n\n".join(block.text for block in blocks[:count]), tuple(blocks[count:])


def _count(blocks: Sequence[Block], belongs: Callable[[Block], bool]) -> int:
    return sum(1 for _ in takewhile(belongs, blocks))


def _is_bare(block: Block) -> bool:
    return block.kind is Kind.TEXT and not block.language


def _is_latin(text: str, tongues: Tongues) -> bool:
    """Whether an abstract may read so: in a language of Latin script, or in the only language there is."""
    return len(tongues.codes) == 1 or set(tongues.of_text(text)) <= set(tongues.scripts.get("Latn", ()))
