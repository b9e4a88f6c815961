"""What happens to one person, over both databases: what the store holds afterwards, and what links are worth."""

from __future__ import annotations

import hashlib
import secrets
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from publisher.audience.crowd import count
from publisher.audience.decide import CONFIRM_WITHIN, Refusal
from publisher.audience.happening import MOST_ASKS
from publisher.audience.links import Purpose
from publisher.audience.remotes import Remotes
from publisher.audience.roster import Outcome
from publisher.audience.subscriber import Place, State, What
from publisher.content.tags import TagRules
from publisher.store.opening import open_store
from publisher.store.store import Store
from publisher.store.tables import asks, choices, events, subscribers
from tests.audience.builders import (
    PAGE,
    a_confirmed,
    a_roster,
    a_wish,
    an_email,
    how_many,
    leave_token,
    manage_token,
    reasons,
)
from tests.builders import NOW, a_chance

LATER = NOW + timedelta(hours=1)


def test_who_asks_is_asked_back_and_gets_nothing_yet(store: Store) -> None:
    asked = a_roster(store).ask(an_email(), a_wish("en/llm"), place=PAGE, now=NOW)

    assert asked.subscriber
    assert (asked.subscriber.state, asked.subscriber.choices) == (State.ASKED, ())
    assert asked.subscriber.email == "Ada@example.org"
    assert "ada" not in asked.token.lower()


def test_who_confirms_gets_what_they_asked_for_and_the_consent_is_kept(store: Store) -> None:
    roster = a_roster(store, remotes=Remotes.PLAIN)
    asked = roster.ask(an_email(), a_wish("en/llm en/tokenizer"), place=PAGE, now=NOW)

    confirmed = roster.confirm(asked.token, place=Place(name="mail", remote="198.51.100.1"), now=LATER)

    assert confirmed.subscriber
    assert confirmed.has_changed
    assert confirmed.subscriber.state is State.CONFIRMED
    assert confirmed.subscriber.since == LATER
    assert confirmed.subscriber.created == NOW
    assert list(map(str, confirmed.subscriber.choices)) == ["en/llm", "en/tokenizer"]
    shown = roster.show(an_email())
    assert shown
    assert [(one.what, one.at, one.place, one.remote) for one in shown[1]] == [
        (What.ASKED, NOW, PAGE.name, PAGE.remote),
        (What.CONFIRMED, LATER, "mail", "198.51.100.1"),
    ]


def test_by_default_network_addresses_are_kept_as_hashes(store: Store) -> None:
    a_confirmed(a_roster(store))

    shown = a_roster(store).show(an_email())

    assert shown
    assert [len(one.remote) for one in shown[1]] == [32, 32]
    assert PAGE.remote not in str([one.remote for one in shown[1]])


def test_a_page_can_show_what_a_link_would_confirm(store: Store) -> None:
    roster = a_roster(store)
    asked = roster.ask(an_email(), a_wish("ko"), place=PAGE, now=NOW)

    shown = roster.asked(asked.token, now=NOW)
    assert shown
    assert (shown.wish, shown.is_done, shown.refusal) == (a_wish("ko"), False, None)
    assert roster.asked("x" * 43, now=NOW) is None
    assert how_many(store, events) == 1


def test_confirming_twice_confirms_once(store: Store) -> None:
    roster = a_roster(store)
    asked = roster.ask(an_email(), a_wish(), place=PAGE, now=NOW)
    first = roster.confirm(asked.token, place=PAGE, now=NOW)

    again = roster.confirm(asked.token, place=PAGE, now=LATER)

    assert again == Outcome(subscriber=first.subscriber)
    assert how_many(store, events) == 2


def test_an_expired_link_confirms_nothing(store: Store) -> None:
    roster = a_roster(store)
    asked = roster.ask(an_email(), a_wish(), place=PAGE, now=NOW)

    late = roster.confirm(asked.token, place=PAGE, now=NOW + CONFIRM_WITHIN)

    assert late.refusal is Refusal.EXPIRED
    assert late.subscriber
    assert late.subscriber.state is State.ASKED


def test_somebody_elses_ask_changes_nothing_of_a_subscriber(store: Store) -> None:
    roster = a_roster(store)
    before = a_confirmed(roster)

    asked = roster.ask(an_email(), a_wish("ko", "ko"), place=PAGE, now=LATER)

    assert roster.find(Purpose.MANAGE, manage_token(roster, before)) == before
    assert asked.token


