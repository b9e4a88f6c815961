"""A file, or files that are translations of each other -> the pieces in them, read once for the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from posixpath import basename
from zoneinfo import ZoneInfo

from publisher.content.files.siblings import merge, split_language
from publisher.content.files.source import Source, decode
from publisher.content.files.walk import Found, read
from publisher.content.formats.day_page import read_day_page
from publisher.content.formats.front_matter import has_front_matter, read_front_matter
from publisher.content.formats.markdown_note import read_markdown
from publisher.content.piece import Piece
from publisher.content.words.dates import is_date_line, split_file_name
from publisher.content.words.language import Tongues
from publisher.errors import Problem
from publisher.memory import Memory, Packing, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What was read from a family of files."""

    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]
    """Of files and their bytes; those of the text stand in the pieces."""


_PACKING = Packing(Harvest)


def families(files: Sequence[Found], codes: Sequence[str]) -> Iterator[tuple[Found, ...]]:
    """Bring `note.ko.md`, `note.en.md` and a `note.md` beside them together, in the order of the site's languages."""
    named: dict[str, list[tuple[int, Found]]] = {}
    for found in files:
        name, code = split_language(found.file, codes)
        rank = codes.index(code) + 1 if code else 0
        named.setdefault(name, []).append((rank, found))
    for family in named.values():
        if any(rank for rank, _ in family):
            yield tuple(found for _, found in sorted(family, key=lambda member: member[0]))
        else:
            yield from ((found,) for _, found in family)


def glean(family: Sequence[Found], *, tongues: Tongues, zone: ZoneInfo, largest: int, memory: Memory) -> Harvest:
    """Read a family, or recall what an earlier build read from the same bytes under the same names."""
    contents: list[tuple[str, bytes]] = []
    parts: list[str | bytes] = ["harvest", str(zone), " ".join(tongues.codes)]
    problems: list[Problem] = []
    for found in family:
        content = read(found, largest=largest)
        if isinstance(content, Problem):
            problems.append(content)
        else:
            contents.append((found.file, content))
            parts += (found.file, content)
    key = key_of(*parts)
    harvest = _PACKING.unpack(memory.recall(key))
    if harvest is None:
        harvest = _harvest(contents, tongues, zone)
        memory.keep(key, _PACKING.pack(harvest))
    return Harvest(pieces=harvest.pieces, problems=(*problems, *harvest.problems)) if problems else harvest


def _harvest(contents: Sequence[tuple[str, bytes]], tongues: Tongues, zone: ZoneInfo) -> Harvest:
    decoded = [decode(file, content) for file, content in contents]
    members = [_read_file(source, tongues, zone) for source, _ in decoded if source]
    pieces = tuple(chain.from_iterable(members))
    if len(members) > 1 and all(len(member) == 1 for member in members):
        pieces = (merge(pieces, tongues.codes),)  # day pages of many notes are no translations of each other
    return Harvest(pieces=pieces, problems=tuple(chain.from_iterable(told for _, told in decoded)))


def _read_file(source: Source, tongues: Tongues, zone: ZoneInfo) -> tuple[Piece, ...]:
    """Read one file in the format that its content shows."""
    first = next((line for line in source.lines if line.strip()), "")
    path, forced = split_language(source.file, tongues.codes)
    stem = basename(path)
    day, name = split_file_name(stem)
    if not first:
        return (Piece(file=source.file, date=day, title=name or stem, empty=True, source_hash=source.hash),)
    if has_front_matter(source):
        return (read_front_matter(source, tongues, zone=zone, stem=stem, forced=forced),)
    if is_date_line(first) or (day and not name):
        return read_day_page(source, tongues)
    return (read_markdown(source, tongues, stem=stem, only=(forced,) if forced else ()),)
