"""Medians -> a Markdown table for each number of notes, with ratios to Hugo, and the bars, met or missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.contestants import Contestant
from bench.rounds import CHANGED, COLD, PHASES, Results, Typical, typical

_PER_MB = 1_000_000
_DECISIVE = 10_000
"""The number of notes that the bars speak of."""
_BENT = 1.25
"""What is still called linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that was measured of one number of notes."""

    notes: int
    form: str
    contestants: tuple[Contestant, ...]
    results: Results
    remarks: tuple[str, ...]
    """What was compared, and what was left out."""

    def typical(self, phase: str, key: str) -> Typical | None:
        """None for one that was not measured."""
        costs = self.results.get((phase, key))
        return typical(costs) if costs else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A promise, and what was found."""

    promise: str
    figure: str
    met: bool | None
    """None where it was not measured."""


def table(measured: Measured) -> Iterator[str]:
    """One table for each phase."""
    yield f"## {measured.notes:,} notes ({measured.form})"
    for phase in PHASES:
        yield from ("", f"### {phase[0].upper()}{phase[1:]}", "")
        yield "| | runs | CPU s | × Hugo | wall s | × Hugo | peak MB | files | MB | written |"
        yield "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |"
        hugo = measured.typical(phase, "hugo")
        for contestant in measured.contestants:
            if found := measured.typical(phase, contestant.key):
                yield _row(contestant.name, found, hugo)
    yield ""
    yield from (f"- {remark}" for remark in measured.remarks)


def _row(name: str, found: Typical, hugo: Typical | None) -> str:
    cells = (
        name,
        str(found.runs),
        f"{found.cpu:.2f}",
        _ratio(found.cpu, hugo.cpu if hugo else None),
        f"{found.wall:.2f}",
        _ratio(found.wall, hugo.wall if hugo else None),
        f"{found.peak / _PER_MB:.0f}",
        f"{found.files:,}",
        f"{found.bytes / _PER_MB:.1f}",
        f"{found.touched:,}",
    )
    return f"| {' | '.join(cells)} |"


def _ratio(figure: float, other: float | None) -> str:
    return f"{figure / other:.3f}" if other else "–"


def bars(all_measured: Sequence[Measured]) -> Iterator[Bar]:
    """What is promised of 10,000 notes, and that more notes cost no more each."""
    by_notes = {measured.notes: measured for measured in all_measured}
    decisive = by_notes.get(_DECISIVE)
    for phase, most in ((COLD, 0.3), (CHANGED, 0.15)):
        ours, hugo = (decisive.typical(phase, key) if decisive else None for key in ("publisher", "hugo"))
        for what, ratio in _times(ours, hugo).items():
            yield _at_most(f"{phase}, {what}: at most {most} × Hugo's", ratio, most)
    cold = decisive.typical(COLD, "publisher") if decisive else None
    yield _at_most("cold, memory: at most 150 MB", cold.peak / _PER_MB if cold else None, 150)
    yield _linear(by_notes)


def _times(ours: Typical | None, hugo: Typical | None) -> Mapping[str, float | None]:
    if not ours or not hugo:
        return {"CPU": None, "wall": None}
    return {"CPU": ours.cpu / hugo.cpu, "wall": ours.wall / hugo.wall}


def _linear(by_notes: Mapping[int, Measured]) -> Bar:
    """CPU of a note in the largest folder, to that in the next smaller one."""
    costs = {notes: found.cpu / notes for notes, one in by_notes.items() if (found := one.typical(COLD, "publisher"))}
    *_, few, many = (0, 0, *sorted(costs))
    named = f"among {many:,} as among {few:,}" if few else "among many as among few"
    figure = costs[many] / costs[few] if few else None
    return _at_most(f"linear: a note costs at most {_BENT} times as much CPU {named}", figure, _BENT)


def _at_most(promise: str, figure: float | None, most: float) -> Bar:
    if figure is None:
        return Bar(promise=promise, figure="not measured", met=None)
    return Bar(promise=promise, figure=f"{figure:.3g}", met=figure <= most)


def verdict(all_measured: Sequence[Measured]) -> Iterator[str]:
    """The bars as a table."""
    yield from ("## Bars", "", f"Of {_DECISIVE:,} notes, Atom alone.", "", "| bar | figure | |", "| --- | --: | --- |")
    for bar in bars(all_measured):
        yield f"| {bar.promise} | {bar.figure} | {'' if bar.met is None else 'met' if bar.met else '**missed**'} |"
