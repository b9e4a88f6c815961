"""What is printed: ratios to Hugo, and bars that are met or missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.contestants import Contestant
from bench.measure import Cost
from bench.report import Measured, bars, table
from bench.rounds import CHANGED, COLD, run


def a_cost(**fields: Any) -> Cost:
    return Cost(**{"cpu": 1.0, "wall": 1.0, "peak": 100_000_000, "files": 2, "bytes": 10, "touched": 1, **fields})


def a_contestant(key: str, **fields: Any) -> Contestant:
    return Contestant(
        **{
            "key": key,
            "name": key.capitalize(),
            "command": ("true",),
            "folder": Path(),
            "output": Path("nothing"),
            "leavings": (),
            **fields,
        }
    )


def a_measurement(notes: int = 10_000, **results: tuple[Cost, ...]) -> Measured:
    """`publisher=(…)` are its cold runs, `publisher_changed=(…)` those after a change."""
    by_phase = {
        (CHANGED if name.endswith("_changed") else COLD, name.removesuffix("_changed")): costs
        for name, costs in results.items()
    }
    return Measured(
        notes=notes,
        form="siblings",
        contestants=(a_contestant("publisher"), a_contestant("hugo")),
        results=by_phase,
        remarks=("compared",),
    )


def figures(*measured: Measured) -> dict[str, tuple[str, bool | None]]:
    return {bar.promise: (bar.figure, bar.met) for bar in bars(measured)}


def test_a_ratio_is_of_medians() -> None:
    measured = a_measurement(
        publisher=tuple(a_cost(cpu=cpu) for cpu in (1.0, 9.0, 2.0)),
        hugo=tuple(a_cost(cpu=cpu) for cpu in (8.0, 8.0, 1.0)),
    )

    rows = [line.split(" | ") for line in table(measured) if line.startswith("| Publisher")]

    assert [row[1:4] for row in rows] == [["3", "2.00", "0.250"]]


def test_bars_are_met_at_most_at_their_figure() -> None:
    measured = a_measurement(
        publisher=(a_cost(cpu=3.0, wall=3.1, peak=151_000_000),),
        hugo=(a_cost(cpu=10.0, wall=10.0),),
        publisher_changed=(a_cost(cpu=1.5, wall=1.0),),
        hugo_changed=(a_cost(cpu=10.0, wall=10.0),),
    )

    found = figures(measured)

    assert found["cold, CPU: at most 0.3 × Hugo's"] == ("0.3", True)
    assert found["cold, wall: at most 0.3 × Hugo's"] == ("0.31", False)
    assert found["after one change, CPU: at most 0.15 × Hugo's"] == ("0.15", True)
    assert found["cold, memory: at most 150 MB"] == ("151", False)


def test_bars_speak_of_ten_thousand_notes_alone() -> None:
    found = figures(a_measurement(notes=1_000, publisher=(a_cost(),), hugo=(a_cost(),)))

    assert set(found.values()) == {("not measured", None)}


def test_linear_is_what_costs_a_note_the_same_among_many() -> None:
    few = a_measurement(publisher=(a_cost(cpu=2.0),))
    many = a_measurement(notes=100_000, publisher=(a_cost(cpu=30.0),))

    *_, (promise, told) = figures(few, many).items()

    assert promise == "linear: a note costs at most 1.25 times as much CPU among 100,000 as among 10,000"
    assert told == ("1.5", False)


def test_contestants_take_turns_and_slow_ones_run_once() -> None:
    told: list[str] = []
    changes: list[int] = []
    both = (a_contestant("quick"), a_contestant("slow", once_from=10))

    results = run(both, notes=10, rounds=3, change=changes.append, tell=told.append)

    assert {key: len(costs) for key, costs in results.items() if key[0] == COLD} == {
        (COLD, "quick"): 3,
        (COLD, "slow"): 1,
    }
    assert changes == [0, 1, 2]
    assert [line.split(": ")[1].split()[0] for line in told[:4]] == ["Quick", "Slow", "Quick", "Slow"]
