"""Contestants -> their costs in alternated runs: cold, again with nothing changed, after one note was edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.contestants import Contestant
from bench.measure import Cost, measure

COLD, AGAIN, CHANGED = "cold", "again, nothing changed", "after one change"
PHASES = (COLD, AGAIN, CHANGED)

Results = Mapping[tuple[str, str], Sequence[Cost]]
"""(phase, key of a contestant) -> its runs."""


def run(
    contestants: Sequence[Contestant],
    *,
    notes: int,
    rounds: int,
    change: Callable[[int], None],
    tell: Callable[[str], None],
) -> Results:
    """Measure everyone in turn, round after round, so that what else the machine does falls on all alike.

    `change` edits one note, each time it is called in another way.
    """
    results: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    for number in range(rounds):
        present = [contestant for contestant in contestants if not number or notes < contestant.once_from]
        for phase in PHASES:
            if phase == CHANGED:
                change(number)
            for contestant in present:
                if phase == COLD:
                    contestant.clear()
                cost = measure(contestant)
                results[phase, contestant.key].append(cost)
                tell(f"round {number + 1} of {rounds}, {phase}: {contestant.name} {cost.cpu:.2f} s CPU")
    return results


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """The medians of some runs, each figure for itself."""

    runs: int
    cpu: float
    wall: float
    peak: float
    files: int
    bytes: int
    touched: int


def typical(costs: Sequence[Cost]) -> Typical:
    return Typical(
        runs=len(costs),
        cpu=median(cost.cpu for cost in costs),
        wall=median(cost.wall for cost in costs),
        peak=median(cost.peak for cost in costs),
        files=costs[-1].files,
        bytes=costs[-1].bytes,
        touched=costs[-1].touched,
    )
