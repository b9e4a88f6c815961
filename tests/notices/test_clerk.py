"""Mails leave, are put off and are given up; whatever the way out does, nobody is forgotten."""

from __future__ import annotations

import logging
import threading
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from publisher.audience.subscriber import State
from publisher.errors import PublisherError
from publisher.notices.clerk import Clerk, Delivered
from publisher.notices.rounds import rounds
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Session, Transport, UnreachableError
from publisher.outbox.transports.folder import Folder
from publisher.outbox.transports.memory import Memory
from publisher.store.store import Store
from publisher.store.tables import notices
from tests.audience.builders import PAGE, a_roster, a_wish, an_email, how_many
from tests.builders import NOW, a_chance
from tests.notices.test_message import a_desk

PEOPLE = ["a@b.kr", "b@b.kr", "c@b.kr"]


def owed(store: Store, *people: str) -> None:
    roster = a_roster(store)
    for email in people or PEOPLE:
        roster.ask(an_email(email), a_wish(), place=PAGE, now=NOW)


def a_clerk(store: Store, transport: Transport) -> Clerk:
    return Clerk(roster=a_roster(store), desk=a_desk(store), transport=transport)


class Closed:
    """A way out that nobody opens."""

    name = "smtp.example.org:587"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def session(self) -> AbstractContextManager[Session]:
        raise self.error


def test_what_is_owed_leaves_once(store: Store) -> None:
    owed(store)
    memory = Memory()
    clerk = a_clerk(store, memory)

    first, second = clerk.deliver(now=NOW), clerk.deliver(now=NOW)

    assert (first, second) == (Delivered(sent=3), Delivered())
    assert [parcel.recipient for parcel in memory.left] == PEOPLE
    assert how_many(store, notices) == 0


@pytest.mark.parametrize(
    ("fate", "delivered"),
    [
        (Fate.DEFERRED, Delivered(sent=2, put_off=1)),
        (Fate.UNTOUCHED, Delivered(sent=2, put_off=1)),
        (Fate.UNKNOWN, Delivered(sent=2, put_off=1)),
        (Fate.REFUSED, Delivered(sent=2, refused=1)),
    ],
)
def test_each_mail_has_its_own_fate(store: Store, fate: Fate, delivered: Delivered) -> None:
    owed(store)
    answers = {"b@b.kr": fate}
    memory = Memory(answer=lambda parcel: Outcome(fate=answers.pop(parcel.recipient, Fate.ACCEPTED)))
    clerk = a_clerk(store, memory)

    first = clerk.deliver(now=NOW)
    clerk.deliver(now=NOW + timedelta(minutes=5))

    assert first == delivered
    assert len(memory.left) == (2 if fate is Fate.REFUSED else 3)


def test_who_cannot_be_reached_has_bounced_and_comes_back_by_asking_anew(store: Store) -> None:
    owed(store, "a@b.kr", "b@b.kr")
    nobody = Outcome(fate=Fate.REFUSED, reply="550 5.1.1 no such user", status="5.1.1", is_about_recipient=True)
    answers = {"b@b.kr": nobody}
    accepted = Outcome(fate=Fate.ACCEPTED)
    memory = Memory(answer=lambda parcel: answers.pop(parcel.recipient, accepted))

    a_clerk(store, memory).deliver(now=NOW)
    shown = {email: a_roster(store).show(an_email(email)) for email in ("a@b.kr", "b@b.kr")}

    assert {email: one and one[0].state for email, one in shown.items()} == {
        "a@b.kr": State.ASKED,
        "b@b.kr": State.BOUNCED,
    }
    assert shown["b@b.kr"]
    assert shown["b@b.kr"][1][-1].place == "memory: 550 5.1.1 no such user"
    again = a_roster(store, chance=a_chance(3)).ask(
        an_email("b@b.kr"), a_wish(), place=PAGE, now=NOW + timedelta(hours=1)
    )
    confirmed = a_roster(store).confirm(again.token, place=PAGE, now=NOW + timedelta(hours=1)).subscriber
    assert confirmed
    assert confirmed.state is State.CONFIRMED


def test_a_mail_that_is_refused_for_what_it_is_says_nothing_of_its_reader(store: Store) -> None:
    owed(store, "a@b.kr")
    spam = Outcome(fate=Fate.REFUSED, reply="554 5.7.1 looks like spam", status="5.7.1")

    a_clerk(store, Memory(answer=lambda _: spam)).deliver(now=NOW)
    shown = a_roster(store).show(an_email("a@b.kr"))

    assert shown
    assert shown[0].state is State.ASKED


@pytest.mark.parametrize("error", [UnreachableError("smtp.example.org: nobody answers"), PublisherError("no login")])
def test_a_way_out_that_is_closed_loses_no_mail(
    store: Store, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    owed(store)

    with caplog.at_level(logging.WARNING):
        closed = a_clerk(store, Closed(error)).deliver(now=NOW)
    memory = Memory()
    a_clerk(store, memory).deliver(now=NOW + timedelta(minutes=5))

    assert closed == Delivered(put_off=3)
    assert str(error) in caplog.text
    assert len(memory.left) == 3


def test_a_crash_while_sending_sends_again(store: Store) -> None:
    owed(store)

    def crash(_: Parcel) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        a_clerk(store, Memory(answer=crash)).deliver(now=NOW)
    memory = Memory()
    a_clerk(store, memory).deliver(now=NOW + timedelta(minutes=5))

    assert [parcel.recipient for parcel in memory.left] == PEOPLE


def test_what_has_left_before_a_crash_is_not_sent_again(store: Store) -> None:
    owed(store)

    def crash_at_the_second(one: Parcel) -> Outcome:
        if one.recipient == PEOPLE[1]:
            raise KeyboardInterrupt
        return Outcome(fate=Fate.ACCEPTED)

    with pytest.raises(KeyboardInterrupt):
        a_clerk(store, Memory(answer=crash_at_the_second)).deliver(now=NOW)
    memory = Memory()
    a_clerk(store, memory).deliver(now=NOW + timedelta(minutes=5))

    assert [parcel.recipient for parcel in memory.left] == PEOPLE[1:]


def test_a_folder_is_a_way_out(store: Store, tmp_path: Path) -> None:
    owed(store, "a@b.kr")

    a_clerk(store, Folder(path=tmp_path / "outbox")).deliver(now=NOW)

    assert [file.name for file in (tmp_path / "outbox").iterdir()] == ["confirm-1.eml"]


def test_a_call_lets_mails_leave_at_once(store: Store) -> None:
    has_left = threading.Event()

    def answer(_: Parcel) -> Outcome:
        has_left.set()
        return Outcome(fate=Fate.ACCEPTED)

    with rounds(a_clerk(store, Memory(answer=answer)), lambda: NOW, every=3600) as call:
        owed(store, "a@b.kr")
        call()
        assert has_left.wait(30)

    assert how_many(store, notices) == 0


@pytest.mark.parametrize("error", [PublisherError("the disk is full"), ValueError("a mistake")])
def test_a_round_that_fails_is_told_and_is_not_the_last(
    store: Store, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    owed(store, "a@b.kr")
    has_left, errors = threading.Event(), [error]

    def answer(_: Parcel) -> Outcome:
        has_left.set()
        return Outcome(fate=Fate.ACCEPTED)

    def clock() -> datetime:
        if errors:
            raise errors.pop()
        return NOW

    with rounds(a_clerk(store, Memory(answer=answer)), clock, every=0.01):
        assert has_left.wait(30)

    assert str(error) in caplog.text
