"""Who is at work, and who died: whoever dies leaves nothing that is lost or sent twice."""

from __future__ import annotations

import pytest

from publisher.errors import PublisherError
from publisher.outbox.ledger.counting import (
    listed,
)
from publisher.outbox.ledger.couriers import HOLD, AtWorkError, join, leave, lost, stay
from publisher.outbox.ledger.letter import Ending
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.process import Process
from publisher.store.store import Store
from tests.builders import NOW
from tests.outbox.ledger import (
    a_courier,
    claimed,
    ends,
    leaves,
    planned,
    readers,
    subscribed,
    the_sending,
)


def test_one_alone_lets_nobody_else_begin_and_says_since_when(store: Store) -> None:
    a_courier(store, "host, process 7", is_alone=True)

    with pytest.raises(AtWorkError) as refusal:
        a_courier(store, "other")

    assert refusal.value.message == (
        "mail is being sent since 2024-12-16 03:00 UTC by host, process 7: wait until that is done, or end it; "
        "one that died elsewhere is taken over after 03:15 UTC"
    )


def test_who_wants_to_be_alone_waits_for_others(store: Store) -> None:
    courier = a_courier(store, "one")
    with pytest.raises(AtWorkError):
        a_courier(store, "other", is_alone=True)

    with store.deciding() as connection:
        leave(connection, courier, NOW)

    assert a_courier(store, "other", is_alone=True)


def test_the_dead_of_this_machine_are_buried_at_once(store: Store) -> None:
    subscribed(store, readers(3))
    issue = planned(store)
    dead = a_courier(store, "dead", is_alone=True)
    first, *_ = claimed(store, dead, issue)
    leaves(store, dead, first)
    with store.reading() as connection:
        gone = lost(connection, NOW, lambda mark: mark == "dead")
    seen = the_sending(store, lost=gone).tally

    with store.deciding() as connection:
        join(connection, Process(name="heir", mark="heir"), is_alone=True, now=NOW, is_gone=lambda mark: mark == "dead")

    assert seen == the_sending(store).tally == {Standing.DOUBT: 1, Standing.PLANNED: 2}
    with store.reading() as connection:
        assert [(one.email, one.standing) for one in listed(connection, issue)] == [
            ("reader0@example.org", Standing.DOUBT)
        ]


def test_others_are_taken_for_dead_when_their_time_is_over_and_change_nothing_when_they_wake(store: Store) -> None:
    subscribed(store, readers(3))
    issue = planned(store)
    sleeper = a_courier(store, "sleeper", is_alone=True)
    first, second, third = claimed(store, sleeper, issue)
    leaves(store, sleeper, first)

    heir = a_courier(store, "heir", is_alone=True, now=NOW + HOLD)
    held = claimed(store, heir, issue)

    assert held == (second, third)
    assert leaves(store, sleeper, second) == []
    ends(store, sleeper, Ending(letter=third, standing=Standing.SENT))
    with pytest.raises(PublisherError, match="this run was taken for dead"), store.deciding() as connection:
        stay(connection, sleeper, NOW)
    assert the_sending(store).tally == {Standing.DOUBT: 1, Standing.CLAIMED: 2}
    ends(store, sleeper, Ending(letter=first, standing=Standing.SENT, reply="250 ok"))
    assert the_sending(store).tally == {Standing.SENT: 1, Standing.CLAIMED: 2}, "they alone know"
