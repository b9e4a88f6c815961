"""When letters are tried again, and how fast they leave: values, on a clock that a test moves."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.outbox.gate import Gate
from publisher.outbox.pace import Bucket, Pace
from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.retry import DELAYS, next_try
from tests.builders import NOW

SLOWER = Outcome(fate=Fate.DEFERRED, reply="421 4.7.0 too many", slow_down=True)


class Seconds:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.stop = Event()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def gate(self, limit: float = 0.0, **fields: float) -> Gate:
        pace = Pace.of(limit, self.now)
        return Gate(stop=self.stop, clock=self, sleep=self.sleep, pace=pace, **fields)  # type: ignore[arg-type]  # numbers


def passed(gate: Gate, number: int, domain: str = "example.org") -> None:
    for _ in range(number):
        assert gate.pass_through(domain, lambda: None)


def test_a_letter_is_tried_for_a_day_ever_less_often() -> None:
    moments = [NOW]
    while later := next_try(len(moments) - 1, moments[-1]):
        moments.append(later)

    gaps = [second - first for first, second in pairwise(moments)]
    assert gaps == sorted(gaps)
    assert gaps[:4] == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
    assert timedelta(hours=22) < moments[-1] - NOW <= timedelta(hours=24)


@pytest.mark.parametrize(("asked", "minutes"), [(600, 10), (30, 1), (10_000_000, 1440)])
def test_who_asks_to_be_left_alone_is_for_a_day_at_most(asked: float, minutes: int) -> None:
    assert next_try(0, NOW, asked=asked) == NOW + timedelta(minutes=minutes)
    assert next_try(len(DELAYS), NOW, asked=asked) is None


@given(rate=st.floats(0.1, 1_000), burst=st.floats(1, 50), rests=st.lists(st.floats(0, 20), min_size=5, max_size=60))
def test_a_bucket_never_lets_more_through_than_its_rate_and_one_burst(
    rate: float, burst: float, rests: list[float]
) -> None:
    bucket, now, left = Bucket(rate, burst), 0.0, []
    for rest in rests:
        now += rest
        now += bucket.wait(now)
        assert bucket.wait(now) <= 1e-6
        bucket = bucket.taken(now)
        left.append(now)

    for first, begin in enumerate(left):
        for last in range(first, len(left)):
            assert last - first + 1 <= burst + rate * (left[last] - begin) + 1e-3


def test_letters_leave_at_the_rate_that_is_set() -> None:
    clock = Seconds()

    passed(clock.gate(10), 101)

    assert clock.now == pytest.approx(10)


def test_without_a_rate_nothing_waits() -> None:
    clock = Seconds()

    passed(clock.gate(), 1_000)

    assert clock.now == 0


def test_who_asks_for_less_gets_half_and_then_more_again_up_to_what_was_set() -> None:
    clock = Seconds()
    gate = clock.gate(8)
    passed(gate, 80)

    gate.hear(SLOWER)
    gate.hear(SLOWER)

    before = clock.now
    passed(gate, 41)
    assert clock.now - before == pytest.approx(10, abs=0.3), "half, however many connections were told"
    passed(gate, 8 * 3600)
    before = clock.now
    passed(gate, 80)
    assert clock.now - before == pytest.approx(10, abs=0.1)


def test_without_a_rate_it_is_half_of_what_left_so_far_and_free_again_when_that_is_reached() -> None:
    clock = Seconds()
    gate = clock.gate()
    for _ in range(100):
        passed(gate, 1)
        clock.sleep(0.1)

    gate.hear(SLOWER)

    before = clock.now
    passed(gate, 51)
    assert clock.now - before == pytest.approx(10, abs=0.5)
    passed(gate, 10_000)
    before = clock.now
    passed(gate, 1_000)
    assert clock.now == before


def test_a_relay_that_complains_again_and_again_is_never_given_up() -> None:
    clock = Seconds()
    gate = clock.gate(1)
    for _ in range(20):
        clock.sleep(2)
        gate.hear(SLOWER)

    passed(gate, 2)

    assert clock.now < 40 + 2 * 60 + 1


def test_a_relay_is_left_alone_for_as_long_as_it_asks_and_what_is_known_is_written_meanwhile() -> None:
    clock = Seconds()
    gate = clock.gate()
    gate.hear(Outcome(fate=Fate.DEFERRED, slow_down=True, retry_after=150))
    written: list[float] = []

    gate.pass_through("example.org", lambda: written.append(clock.now))

    assert clock.now >= 150
    assert written[:3] == [0, 60, 120]


def test_each_domain_has_a_rate_of_its_own() -> None:
    clock = Seconds()
    gate = clock.gate(domain_rate=1)
    passed(gate, 1, "a.example")

    assert gate.wait_for("a.example") == pytest.approx(1)
    assert gate.wait_for("b.example") == 0
    passed(gate, 1, "b.example")
    assert clock.now == 0


def test_nothing_passes_when_the_end_is_wanted() -> None:
    clock = Seconds()
    gate = clock.gate(0.5)
    passed(gate, 1)
    clock.stop.set()

    assert not gate.pass_through("example.org", lambda: None)
