"""Iterators side by side."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Event

import pytest

from publisher.http.crew import together


def test_everything_is_passed_on() -> None:
    assert sorted(together([iter("abc"), iter(""), iter("de")])) == list("abcde")


def test_nothing_comes_of_nothing() -> None:
    assert list(together([])) == []


def test_all_run_at_once() -> None:
    barrier = Barrier(3)

    def work() -> Iterator[int]:
        yield barrier.wait(timeout=60)

    assert sorted(together([work(), work(), work()])) == [0, 1, 2]


def test_what_fails_is_raised_where_it_is_seen() -> None:
    def work() -> Iterator[str]:
        yield "a"
        raise ZeroDivisionError

    items = together([work()])

    assert next(items) == "a"
    with pytest.raises(ZeroDivisionError):
        next(items)


def test_what_hangs_is_abandoned_when_time_is_over() -> None:
    released = Event()

    def hang() -> Iterator[str]:
        yield "a"
        released.wait(timeout=60)

    seen: list[str] = []
    try:
        for item in together([hang()], lambda: 0 if seen else 60):
            seen.append(item)  # noqa: PERF402  # time is over as soon as one is seen
    finally:
        released.set()

    assert seen == ["a"]
