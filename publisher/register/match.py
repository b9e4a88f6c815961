"""Registered lines and today's notes -> which is which: each to at most one of the other, by the strongest sign."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from publisher.content.note import Note
from publisher.register.keys import Keys, keys_of, page_order, text_hash
from publisher.register.line import Line

Sign = Callable[[Keys], Iterable[Hashable]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A note of today, and the line that it was registered with; without one it is a newcomer."""

    note: Note
    keys: Keys
    texts: tuple[str, ...]
    """The text hash of each edition of the note."""
    line: Line | None
    is_rewritten: bool
    """Whether its author changed anything in its source, its file's name, or the date that stands above it."""

    @property
    def is_edited(self) -> bool:
        """Whether its author changed the text of an edition that is registered."""
        if self.line is None or not self.is_rewritten:
            return False
        registered = {edition.language: edition.text for edition in self.line.editions}
        texts = zip(self.note.languages, self.texts, strict=True)
        return any(registered.get(language, text) != text for language, text in texts)

    @property
    def is_news(self) -> bool:
        """Whether the note is a newcomer, or its author added a translation."""
        if self.line is None:
            return True
        return self.is_rewritten and not set(self.note.languages) <= set(self.line.languages)


def match(lines: Iterable[Line], notes: Iterable[Note]) -> tuple[Match, ...]:
    """Find each note's line; in path order, and in the order of the page within a file."""
    ordered = sorted(notes, key=lambda note: (page_order(note.file), note.line))
    keys = [keys_of(note) for note in ordered]
    by_seniority = sorted(lines, key=_seniority)
    found = _pair(
        [line.keys for line in by_seniority],
        keys,
        living=sum(not line.gone for line in by_seniority),
    )
    return tuple(
        _matched(note, keys[index], by_seniority[found[index]] if index in found else None)
        for index, note in enumerate(ordered)
    )


def _matched(note: Note, keys: Keys, line: Line | None) -> Match:
    return Match(
        note=note,
        keys=keys,
        texts=tuple(text_hash(note, edition) for edition in note.editions),
        line=line,
        is_rewritten=line is not None and (_written(line.keys) != _written(keys) or not _is_of(note.date, line)),
    )


def _written(keys: Keys) -> tuple[str, str]:
    return keys.source, posixpath.basename(keys.file)


def _is_of(day: date, line: Line) -> bool:
    """Whether that was the note's own date when it came: its id says so for ever."""
    _, _, specific = line.id.partition(",")
    return specific.startswith(day.isoformat())


def _seniority(line: Line) -> tuple[bool, tuple[str, str], float, str]:
    """Living lines first, then by path; the newest is the first on its page."""
    return line.gone, page_order(line.keys.file), -line.published.timestamp(), line.id


# The signs that a line and a note are one, strongest first.
_SIGNS: tuple[Sign, ...] = (
    lambda keys: product(keys.addresses, keys.titles),
    lambda keys: keys.addresses,
    lambda keys: product((keys.file,), keys.titles),
    lambda keys: product(keys.titles, (keys.authors,)),
    lambda keys: (keys.source,),
    lambda keys: keys.abstracts,
)
# What decides where a sign speaks for several; after these, the order of the path.
_TIES: tuple[Callable[[Keys], Hashable], ...] = (
    lambda keys: (keys.file, keys.source),
    lambda keys: keys.file,
    lambda keys: keys.source,
    lambda _: None,
)


def _pair(lines: Sequence[Keys], notes: Sequence[Keys], *, living: int) -> dict[int, int]:
    """Note -> line, both by their place. The first `living` lines were not gone at the last build."""
    free_lines = dict(enumerate(lines))
    free_notes = dict(enumerate(notes))
    found: dict[int, int] = {}
    for sign, tie in product(_SIGNS, _TIES):
        if not free_lines or not free_notes:
            break
        found |= _take(free_lines, free_notes, sign=sign, tie=tie)
    return found | _take_last(free_lines, free_notes, living=living)


def _take(
    free_lines: dict[int, Keys],
    free_notes: dict[int, Keys],
    *,
    sign: Sign,
    tie: Callable[[Keys], Hashable],
) -> dict[int, int]:
    """Pair what shares a sign and a tie, in order, and take it out of what is free."""
    shelves: dict[Hashable, list[int]] = {}
    for line in reversed(free_lines):
        keys = free_lines[line]
        for key in sign(keys):
            shelves.setdefault((tie(keys), key), []).append(line)
    taken: dict[int, int] = {}
    for note, keys in free_notes.items():
        candidates = (shelves.get((tie(keys), key), []) for key in sign(keys))
        line_found = next(
            (line for shelf in candidates for line in _emptying(shelf) if line in free_lines),
            None,
        )
        if line_found is not None:
            taken[note] = line_found
            del free_lines[line_found]
    for note in taken:
        del free_notes[note]
    return taken


def _emptying(shelf: list[int]) -> Iterable[int]:
    """Take lines off a shelf, so that none is looked at twice."""
    while shelf:
        yield shelf.pop()


def _take_last(free_lines: dict[int, Keys], free_notes: dict[int, Keys], *, living: int) -> dict[int, int]:
    """Pair the only note left over in a file with the only line; a note that was gone before is not left over."""
    lines = _only_ones({line: keys for line, keys in free_lines.items() if line < living})
    notes = _only_ones(free_notes)
    return {note: lines[file] for file, note in notes.items() if file in lines}


def _only_ones(free: dict[int, Keys]) -> dict[str, int]:
    """File -> what is free of it, where that is one."""
    by_file: dict[str, list[int]] = {}
    for index, keys in free.items():
        by_file.setdefault(keys.file, []).append(index)
    return {file: indexes[0] for file, indexes in by_file.items() if len(indexes) == 1}
