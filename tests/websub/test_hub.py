"""How one hub is told of many topics: rounds, pauses, limits. No network, and time stands still."""

from __future__ import annotations

import math
from collections.abc import Callable
from threading import Barrier, Event

import pytest

from publisher.websub.answer import TOLD, Answer, Verdict
from publisher.websub.hub import tell
from publisher.websub.patience import Patience, pause
from tests.websub.builders import Hub, Time, owed, refused

TOPICS = [f"https://notes.example/{number:03}/atom.xml" for number in range(400)]


def told(hub: Hub, topics: list[str], time: Time, **patience: float) -> dict[str, Answer]:
    answers = list(tell(topics, connect=hub.connect, patience=Patience(**patience), pace=time.pace))  # type: ignore[arg-type]  # rounds are whole
    assert sorted(topic for topic, _ in answers) == sorted(topics)
    return dict(answers)


def test_every_topic_is_told_once_over_few_connections() -> None:
    hub, time = Hub(), Time()

    answers = told(hub, TOPICS, time)

    assert set(answers.values()) == {TOLD}
    assert sorted(hub.tries) == TOPICS
    assert hub.connections <= 8
    assert time.sleeps == []


def test_several_are_told_at_the_same_time() -> None:
    barrier = Barrier(4)

    def together(_topic: str, _number: int) -> Answer:
        barrier.wait(timeout=60)
        return TOLD

    assert set(told(Hub(together), TOPICS[:4], Time()).values()) == {TOLD}


def test_no_topics_need_no_connection() -> None:
    hub = Hub()

    assert told(hub, [], Time()) == {}
    assert hub.connections == 0


def test_a_hub_that_is_down_is_tried_three_times_with_growing_pauses_and_then_left_alone() -> None:
    hub, time = Hub(lambda _topic, _number: owed("refused the connection")), Time()

    answers = told(hub, TOPICS, time)

    assert set(answers.values()) == {owed("refused the connection")}
    assert time.sleeps == [1.0, 2.0]
    assert len(hub.tries) <= 3 * 8


def test_a_topic_that_fails_once_is_told_in_the_next_round() -> None:
    hub, time = Hub(lambda topic, number: owed() if topic == TOPICS[0] and number == 1 else TOLD), Time()

    answers = told(hub, TOPICS, time)

    assert set(answers.values()) == {TOLD}
    assert hub.tries.count(TOPICS[0]) == 2
    assert time.sleeps == [1.0]


def test_a_topic_that_always_fails_holds_up_no_other() -> None:
    hub = Hub(lambda topic, _number: owed() if topic in TOPICS[:3] else TOLD)

    answers = told(hub, TOPICS, Time())

    assert {topic for topic, answer in answers.items() if answer != TOLD} == set(TOPICS[:3])


def test_what_is_refused_is_not_tried_again() -> None:
    hub, time = Hub(lambda _topic, _number: refused()), Time()

    answers = told(hub, TOPICS, time)

    assert {answer.verdict for answer in answers.values()} == {Verdict.REFUSED}
    assert sorted(hub.tries) == TOPICS
    assert time.sleeps == []


def test_a_hub_that_asks_for_a_little_time_gets_it() -> None:
    hub, time = Hub(lambda _topic, number: owed(wait=7) if number == 1 else TOLD), Time()

    answers = told(hub, TOPICS[:1], time)

    assert set(answers.values()) == {TOLD}
    assert time.sleeps == [7]


@pytest.mark.parametrize("wait", [3600, math.inf])
def test_a_hub_that_asks_for_more_is_told_next_time(wait: float) -> None:
    hub, time = Hub(lambda _topic, _number: owed(wait=wait)), Time()

    answers = told(hub, TOPICS[:20], time)

    assert {answer.verdict for answer in answers.values()} == {Verdict.OWED}
    assert time.sleeps == []
    assert len(hub.tries) <= 8


def test_a_hub_that_slows_us_down_is_given_the_time_there_is_and_no_more() -> None:
    time, taken = Time(), [0]

    def one_too_many(_topic: str, _number: int) -> Answer:
        taken[0] += 1
        return owed("answered 429 Too Many Requests", wait=10) if taken[0] % 11 == 0 else TOLD

    answers = told(Hub(one_too_many), TOPICS, time, total=35)

    assert time.sleeps == [10, 10, 10]
    assert 40 <= sum(answer == TOLD for answer in answers.values()) < 400
    assert {answer.reason for answer in answers.values() if answer != TOLD} == {"answered 429 Too Many Requests"}


def test_a_hub_that_holds_everybody_is_left_when_time_is_over() -> None:
    released = Event()

    def hold(topic: str, _number: int) -> Answer:
        if topic != TOPICS[0]:
            released.wait(timeout=60)
        return TOLD

    time, answers = Time(), {}
    try:
        for topic, answer in tell(TOPICS, connect=Hub(hold).connect, patience=Patience(total=30), pace=time.pace):
            answers[topic] = answer
            time.now += 31
    finally:
        released.set()

    assert answers[TOPICS[0]] == TOLD
    assert {answers[topic].reason for topic in TOPICS[1:]} == {"took more than 30 seconds in all"}


@pytest.mark.parametrize(
    ("fruitless", "asked", "chance", "seconds"),
    [(0, 0, 0.5, 1), (1, 0, 0.5, 1), (2, 0, 0.5, 2), (3, 0, 0.5, 4), (1, 0, 0, 0.5), (1, 0, 1, 1.5), (1, 9, 0.5, 9)],
)
def test_pauses_double_and_scatter(fruitless: int, asked: float, chance: float, seconds: float) -> None:
    assert pause(fruitless, asked, chance) == seconds


def test_a_mistake_of_ours_is_no_answer() -> None:
    def fail(_topic: str, _number: int) -> Answer:
        raise ZeroDivisionError

    rule: Callable[[str, int], Answer] = fail
    with pytest.raises(ZeroDivisionError):
        told(Hub(rule), TOPICS[:1], Time())
