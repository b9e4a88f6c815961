"""Several hubs at once, and what is said of each."""

from __future__ import annotations

from threading import Event

from publisher.websub.announcement import Outcome, announce, report
from publisher.websub.answer import TOLD, Answer
from publisher.websub.patience import Patience
from tests.websub.builders import Hub, Time, owed, refused

ONE, OTHER = "https://one.example/", "https://other.example/"


def outcomes(hubs: dict[str, Hub], debts: dict[str, tuple[str, ...]]) -> list[Outcome]:
    return list(announce(debts, connect=lambda hub: hubs[hub].connect, patience=Patience(), pace=Time().pace))


def test_each_hub_is_told_what_it_is_owed() -> None:
    hubs = {ONE: Hub(), OTHER: Hub()}

    made = outcomes(hubs, {ONE: ("a", "b"), OTHER: ("b",)})

    assert {(one.hub, one.topic, one.is_done) for one in made} == {
        (ONE, "a", True),
        (ONE, "b", True),
        (OTHER, "b", True),
    }
    assert (sorted(hubs[ONE].tries), hubs[OTHER].tries) == (["a", "b"], ["b"])


def test_a_hub_that_holds_us_holds_up_no_other() -> None:
    released = Event()

    def hold(_topic: str, _number: int) -> Answer:
        released.wait(timeout=60)
        return TOLD

    hubs = {ONE: Hub(hold), OTHER: Hub()}
    made = announce(
        {ONE: ("a",), OTHER: ("b",)}, connect=lambda hub: hubs[hub].connect, patience=Patience(), pace=Time().pace
    )

    first = next(made)
    released.set()

    assert first == Outcome(hub=OTHER, topic="b", answer=TOLD)
    assert list(made) == [Outcome(hub=ONE, topic="a", answer=TOLD)]


def test_a_hub_in_trouble_is_none_of_the_others() -> None:
    made = outcomes({ONE: Hub(lambda _topic, _number: owed()), OTHER: Hub()}, {ONE: ("a",), OTHER: ("a",)})

    assert {one.hub: one.is_done for one in made} == {ONE: False, OTHER: True}


def test_a_hub_that_is_owed_nothing_is_not_spoken_to() -> None:
    hub = Hub()

    assert outcomes({ONE: hub}, {ONE: ()}) == []
    assert hub.connections == 0


def test_a_report_names_each_reason_once() -> None:
    answers = {"b": owed("is down"), "a": TOLD, "d": refused("says no"), "e": refused("says no"), "c": owed("is slow")}

    made = report(ONE, [Outcome(hub=ONE, topic=topic, answer=answer) for topic, answer in answers.items()])

    assert (made.told, made.refused, made.owed) == (("a",), ("d", "e"), ("b", "c"))
    assert [str(problem) for problem in made.problems] == [
        "https://one.example/: says no; not told of 2 feeds, such as d, nor again before they change",
        "https://one.example/: is down; not told of b; the next `publisher publish` tries again",
        "https://one.example/: is slow; not told of c; the next `publisher publish` tries again",
    ]


def test_a_report_is_of_one_hub() -> None:
    made = report(ONE, [Outcome(hub=OTHER, topic="a", answer=owed())])

    assert (made.owed, made.problems) == ((), ())