def test_who_is_here_may_ask_for_more_and_confirm_it(store: Store) -> None:
    roster = a_roster(store)
    a_confirmed(roster, choices="en/llm")
    asked = roster.ask(an_email("ADA@example.org"), a_wish("en/llm ko/llm", "ko"), place=PAGE, now=LATER)

    confirmed = roster.confirm(asked.token, place=PAGE, now=LATER)

    assert confirmed.subscriber
    assert list(map(str, confirmed.subscriber.choices)) == ["en/llm", "ko/llm"]
    assert (confirmed.subscriber.language, confirmed.subscriber.since) == ("ko", NOW)
    assert how_many(store, subscribers) == 1


def test_a_form_floods_nobody(store: Store) -> None:
    roster = a_roster(store)

    tokens = [roster.ask(an_email(), a_wish(), place=PAGE, now=NOW).token for _ in range(MOST_ASKS + 2)]
    tomorrow = roster.ask(an_email(), a_wish(), place=PAGE, now=NOW + timedelta(days=1))

    assert [bool(one) for one in tokens] == [True] * MOST_ASKS + [False] * 2
    assert tomorrow.token


def test_choosing_replaces_what_was_chosen(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)

    chosen = roster.choose(manage_token(roster, subscriber), a_wish("en/llm ko", "ko"), place=PAGE, now=LATER)

    assert chosen.subscriber
    assert list(map(str, chosen.subscriber.choices)) == ["en/llm", "ko"]
    assert chosen.subscriber.language == "ko"
    assert how_many(store, choices) == 2


def test_leaving_is_one_click_and_repeating_it_changes_nothing(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)

    left = roster.leave(leave_token(roster, subscriber), place=PAGE, now=LATER)
    again = roster.leave(leave_token(roster, subscriber), place=PAGE, now=LATER + timedelta(days=900))

    assert left.subscriber
    assert (left.subscriber.state, left.has_changed) == (State.LEFT, True)
    assert again == Outcome(subscriber=left.subscriber)
    assert reasons(store) == ["left"]


def test_leaving_can_be_taken_back_with_everything_as_it_was(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)
    roster.leave(leave_token(roster, subscriber), place=PAGE, now=LATER)

    back = roster.undo(leave_token(roster, subscriber), place=PAGE, now=LATER + timedelta(minutes=1))

    assert back.subscriber
    assert back.subscriber.state is State.CONFIRMED
    assert back.subscriber.choices == subscriber.choices
    assert reasons(store) == ["left", "lifted"]


def test_a_forms_ask_does_not_spoil_the_taking_back(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)
    roster.leave(leave_token(roster, subscriber), place=PAGE, now=LATER)
    roster.ask(an_email(), a_wish(), place=PAGE, now=LATER)

    back = roster.undo(leave_token(roster, subscriber), place=PAGE, now=LATER)

    assert back.has_changed


def test_who_left_comes_back_by_asking_anew(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)
    old = roster.ask(an_email(), a_wish("ko"), place=PAGE, now=NOW)
    roster.leave(leave_token(roster, subscriber), place=PAGE, now=LATER)
    overtaken = roster.confirm(old.token, place=PAGE, now=LATER)
    new = roster.ask(an_email(), a_wish("ko"), place=PAGE, now=LATER + timedelta(minutes=1))

    back = roster.confirm(new.token, place=PAGE, now=LATER + timedelta(minutes=2))

    assert overtaken.refusal is Refusal.OVERTAKEN
    assert back.subscriber
    assert (back.subscriber.state, back.subscriber.id) == (State.CONFIRMED, subscriber.id)


@pytest.mark.parametrize("purpose", [Purpose.CONFIRM, Purpose.MANAGE, Purpose.FEED])
def test_no_other_link_leaves(store: Store, purpose: Purpose) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)

    outcome = roster.leave(roster.token(purpose, subscriber), place=PAGE, now=LATER)

    assert outcome == Outcome(refusal=Refusal.UNKNOWN)
    assert reasons(store) == []


def test_a_bounce_and_a_complaint_end_it(store: Store) -> None:
    roster = a_roster(store)
    a_confirmed(roster, "ada@example.org")
    a_confirmed(roster, "bob@example.org")

    bounced = roster.bounce(an_email("ada@example.org"), place=Place(name="550 5.1.1"), now=LATER)
    complained = roster.complain(an_email("bob@example.org"), place=Place(name="feedback loop"), now=LATER)

    assert bounced.subscriber
    assert complained.subscriber
    assert bounced.subscriber.state is State.BOUNCED
    assert complained.subscriber.state is State.COMPLAINED
    assert roster.ask(an_email("ada@example.org"), a_wish(), place=PAGE, now=LATER).token
    refused = roster.ask(an_email("bob@example.org"), a_wish(), place=PAGE, now=LATER)
    assert (refused.token, refused.refusal) == ("", Refusal.COMPLAINED)


