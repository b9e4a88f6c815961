"""Register, notes, calendar -> who comes, who waits, who leaves: what a build is about to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publisher.content.note import Note
from publisher.register.line import Line, Register
from publisher.register.match import Match, match
from publisher.register.moments import Calendar

Shown = Callable[[str], bool]
"""Says of a permalink's path whether readers find an entry there now."""


def nothing_shown(_: str) -> bool:
    """Nothing was published before."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build is about to do to the register."""

    lost: bool
    """Whether there is no register, or an empty one, although the output was built with more."""
    living: int
    """How many notes were there at the last build."""
    present: tuple[Match, ...]
    """The notes that are published, in path order, and in the order of the page within a file."""
    waiting: tuple[Match, ...]
    """Newcomers whose day has not come."""
    late: tuple[Match, ...]
    """Those present that are news from a closed week."""
    leaving: tuple[Line, ...]
    """Lines whose notes were there at the last build, and are not now."""
    absent: tuple[Line, ...]
    """Those, and the lines of notes that were gone before."""


def plan(register: Register, notes: Sequence[Note], calendar: Calendar, *, built_before: bool) -> Plan:
    lines = register.lines
    matches = match(lines, notes)
    present = tuple(found for found in matches if not _waits(found, calendar))
    here = {found.line.id for found in present if found.line}
    absent = tuple(line for line in lines if line.id not in here)
    return Plan(
        lost=built_before and not lines,
        living=sum(not line.gone for line in lines),
        present=present,
        waiting=tuple(found for found in matches if _waits(found, calendar)),
        late=tuple(found for found in present if found.is_news and not calendar.is_in_time(found)),
        leaving=tuple(line for line in absent if not line.gone),
        absent=absent,
    )


def _waits(found: Match, calendar: Calendar) -> bool:
    """A date that was moved to the future takes nothing back that is published."""
    return found.line is None and calendar.is_future(found.note)
