"""Mails that are owed, over both databases: none is lost, none is sent to who needs it no more."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from publisher.audience.decide import CONFIRM_WITHIN
from publisher.audience.notices import GIVEN_UP, LENT, Debt, Kind, debt, put_off, settle, take
from publisher.store.store import Store
from publisher.store.tables import notices
from tests.audience.builders import PAGE, a_confirmed, a_roster, a_wish, an_email, how_many, leave_token
from tests.builders import NOW, a_chance

LATER = NOW + timedelta(minutes=1)


def test_who_asks_is_owed_one_mail_with_what_was_asked_for(store: Store) -> None:
    asked = a_roster(store).ask(an_email(), a_wish("ko", "ko"), place=PAGE, now=NOW)

    (notice,) = take(store, now=NOW)

    assert (notice.kind, notice.subscriber, notice.wish) == (Kind.ASKED, asked.subscriber, a_wish("ko", "ko"))
    assert (notice.owed, notice.tries) == (NOW, 0)


def test_what_is_taken_is_taken_by_one_and_comes_back_where_they_die(store: Store) -> None:
    a_roster(store).ask(an_email(), a_wish(), place=PAGE, now=NOW)

    first, meanwhile, after = take(store, now=NOW), take(store, now=NOW), take(store, now=NOW + LENT)

    assert [len(taken) for taken in (first, meanwhile, after)] == [1, 0, 1]
    assert after[0].tries == 1


def test_what_has_left_is_owed_no_more(store: Store) -> None:
    a_roster(store).ask(an_email(), a_wish(), place=PAGE, now=NOW)
    (notice,) = take(store, now=NOW)

    settle(store, notice)

    assert how_many(store, notices) == 0


def test_what_cannot_leave_is_tried_later_each_time_and_at_last_given_up(store: Store) -> None:
    a_roster(store).ask(an_email(), a_wish(), place=PAGE, now=NOW)
    now, pauses = NOW, []
    while how_many(store, notices):
        taken = take(store, now=now)
        for notice in taken:
            put_off(store, notice, now=now)
            pauses.append(now - NOW)
        now += timedelta(minutes=1)

    assert [pause / timedelta(minutes=1) for pause in pauses[:5]] == [0, 1, 3, 7, 15]
    assert now - NOW - timedelta(minutes=1) <= GIVEN_UP + timedelta(minutes=1)
    assert max(later - earlier for earlier, later in pairwise(pauses)) == timedelta(hours=2)


def test_oldest_leave_first_and_not_all_at_once(store: Store) -> None:
    roster = a_roster(store)
    for number in range(5):
        roster.ask(an_email(f"p{number}@b.kr"), a_wish(), place=PAGE, now=NOW + timedelta(seconds=number))

    taken = take(store, now=LATER, most=3)

    assert [notice.subscriber.email for notice in taken] == ["p0@b.kr", "p1@b.kr", "p2@b.kr"]


def test_a_link_that_was_used_or_expired_is_mailed_to_nobody(store: Store) -> None:
    roster = a_roster(store)
    a_confirmed(roster)
    assert take(store, now=NOW) == ()
    roster.ask(an_email("bob@b.kr"), a_wish(), place=PAGE, now=NOW)

    assert take(store, now=NOW + CONFIRM_WITHIN) == ()
    assert how_many(store, notices) == 0


def test_who_complained_meanwhile_gets_nothing(store: Store) -> None:
    roster = a_roster(store)
    roster.ask(an_email(), a_wish(), place=PAGE, now=NOW)
    roster.complain(an_email(), place=PAGE, now=NOW)

    assert take(store, now=NOW) == ()


def test_who_is_back_is_told_no_goodbye(store: Store) -> None:
    roster = a_roster(store, says_goodbye=True)
    subscriber = a_confirmed(roster)
    take(store, now=NOW)
    roster.leave(leave_token(roster, subscriber), place=PAGE, now=NOW)
    roster.undo(leave_token(roster, subscriber), place=PAGE, now=NOW)

    assert take(store, now=NOW) == ()


def test_who_never_confirmed_is_told_no_goodbye(store: Store) -> None:
    roster = a_roster(store, says_goodbye=True)
    asked = roster.ask(an_email(), a_wish(), place=PAGE, now=NOW).subscriber
    assert asked
    roster.leave(leave_token(roster, asked), place=PAGE, now=NOW)

    assert [notice.kind for notice in take(store, now=NOW)] == [Kind.ASKED]


def test_nobody_is_told_goodbye_where_nobody_wants_that(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)
    take(store, now=NOW)
    roster.leave(leave_token(roster, subscriber), place=PAGE, now=NOW)

    assert how_many(store, notices) == 0


def test_what_is_owed_is_counted(store: Store) -> None:
    with store.reading() as connection:
        none = debt(connection)
    a_roster(store).ask(an_email(), a_wish(), place=PAGE, now=NOW)
    a_roster(store, chance=a_chance(9)).ask(an_email(), a_wish(), place=PAGE, now=LATER)

    with store.reading() as connection:
        assert (none, debt(connection)) == (Debt(), Debt(number=2, oldest=NOW))


def test_who_is_forgotten_is_owed_nothing(store: Store) -> None:
    roster = a_roster(store)
    roster.ask(an_email(), a_wish(), place=PAGE, now=NOW)

    roster.forget(an_email(), now=NOW)

    assert how_many(store, notices) == 0
    assert take(store, now=NOW) == ()