def test_addresses_that_nobody_confirmed_are_erased_after_a_while(store: Store) -> None:
    roster = a_roster(store)
    a_confirmed(roster, "ada@example.org")
    roster.ask(an_email("bob@example.org"), a_wish(), place=PAGE, now=NOW)

    roster.ask(an_email("eve@example.org"), a_wish(), place=PAGE, now=NOW + CONFIRM_WITHIN + timedelta(days=31))

    assert roster.show(an_email("bob@example.org")) is None
    assert roster.show(an_email("ada@example.org"))
    assert how_many(store, asks) == 1


def test_an_ask_erases_a_few_of_very_many_and_later_asks_the_others(store: Store) -> None:
    roster = a_roster(store, chance=secrets.token_bytes)
    for number in range(50):
        roster.ask(an_email(f"reader{number}@example.org"), a_wish(), place=PAGE, now=NOW)
    later = NOW + CONFIRM_WITHIN + timedelta(days=31)

    left = []
    for name in ("ada", "bob", "eve"):
        roster.ask(an_email(f"{name}@example.org"), a_wish(), place=PAGE, now=later)
        with store.reading() as connection:
            left.append(count(connection, TagRules()).states[State.ASKED])

    assert left == [31, 12, 3]
    assert how_many(store, asks) == 3


def test_who_is_forgotten_leaves_a_number_and_a_hash(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)
    roster.ask(an_email(), a_wish("ko"), place=PAGE, now=NOW)

    forgotten = roster.forget(an_email(), now=LATER)

    assert forgotten == Outcome(has_changed=True)
    assert [how_many(store, table) for table in (subscribers, choices, asks, events)] == [1, 0, 0, 0]
    assert reasons(store) == ["forgotten"]
    assert roster.find(Purpose.LEAVE, leave_token(roster, subscriber)) is None
    assert roster.forget(an_email(), now=LATER) == Outcome()


def test_who_was_forgotten_may_ask_anew_as_a_stranger(store: Store) -> None:
    roster = a_roster(store)
    first = a_confirmed(roster)
    roster.forget(an_email(), now=LATER)
    asked = roster.ask(an_email(), a_wish("ko"), place=PAGE, now=LATER + timedelta(minutes=1))

    back = roster.confirm(asked.token, place=PAGE, now=LATER + timedelta(minutes=2))

    assert back.subscriber
    assert back.subscriber.state is State.CONFIRMED
    assert back.subscriber.id != first.id
    assert reasons(store) == ["forgotten", "lifted"]


def test_no_link_holds_an_address(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)

    tokens = {roster.token(purpose, subscriber) for purpose in Purpose}

    assert len(tokens) == len(Purpose)
    hashes = {hashlib.new(name, b"ada@example.org").hexdigest() for name in ("md5", "sha1", "sha256")}
    assert not [one for one in tokens if "ada" in one.lower() or one in hashes]


def test_two_who_ask_at_once_with_one_address_are_one(store: Store) -> None:
    roster = a_roster(store)
    outcomes: list[Outcome] = []

    def ask() -> None:
        outcomes.append(roster.ask(an_email(), a_wish(), place=PAGE, now=NOW))

    threads = [threading.Thread(target=ask) for _ in range(MOST_ASKS + 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert how_many(store, subscribers) == 1
    assert sorted(bool(one.token) for one in outcomes) == [False] * 3 + [True] * MOST_ASKS


def test_no_byte_of_a_forgotten_address_is_left_in_the_files(tmp_path: Path) -> None:
    from publisher.store.address import StoreAddress

    file = tmp_path / "publisher.db"
    with closing(open_store(StoreAddress(file=file), chance=a_chance())) as opened:
        roster = a_roster(opened, remotes=Remotes.PLAIN)
        for number in range(60):
            a_confirmed(roster, f"reader{number}@example.org")
        a_confirmed(roster, "Very.Unmistakable@example.net")
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())

        roster.forget(an_email("very.unmistakable@example.net"), now=LATER)
        opened.scrub()
        left = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"unmistakable@example.net" in written.lower()
    assert b"reader59@example.org" in left
    assert b"unmistakable" not in left.lower()
    assert b"example.net" not in left
