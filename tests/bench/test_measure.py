"""What a run cost: its memory, its files, and what it said when it failed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.contestants import Contestant
from bench.measure import measure

MEGABYTE = 1_000_000


def a_program(folder: Path, program: str) -> Contestant:
    return Contestant(
        key="program",
        name="A program",
        command=(sys.executable, "-I", "-S", "-c", program),
        folder=folder,
        output=folder / "out",
        leavings=("out", "state"),
    )


def test_memory_is_that_of_the_program_alone(tmp_path: Path) -> None:
    ballast = bytearray(200 * MEGABYTE)

    small = measure(a_program(tmp_path, "pass"))
    large = measure(a_program(tmp_path, "bytearray(100_000_000)"))

    assert small.peak < 50 * MEGABYTE < len(ballast)
    assert 100 * MEGABYTE < large.peak < 150 * MEGABYTE


def test_files_that_are_new_or_written_again_are_counted(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in ("a", "b", ".hidden"):
        (tmp_path / "out" / name).write_text("old")

    cost = measure(a_program(tmp_path, "open('out/a', 'w').write('newer'); open('out/c', 'w').write('new')"))

    assert (cost.files, cost.bytes, cost.touched) == (3, 11, 2)


def test_a_program_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 1:\nno notes"):
        measure(a_program(tmp_path, "raise SystemExit('no notes')"))


def test_a_cold_run_finds_nothing_of_those_before(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in ("out/a", "state", "kept"):
        (tmp_path / name).write_text("x")

    a_program(tmp_path, "pass").clear()

    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
