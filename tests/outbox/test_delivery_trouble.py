"""A run through a relay that is away, breaks off or takes nothing, and what is left when a run is cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from publisher.errors import PublisherError
from publisher.outbox.ledger.counting import resend_in_doubt, sendings
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Leaving, UnreachableError
from publisher.outbox.transports.memory import Memory
from publisher.store.store import Store
from tests.builders import NOW
from tests.outbox.carrying import Clock, Unhurried, a_real_freight, sent, tally_of
from tests.outbox.ledger import a_courier, planned, readers, subscribed


class _Broken(BaseException):
    """What ends a program from within, like a kill."""


def test_a_run_that_breaks_leaves_one_letter_in_doubt_which_is_sent_again_by_hand_alone(store: Store) -> None:
    subscribed(store, readers(4))
    issue = planned(store, a_real_freight())

    def break_at_the_third(one: Parcel) -> Outcome:
        if one.recipient.startswith("reader2"):
            raise _Broken
        return Outcome(fate=Fate.ACCEPTED)

    first, second, third = Memory(answer=break_at_the_third), Memory(), Memory()
    with pytest.raises(_Broken):
        sent(store, issue, first)
    between = tally_of(store)
    sent(store, issue, second)
    with store.deciding() as connection:
        resend_in_doubt(connection, issue, NOW)
    sent(store, issue, third)

    assert between == {Standing.SENT: 2, Standing.DOUBT: 1, Standing.PLANNED: 1}
    assert [one.recipient[6] for one in (*first.left, *second.left, *third.left)] == list("0132")


@dataclass(kw_only=True)
class Fragile:
    """A relay whose sessions end after some letters, and which is not there at first."""

    letters: int = 2
    missing: int = 0
    """How often nobody answers."""
    refuses: str = ""
    sessions: int = 0
    left: list[Parcel] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "relay.example:25"

    @contextmanager
    def session(self) -> Iterator[Fragile]:
        self.sessions += 1
        if self.refuses:
            raise PublisherError(self.refuses)
        if self.sessions <= self.missing:
            raise UnreachableError("relay.example:25: nobody answers")
        yield self

    def deliver(self, parcels: Iterable[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        taken = 0
        for one in parcels:
            if taken == self.letters:
                yield one, Outcome(fate=Fate.UNTOUCHED)
                return
            if leaving((one,)):
                taken += 1
                self.left.append(one)
                yield one, Outcome(fate=Fate.ACCEPTED)


def test_a_session_that_ends_is_followed_by_another(store: Store) -> None:
    subscribed(store, readers(7))
    relay = Fragile()

    done = sent(store, planned(store, a_real_freight()), relay)

    assert done.is_finished
    assert sorted(one.recipient[6] for one in relay.left) == list("0123456")


def test_a_relay_that_is_not_there_is_tried_again(store: Store) -> None:
    subscribed(store, readers(2))
    relay, clock = Fragile(missing=3), Clock()

    assert sent(store, planned(store, a_real_freight()), relay, clock=clock).is_finished
    assert clock.seconds == 1 + 5 + 15


@pytest.mark.parametrize(
    ("missing", "told"), [(1, []), (2, ["relay.example:25: nobody answers"]), (4, ["relay.example:25: nobody answers"])]
)
def test_why_letters_wait_is_told_once_it_is_more_than_a_moment(store: Store, missing: int, told: list[str]) -> None:
    subscribed(store, readers(2))
    heard: list[str] = []

    done = sent(store, planned(store, a_real_freight()), Fragile(missing=missing), clock=Clock(), waits=heard.append)

    assert done.is_finished
    assert heard == told


@pytest.mark.parametrize(
    ("relay", "told"),
    [
        (Fragile(missing=99), "relay.example:25: nobody answers; tried 6 times"),
        (Fragile(letters=0), "relay.example:25 takes no letter; tried 6 times"),
        (Fragile(refuses="relay.example:25: expected a login, it is refused"), "relay.example:25: expected a login"),
    ],
    ids=["nobody", "nothing", "refused"],
)
def test_what_a_relay_says_of_the_whole_session_marks_no_letter(store: Store, relay: Fragile, told: str) -> None:
    subscribed(store, readers(3))
    relay = Fragile(letters=relay.letters, missing=relay.missing, refuses=relay.refuses)
    clock = Clock()
    stop = Unhurried(clock)

    with pytest.raises(PublisherError) as refusal:
        sent(store, planned(store, a_real_freight()), relay, clock=clock, stop=stop, connections=2)

    assert refusal.value.message.startswith(told)
    assert not stop.is_set(), "a worker would take that for its own end"
    assert tally_of(store) == {Standing.PLANNED: 3}


def test_a_long_wait_is_no_reason_to_be_taken_for_dead(store: Store) -> None:
    subscribed(store, readers(2))
    clock, memory = Clock(), Memory()

    done = sent(store, planned(store, a_real_freight()), memory, clock=clock, limit=1 / 3600)

    assert done.is_finished
    with store.reading() as connection:
        (found,) = sendings(connection)
    assert found.tally == {Standing.SENT: 2}


def test_who_was_taken_for_dead_stops(store: Store) -> None:
    subscribed(store, readers(3))
    issue = planned(store, a_real_freight())
    clock = Clock()

    def sleep_on(one: Parcel) -> Outcome:
        if one.recipient.startswith("reader0"):
            clock.sleep(3600)
            a_courier(store, "heir", now=clock.now)
        return Outcome(fate=Fate.ACCEPTED)

    memory = Memory(answer=sleep_on)
    with pytest.raises(PublisherError, match="this run was taken for dead"):
        sent(store, issue, memory, clock=clock)

    assert tally_of(store) == {Standing.SENT: 1, Standing.PLANNED: 2}
