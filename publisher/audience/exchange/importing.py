"""A CSV file -> the store, and what became of each row: entered, here already, or refused with its line and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from publisher.audience.decide import Refusal
from publisher.audience.exchange.columns import find_columns
from publisher.audience.exchange.enter import Entered, Row, enter
from publisher.audience.exchange.reading import Reader, Rules
from publisher.audience.exchange.table import Table, rows, survey
from publisher.audience.roster import Roster
from publisher.audience.subscriber import State
from publisher.errors import Problem, PublisherError, Severity

_TOGETHER = 1_000
"""Rows in one transaction: others wait for no longer than that takes."""

Item = TypeVar("Item")


class Watch(Protocol):
    """Lets a person see long work: passes its items through."""

    def __call__(self, items: Iterable[Item], label: str, length: int, /) -> Iterable[Item]: ...


@dataclass(slots=True)
class Imported:
    """What became of a file's rows, or would."""

    added: Counter[State] = field(default_factory=Counter)
    moved: Counter[State] = field(default_factory=Counter)
    """Who was here, and stands elsewhere now."""
    unchanged: int = 0
    """Who was here already, and is left as they are."""
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_file(
    path: Path,
    roster: Roster,
    rules: Rules,
    *,
    now: datetime,
    watch: Watch,
    is_dry: bool = False,
    encoding: str = "",
    named: Mapping[str, str] | None = None,
) -> Imported:
    """Enter everyone in a file. Done twice it changes nothing more; ended in the middle it may be done again."""
    table = survey(path, encoding)
    lines = rows(table)
    reader = _reader(table, lines, rules, named or {}, now)
    imported = Imported()
    people = _read(watch(lines, "Importing", table.lines), reader, imported, path, roster)
    while batch := list(islice(people, _TOGETHER)):
        for entered in enter(roster, batch, now=now, is_dry=is_dry):
            _count(entered, imported, path)
    imported.problems[:0] = _notices(table, reader)
    imported.problems.sort()
    return imported


def _reader(
    table: Table,
    lines: Iterator[tuple[int, list[str] | str]],
    rules: Rules,
    named: Mapping[str, str],
    now: datetime,
) -> Reader:
    """The first row names the columns."""
    line, header = next(lines)
    try:
        return Reader(find_columns(_readable(header), named), rules, now)
    except ValueError as error:
        raise PublisherError([Problem(file=str(table.path), line=line, message=str(error))]) from error


def _read(
    lines: Iterable[tuple[int, list[str] | str]], reader: Reader, imported: Imported, path: Path, roster: Roster
) -> Iterator[Row]:
    seen: dict[bytes, int] = {}
    for line, cells in lines:
        try:
            row = reader.read(_readable(cells), line)
        except ValueError as error:
            _refuse(imported, path, line, str(error))
            continue
        first = seen.setdefault(row.email.key(roster.store.keyring), line)
        if first != line:
            _refuse(imported, path, line, f"the same address as in line {first}")
        else:
            yield row


def _readable(cells: list[str] | str) -> list[str]:
    if isinstance(cells, str):
        raise ValueError(cells)
    return cells


def _count(entered: Entered, imported: Imported, path: Path) -> None:
    change = entered.change
    if change.refusal:
        why = f"{entered.suppression}: " if change.refusal is Refusal.SUPPRESSED and entered.suppression else ""
        _refuse(imported, path, entered.row.line, f"{why}{change.refusal}")
    elif change.state and entered.before is None:
        imported.added[change.state] += 1
    elif change.state:
        imported.moved[change.state] += 1
    else:
        imported.unchanged += 1


def _refuse(imported: Imported, path: Path, line: int, reason: str) -> None:
    imported.refused += 1
    imported.problems.append(Problem(file=str(path), line=line, message=reason, severity=Severity.LEFT_OUT))


def _notices(table: Table, reader: Reader) -> Iterator[Problem]:
    """What was read in a way that whoever publishes should know of."""
    if table.is_guessed:
        yield _notice(table.path, f"not in UTF-8, read as {table.encoding}: name another with --encoding")
    for code, number in reader.strange_languages.most_common():
        first = reader.rules.languages[0]
        yield _notice(table.path, f'the site has no language "{code}": {number} × mails come in {first}')
    for code, number in reader.strange_choices.most_common():
        yield _notice(table.path, f'the site has no language "{code}": {number} × a choice is left out')
    for tag, number in reader.strange_tags.most_common():
        yield _notice(table.path, f'no note has the tag "{tag}": {number} × left out')


def _notice(path: Path, message: str) -> Problem:
    return Problem(file=str(path), message=message, severity=Severity.NOTICE)
