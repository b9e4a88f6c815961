"""The ledger: planned once, claimed by one, sent once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, text
from sqlalchemy.exc import DBAPIError

from publisher.audience.links import Purpose
from publisher.errors import PublisherError
from publisher.outbox.ledger.claiming import claim_due
from publisher.outbox.ledger.counting import (
    entry_ids,
    finish,
    listed,
    resend_in_doubt,
    unfinished,
    weeks,
)
from publisher.outbox.ledger.couriers import leave
from publisher.outbox.ledger.desk import Desk
from publisher.outbox.ledger.letter import Ending, Letter
from publisher.outbox.ledger.planning import Reach, plan, survey
from publisher.outbox.ledger.standing import Standing
from publisher.store.opening import open_store, upgrade_store
from publisher.store.store import Store
from publisher.store.tables import issues
from publisher.week import Week
from tests.audience.builders import PAGE, a_wish, an_email
from tests.builders import NOW, a_chance
from tests.outbox.ledger import (
    RULES,
    W50,
    a_courier,
    a_freight,
    claimed,
    ends,
    leaves,
    planned,
    readers,
    subscribed,
    the_sending,
)
from tests.store.server import Server

LATER = NOW + timedelta(hours=1)


# Planning.


def test_an_issue_reaches_those_who_chose_something_of_it_and_counts_the_others_of_its_language(store: Store) -> None:
    subscribed(
        store,
        [
            ("all@example.org", "en"),
            ("tag@example.org", "en/llm en/vision"),
            ("alias@example.org", "en/language-models"),
            ("other@example.org", "en/vision"),
            ("korean@example.org", "ko"),
            ("both@example.org", "ko en/tokenizer en"),
        ],
    )
    roster = subscribed(store, [("gone@example.org", "en")])
    roster.remove(an_email("gone@example.org"), place=PAGE, now=NOW)

    with store.reading() as connection:
        would = survey(connection, a_freight(), RULES)
    issue = planned(store)

    assert would == Reach(letters=4, skipped=1)
    found = the_sending(store)
    assert (found.selected, found.tally) == (5, {Standing.PLANNED: 4, Standing.SKIPPED: 1})
    held = claimed(store, a_courier(store), issue)
    assert {one.email: one.choice for one in held} == {
        "all@example.org": (),
        "tag@example.org": ("llm",),
        "alias@example.org": ("llm",),
        "both@example.org": (),
    }


def test_planning_twice_plans_once(store: Store) -> None:
    subscribed(store, readers(2))
    planned(store)
    subscribed(store, [("late@example.org", "en")])

    with store.deciding() as connection:
        again = plan(connection, a_freight(entry_ids=("other",)), RULES, LATER)

    assert again is None
    assert the_sending(store).selected == 2
    with store.reading() as connection:
        assert entry_ids(connection, "en") == {"tag:notes.example,2024-12-13:1/en"}
        assert weeks(connection, "en") == {W50}
        assert weeks(connection, "ko") == set()


def test_a_late_note_that_another_issue_took_meanwhile_is_told_and_nothing_planned(store: Store) -> None:
    subscribed(store, readers(1))
    late, own = (f"tag:notes.example,2024-12-13:{number}/en" for number in "12")
    planned(store, a_freight(entry_ids=(late,)))
    next_one = a_freight(week=Week(2024, 51), entry_ids=(own, late))

    with store.deciding() as connection, pytest.raises(PublisherError) as refusal:
        plan(connection, next_one, RULES, NOW)

    assert refusal.value.message == "2024-W51 en: 1 of its notes left in another issue meanwhile: begin again"
    with store.reading() as connection:
        assert weeks(connection, "en") == {W50}


def test_what_was_chosen_when_it_was_planned_is_what_comes(store: Store) -> None:
    roster = subscribed(store, [("ada@example.org", "en/llm")])
    issue = planned(store)
    ada = roster.show(an_email("ada@example.org"))
    assert ada
    roster.choose(roster.token(Purpose.MANAGE, ada[0]), a_wish("en"), place=PAGE, now=NOW)

    (letter,) = claimed(store, a_courier(store), issue)

    assert letter.choice == ("llm",)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM letters",
        "UPDATE letters SET subscriber_id = 3",
        (
            "INSERT INTO letters (issue_id, subscriber_id, state, choice, tries, changed, reply)"
            " SELECT issue_id, 3, 'planned', '', 0, changed, '' FROM letters WHERE subscriber_id = 1"
        ),
        "UPDATE issues SET selected = 3",
        "UPDATE letters SET state = 'lost'",
        "UPDATE letters SET state = 'sending'",
        "UPDATE letters SET state = 'deferred'",
    ],
)
def test_the_database_itself_keeps_the_sum(store: Store, statement: str) -> None:
    subscribed(store, readers(2))
    planned(store)
    subscribed(store, [("third@example.org", "en")])

    with pytest.raises(DBAPIError), store.writing() as connection:
        connection.execute(text(statement))

    found = the_sending(store)
    assert (found.selected, found.tally) == (2, {Standing.PLANNED: 2})


def test_an_issue_is_counted_right_or_not_at_all(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(insert(issues).values(week="2024-W50", language="en", planned=NOW, content=b""))

    with pytest.raises(DBAPIError, match="an issue is counted once, by its letters"), store.writing() as connection:
        connection.execute(text("UPDATE issues SET selected = 1"))


# Claiming, and who holds what.


def test_two_couriers_hold_different_letters_in_the_order_of_the_key(store: Store) -> None:
    subscribed(store, readers(5))
    issue = planned(store)
    one, other = a_courier(store, "one"), a_courier(store, "other")

    first = claimed(store, one, issue, most=2)
    second = claimed(store, other, issue, most=2)
    third = claimed(store, one, issue, after=first[-1].subscriber_id, most=2)
    fourth = claimed(store, other, issue)

    numbers = [letter.subscriber_id for letter in (*first, *second, *third)]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 5
    assert fourth == ()


def test_what_is_given_back_is_free_again(store: Store) -> None:
    subscribed(store, readers(3))
    issue = planned(store)
    one, other = a_courier(store, "one"), a_courier(store, "other")
    held = claimed(store, one, issue)
    leaves(store, one, held[0])

    given_back = [Ending(letter=letter, standing=Standing.PLANNED) for letter in held]
    ends(store, one, *given_back[1:])
    ends(store, other, *given_back)

    assert claimed(store, other, issue) == held[1:]
    assert the_sending(store).tally == {Standing.SENDING: 1, Standing.CLAIMED: 2}


def test_what_is_given_back_while_another_claims_stays_free(server: Server) -> None:
    """On PostgreSQL, where one may write at a desk while another claims."""
    address = server.new_database()
    upgrade_store(address, chance=a_chance())
    with open_store(address, chance=a_chance()) as store:
        subscribed(store, readers(3))
        issue = planned(store)
        one, other = a_courier(store, "one"), a_courier(store, "other")
        (first,) = claimed(store, one, issue, most=1)
        given_back: list[Letter] = []

        @event.listens_for(store.engine, "before_cursor_execute")
        def give_back(*arguments: Any) -> None:
            if arguments[2].startswith("UPDATE letters") and not given_back:
                given_back.append(first)
                ends(store, one, Ending(letter=first, standing=Standing.PLANNED))

        taken = claimed(store, other, issue)

        assert given_back == [first]
        assert len(taken) == 2
        assert the_sending(store).tally == {Standing.PLANNED: 1, Standing.CLAIMED: 2}


def test_only_the_courier_who_holds_a_letter_may_send_it_or_end_it(store: Store) -> None:
    subscribed(store, readers(1))
    issue = planned(store)
    one, other = a_courier(store, "one"), a_courier(store, "other")
    (letter,) = claimed(store, one, issue)

    assert leaves(store, other, letter) == []
    ends(store, other, Ending(letter=letter, standing=Standing.FAILED))

    assert the_sending(store).tally == {Standing.CLAIMED: 1}
    assert leaves(store, one, letter) == ["reader0@example.org"]
    assert leaves(store, one, letter) == [], "once is enough"


def test_who_leaves_between_planning_and_sending_gets_nothing(store: Store) -> None:
    roster = subscribed(store, readers(4))
    issue = planned(store)
    courier = a_courier(store)
    roster.remove(an_email("reader0@example.org"), place=PAGE, now=NOW)
    roster.forget(an_email("reader1@example.org"), now=NOW)
    held = claimed(store, courier, issue)
    roster.complain(an_email("reader2@example.org"), place=PAGE, now=NOW)

    left = [leaves(store, courier, letter) for letter in held]

    assert left == [[], ["reader3@example.org"]]
    assert the_sending(store).tally == {Standing.SUPPRESSED: 3, Standing.SENDING: 1}


def test_the_next_letter_leaves_and_the_last_one_is_sent_in_one_transaction(store: Store) -> None:
    subscribed(store, readers(2))
    issue = planned(store)
    courier = a_courier(store)
    first, second = claimed(store, courier, issue)
    leaves(store, courier, first)

    leaves(store, courier, second, ends=(Ending(letter=first, standing=Standing.SENT, reply="250 ok"),))

    assert the_sending(store).tally == {Standing.SENT: 1, Standing.SENDING: 1}


def test_a_deferred_letter_is_taken_again_when_it_is_due(store: Store) -> None:
    roster = subscribed(store, readers(3))
    issue = planned(store)
    courier = a_courier(store)
    held = claimed(store, courier, issue)
    ends(store, courier, *(Ending(letter=one, standing=Standing.DEFERRED, reply="450", due=LATER) for one in held))
    roster.remove(an_email("reader2@example.org"), place=PAGE, now=NOW)

    with store.deciding() as connection:
        assert claim_due(connection, courier, issue, now=NOW) is None
    assert the_sending(store).next_due == LATER
    with store.deciding() as connection:
        again = claim_due(connection, courier, issue, now=LATER)

    assert again
    assert [(one.email, one.tries) for one in again] == [("reader0@example.org", 1), ("reader1@example.org", 1)]
    assert the_sending(store).tally == {Standing.CLAIMED: 2, Standing.SUPPRESSED: 1}


# What is left of it.


def test_what_is_in_doubt_is_sent_again_by_hand_alone(store: Store) -> None:
    subscribed(store, readers(1))
    issue = planned(store)
    dead = a_courier(store, "dead")
    leaves(store, dead, *claimed(store, dead, issue))
    with store.deciding() as connection:
        leave(connection, dead, NOW)
        assert finish(connection, issue, NOW)
        assert unfinished(connection) == ()
    courier = a_courier(store)
    before = claimed(store, courier, issue)

    with store.deciding() as connection:
        number = resend_in_doubt(connection, issue, NOW)
        again = resend_in_doubt(connection, issue, NOW)
        assert unfinished(connection) == (issue,)

    assert (before, number, again) == ((), 1, 0)
    assert [letter.email for letter in claimed(store, courier, issue)] == ["reader0@example.org"]


def test_an_issue_with_letters_in_hand_is_not_finished(store: Store) -> None:
    subscribed(store, readers(1))
    issue = planned(store)
    courier = a_courier(store)
    (letter,) = claimed(store, courier, issue)

    with store.deciding() as connection:
        assert not finish(connection, issue, NOW)
    ends(store, courier, Ending(letter=letter, standing=Standing.SENT))
    with store.deciding() as connection:
        assert finish(connection, issue, NOW)

    assert the_sending(store).is_done


def test_nothing_of_whom_is_forgotten_stays_in_the_ledger_but_that_they_count(store: Store) -> None:
    roster = subscribed(store, [("ada@example.org", "en/llm"), ("bob@example.org", "en/llm")])
    issue = planned(store)
    courier = a_courier(store)
    for letter in claimed(store, courier, issue):
        reply = f"550 no {letter.email} here"
        ends(store, courier, Ending(letter=letter, standing=Standing.FAILED, reply=reply))

    roster.forget(an_email("ada@example.org"), now=NOW)

    with store.reading() as connection:
        rows = connection.execute(text("SELECT choice, reply FROM letters ORDER BY subscriber_id")).all()
        seen = [one.email for one in listed(connection, issue)]
    assert rows == [("", ""), ("llm", "550 no bob@example.org here")]
    assert seen == ["", "bob@example.org"]
    assert the_sending(store).tally == {Standing.FAILED: 2}


def test_a_connection_that_does_not_wait_for_the_disk_is_nobody_elses_afterwards(store: Store) -> None:
    subscribed(store, readers(1))
    issue = planned(store)
    courier = a_courier(store)
    (letter,) = claimed(store, courier, issue)

    with store.keeping(survives_power=False) as connection:
        Desk(connection=connection, courier_id=courier).leave((letter,), (), NOW)
        quick = _waiting(connection)
    with store.keeping() as connection:
        safe = _waiting(connection)

    assert (quick, safe) == (("off", "on") if store.address.url else (1, 2))
    assert the_sending(store).tally == {Standing.SENDING: 1}


def _waiting(connection: Connection) -> object:
    name = "SHOW synchronous_commit" if connection.dialect.name == "postgresql" else "PRAGMA synchronous"
    with connection.begin():
        return connection.execute(text(name)).scalar_one()
