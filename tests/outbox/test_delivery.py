"""A run that sends: what the transport says becomes of each letter, and what is left when a run is cut short."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest

from publisher.audience.links import Purpose, read_token
from publisher.audience.subscriber import State
from publisher.outbox.addressing import read_return_path
from publisher.outbox.delivery import Delivered
from publisher.outbox.ledger.counting import listed, sendings
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transports.memory import Memory
from publisher.store.store import Store
from tests.audience.builders import PAGE, an_email
from tests.builders import NOW
from tests.newsletter.builders import opened
from tests.outbox.carrying import RETURN_PATH, Clock, a_real_freight, sent, tally_of
from tests.outbox.ledger import planned, readers, subscribed

DEFERRED = Outcome(fate=Fate.DEFERRED, reply="451 4.7.1 greylisted", status="4.7.1")


def answering(answers: dict[str, Outcome]) -> Callable[[Parcel], Outcome]:
    return lambda one: answers.get(one.recipient, Outcome(fate=Fate.ACCEPTED))


def test_everyone_gets_a_letter_of_what_they_chose_with_links_and_a_return_path_of_their_own(store: Store) -> None:
    roster = subscribed(
        store, [("ada@example.org", "en/llm"), ("bob@example.org", "en"), ("cyd@example.org", "en/vision")]
    )
    memory = Memory()

    done = sent(store, planned(store, a_real_freight()), memory)

    assert done == Delivered(is_finished=True)
    assert tally_of(store) == {Standing.SENT: 2, Standing.SKIPPED: 1}
    ada, bob = memory.left
    assert (ada.recipient, bob.recipient) == ("ada@example.org", "bob@example.org")
    read_ada, read_bob = opened(ada.message), opened(bob.message)
    assert [one.addr_spec for one in read_ada.message["To"].addresses] == ["ada@example.org"]
    assert "On words" in read_ada.text
    assert "On bytes" not in read_ada.text
    assert "On bytes" in read_bob.text
    assert "On words" in read_bob.text
    found = roster.show(an_email("ada@example.org"))
    assert found
    leave = str(read_ada.message["List-Unsubscribe"]).strip("<>")
    assert read_token(store.keyring, Purpose.LEAVE, leave.rpartition("/")[2]) == found[0].public_id
    assert read_return_path(RETURN_PATH, store.keyring, ada.sender) == found[0].public_id


def test_a_reader_whose_domain_is_in_another_script_gets_their_letter_and_stops_nobody_elses(store: Store) -> None:
    subscribed(store, [("min@한국.kr", "en"), ("ada@example.org", "en")])
    memory = Memory()

    done = sent(store, planned(store, a_real_freight()), memory)

    assert done == Delivered(is_finished=True)
    # Name servers and relays without SMTPUTF8 know the domain so (RFC 5891).
    assert [one.recipient for one in memory.left] == ["min@xn--3e0b707e.kr", "ada@example.org"]
    (to,) = opened(memory.left[0].message).message["To"].addresses
    assert to.addr_spec == "min@xn--3e0b707e.kr"


def test_a_second_run_sends_nothing(store: Store) -> None:
    subscribed(store, readers(3))
    issue = planned(store, a_real_freight())
    sent(store, issue, Memory())

    again = Memory()
    sent(store, issue, again)

    assert again.left == []


def test_each_answer_has_its_own_end(store: Store) -> None:
    roster = subscribed(store, readers(5))
    answers = {
        "reader0@example.org": Outcome(fate=Fate.ACCEPTED, reply="250 ok", reference="Q1"),
        "reader1@example.org": DEFERRED,
        "reader2@example.org": Outcome(fate=Fate.REFUSED, reply="550 5.1.1 no such user", is_about_recipient=True),
        "reader3@example.org": Outcome(fate=Fate.REFUSED, reply="554 5.7.1 spam"),
        "reader4@example.org": Outcome(fate=Fate.UNKNOWN, reply="the connection broke"),
    }
    issue = planned(store, a_real_freight())

    done = sent(store, issue, Memory(answer=answering(answers)))

    assert done == Delivered(is_finished=False)
    assert tally_of(store) == {Standing.SENT: 1, Standing.DEFERRED: 1, Standing.FAILED: 2, Standing.DOUBT: 1}
    with store.reading() as connection:
        told = {one.email: (one.standing, one.reply) for one in listed(connection, issue)}
    assert told == {
        "reader1@example.org": (Standing.DEFERRED, DEFERRED.reply),
        "reader2@example.org": (Standing.FAILED, "550 5.1.1 no such user"),
        "reader3@example.org": (Standing.FAILED, "554 5.7.1 spam"),
        "reader4@example.org": (Standing.DOUBT, "the connection broke"),
    }
    states = [roster.show(an_email(email)) for email in ("reader2@example.org", "reader3@example.org")]
    assert [found[0].state for found in states if found] == [State.BOUNCED, State.CONFIRMED]


def test_a_deferred_letter_is_tried_again_when_it_is_due_and_given_up_after_a_day(store: Store) -> None:
    subscribed(store, readers(1))
    issue = planned(store, a_real_freight())
    clock, tries = Clock(), 0
    deferring = Memory(answer=lambda _: DEFERRED)
    sent(store, issue, deferring, clock=clock)
    at_once = Memory()
    sent(store, issue, at_once, clock=clock)

    while tally_of(store).get(Standing.DEFERRED):
        with store.reading() as connection:
            (found,) = sendings(connection)
        assert found.next_due
        clock.now = found.next_due
        sent(store, issue, deferring, clock=clock)
        tries += 1

    assert at_once.left == []
    assert tries == 7
    assert tally_of(store) == {Standing.FAILED: 1}
    assert clock.now - NOW < timedelta(hours=25)


def test_a_run_that_is_asked_to_end_finishes_the_letter_in_hand_and_gives_the_others_back(store: Store) -> None:
    subscribed(store, readers(5))
    issue = planned(store, a_real_freight())
    stop = Event()

    def stop_at_the_second(one: Parcel) -> Outcome:
        if one.recipient.startswith("reader1"):
            stop.set()
        return Outcome(fate=Fate.ACCEPTED)

    first = Memory(answer=stop_at_the_second)
    done = sent(store, issue, first, stop=stop)
    between = tally_of(store)
    second = Memory()
    sent(store, issue, second)

    assert done == Delivered(is_finished=False)
    assert between == {Standing.SENT: 2, Standing.PLANNED: 3}
    assert [one.recipient[6] for one in (*first.left, *second.left)] == list("01234")


def test_several_connections_send_each_letter_once(store: Store) -> None:
    subscribed(store, readers(40))
    memory = Memory()
    shown: list[int] = []

    done = sent(store, planned(store, a_real_freight()), memory, connections=3, shown=shown.append)

    assert done.is_finished
    assert sorted(one.recipient for one in memory.left) == sorted(email for email, _ in readers(40))
    assert shown[-1] == 40


def test_who_leaves_while_letters_are_on_their_way_gets_none(store: Store) -> None:
    roster = subscribed(store, readers(3))
    issue = planned(store, a_real_freight())

    def last_one_leaves(one: Parcel) -> Outcome:
        if one.recipient.startswith("reader0"):
            roster.remove(an_email("reader2@example.org"), place=PAGE, now=NOW)
        return Outcome(fate=Fate.ACCEPTED)

    memory = Memory(answer=last_one_leaves)
    sent(store, issue, memory)

    assert [one.recipient[6] for one in memory.left] == ["0", "1"]
    assert tally_of(store) == {Standing.SENT: 2, Standing.SUPPRESSED: 1}


def test_no_more_leave_in_a_day_than_may_and_the_others_leave_later(store: Store) -> None:
    subscribed(store, readers(5))
    issue = planned(store, a_real_freight())
    clock, memory = Clock(), Memory()

    first = sent(store, issue, memory, clock=clock, daily=2)
    again = sent(store, issue, memory, clock=clock, daily=2)
    number = len(memory.left)
    clock.sleep(24 * 3600)
    later = sent(store, issue, memory, clock=clock, daily=10)

    assert (first, again) == (Delivered(is_finished=False, is_at_quota=True),) * 2
    assert number == 2
    assert later.is_finished
    assert len({one.recipient for one in memory.left}) == len(memory.left) == 5


def test_letters_for_other_domains_need_not_wait_for_a_slow_one(store: Store) -> None:
    subscribed(store, [(f"{name}@slow.example", "en") for name in "abc"] + [("d@quick.example", "en")])
    memory, clock = Memory(), Clock()

    sent(store, planned(store, a_real_freight()), memory, clock=clock, domain_rate=0.5)

    assert [one.recipient[0] for one in memory.left] == ["a", "d", "b", "c"]
    assert clock.seconds == pytest.approx(4)
