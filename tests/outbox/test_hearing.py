"""What becomes of a report: who gets no more letters, what is counted, and what changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from publisher.audience.subscriber import State
from publisher.newsletter.envelope import letter_id
from publisher.outbox.hearing import Effect, Hearing
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.report import Kind, Report
from publisher.outbox.tolerance import Tolerance
from publisher.store.store import Store
from publisher.store.tables import letters, reports, subscribers
from publisher.week import Week
from tests.audience.builders import an_email, how_many, reasons
from tests.builders import NOW
from tests.outbox.ledger import a_freight, planned, readers, subscribed

LATER = NOW + timedelta(days=60)
ADA = "reader0@example.org"


def weeks(*numbers: int) -> set[Week]:
    return {Week(2024, number) for number in numbers}


def sent(store: Store, *numbers: int, language: str = "en") -> None:
    """Issues of these weeks, planned and sent to everyone."""
    for number in numbers:
        entry = f"tag:notes.example,2024-12-13:{number}/{language}"
        planned(store, a_freight(week=Week(2024, number), language=language, entry_ids=(entry,)))
    with store.writing() as connection:
        connection.execute(update(letters).values(state=Standing.SENT))


@pytest.fixture
def hearing(store: Store) -> Hearing:
    return Hearing(roster=subscribed(store, readers(2)))


def row(store: Store, email: str = ADA) -> Any:
    with store.reading() as connection:
        return connection.execute(select(subscribers).where(subscribers.c.email == email)).one()


def standings(store: Store) -> list[tuple[str, str]]:
    """Of the first reader's letters, in the order of the issues."""
    with store.reading() as connection:
        query = select(letters.c.state, letters.c.reply).where(letters.c.subscriber_id == row(store).id)
        return [(state, reply) for state, reply in connection.execute(query.order_by(letters.c.issue_id))]


def a_report(store: Store, kind: Kind = Kind.HARD, **fields: Any) -> Report:
    """Of the first reader, with a token's proof."""
    values = {"key": "1", "public_id": row(store).public_id, "diagnostic": "550 5.1.1 no such user", **fields}
    return Report(kind=kind, **values)


def state(store: Store) -> State:
    return State(row(store).state)


def test_a_hard_one_ends_the_letters_to_that_address(hearing: Hearing, store: Store) -> None:
    sent(store, 50)

    heard = hearing.hear(a_report(store, reporter="mx.example.org"), now=LATER)

    assert (heard.effect, heard.email) == (Effect.BOUNCED, ADA)
    assert state(store) is State.BOUNCED
    assert reasons(store) == ["bounced"]
    assert standings(store) == [("failed", "550 5.1.1 no such user")]
    shown = hearing.roster.show(an_email(ADA))
    assert shown
    assert shown[1][-1].place == "mx.example.org: 550 5.1.1 no such user"


def test_a_complaint_is_a_leave_for_good_of_a_letter_that_arrived(hearing: Hearing, store: Store) -> None:
    sent(store, 50)

    heard = hearing.hear(a_report(store, Kind.COMPLAINT, diagnostic="abuse"), now=LATER)

    assert heard.effect is Effect.COMPLAINED
    assert state(store) is State.COMPLAINED
    assert reasons(store) == ["complained"]
    assert standings(store) == [("sent", "complaint: abuse")]


def test_what_is_said_of_a_letter_or_its_sender_leaves_the_reader_alone(hearing: Hearing, store: Store) -> None:
    sent(store, 48, 49, 50, 51)

    effects = [
        hearing.hear(
            a_report(store, Kind.BLOCKED, key=str(number), parcel=f"2024-W{number}-en-{row(store).id}"), now=LATER
        ).effect
        for number in (48, 49, 50, 51)
    ]

    assert effects == [Effect.NOTED] * 4
    assert state(store) is State.CONFIRMED
    assert [standing for standing, _ in standings(store)] == ["failed"] * 4


def soft(store: Store, week: int, language: str = "en") -> Report:
    feedback = f"2024-W{week}:{language}:weekly:notesexample"
    return a_report(store, Kind.SOFT, key=f"{week}{language}", feedback_id=feedback, diagnostic="full")


def test_soft_ones_of_three_weeks_in_a_row_are_enough(hearing: Hearing, store: Store) -> None:
    sent(store, 48, 49, 50)

    heard = [hearing.hear(soft(store, week), now=LATER) for week in (48, 49, 50)]

    assert [one.effect for one in heard] == [Effect.COUNTED, Effect.COUNTED, Effect.BOUNCED]
    assert heard[0].reason == "1 of 3: full"
    assert state(store) is State.BOUNCED


def test_a_letter_that_arrived_begins_the_count_anew(hearing: Hearing, store: Store) -> None:
    sent(store, 47, 48, 49, 50)

    heard = [hearing.hear(soft(store, week), now=LATER) for week in (47, 48, 50)]

    assert [one.reason for one in heard] == ["1 of 3: full", "2 of 3: full", "1 of 3: full"]
    assert state(store) is State.CONFIRMED


def test_letters_of_one_week_count_once(store: Store) -> None:
    hearing = Hearing(roster=subscribed(store, readers(1, "en ko")))
    sent(store, 49, 50)
    sent(store, 49, 50, language="ko")

    heard = [hearing.hear(soft(store, week, code), now=LATER) for week in (49, 50) for code in ("en", "ko")]

    assert heard[-1].reason == "2 of 3: full"


def test_the_same_report_twice_counts_once(hearing: Hearing, store: Store) -> None:
    sent(store, 50)

    effects = [hearing.hear(soft(store, 50), now=LATER).effect for _ in range(3)]

    assert effects == [Effect.COUNTED, Effect.KNOWN, Effect.KNOWN]
    assert how_many(store, reports) == 1


def test_what_counted_before_somebody_came_back_counts_no_more(hearing: Hearing, store: Store) -> None:
    sent(store, 48, 49, 50)
    for week in (48, 49):
        hearing.hear(soft(store, week), now=LATER)
    with store.writing() as connection:
        connection.execute(update(subscribers).values(since=LATER + timedelta(days=1)))

    heard = hearing.hear(soft(store, 50), now=LATER + timedelta(days=2))

    assert heard.reason == "1 of 3: full"


@pytest.mark.parametrize("kind", [Kind.HARD, Kind.SOFT, Kind.COMPLAINT, Kind.BLOCKED])
def test_a_report_that_nothing_proves_changes_nothing(hearing: Hearing, store: Store, kind: Kind) -> None:
    sent(store, 50)
    forged = a_report(store, kind, public_id=b"", email=ADA, message_id=f"{'0' * 40}@notes.example")

    heard = hearing.hear(forged, now=LATER)

    assert (heard.effect, heard.email) == (Effect.UNRECOGNISED, "")
    assert state(store) is State.CONFIRMED
    assert how_many(store, reports) == 0
    assert standings(store) == [("sent", "")]


def test_an_address_and_the_letters_own_message_id_are_a_proof(hearing: Hearing, store: Store) -> None:
    sent(store, 49, 50)
    key = store.keyring.hash("message-id", b"")
    own = letter_id(Week(2024, 49), "en", row(store).public_id.hex(), (), key=key)
    report = a_report(store, public_id=b"", email=ADA.upper(), message_id=f"{own}@notes.example")

    heard = hearing.hear(report, now=LATER)

    assert heard.effect is Effect.BOUNCED
    assert [standing for standing, _ in standings(store)] == ["failed", "sent"]


def test_a_provider_is_believed_of_an_address(hearing: Hearing, store: Store) -> None:
    sent(store, 50)

    heard = hearing.hear(a_report(store, public_id=b"", email=ADA, is_vouched=True), now=LATER)

    assert heard.effect is Effect.BOUNCED
    assert standings(store) == [("failed", "550 5.1.1 no such user")]


@pytest.mark.parametrize(
    ("kind", "email", "effect", "suppressed"),
    [
        (Kind.HARD, "eve@example.org", Effect.BOUNCED, ["bounced"]),
        (Kind.COMPLAINT, "eve@example.org", Effect.COMPLAINED, ["complained"]),
        (Kind.SOFT, "eve@example.org", Effect.UNRECOGNISED, []),
        (Kind.HARD, "nobody", Effect.UNRECOGNISED, []),
    ],
)
def test_a_provider_is_believed_of_one_who_is_not_here(
    hearing: Hearing, store: Store, kind: Kind, email: str, effect: Effect, suppressed: list[str]
) -> None:
    report = Report(key="1", kind=kind, email=email, is_vouched=True)

    effects = [hearing.hear(report, now=LATER, is_dry=is_dry).effect for is_dry in (True, False, False)]

    assert effects == [effect] * 3
    assert reasons(store) == suppressed


def test_of_whoever_is_forgotten_nothing_is_recognised_or_kept(hearing: Hearing, store: Store) -> None:
    sent(store, 50)
    report = a_report(store, Kind.BLOCKED)
    hearing.hear(report, now=LATER)
    hearing.roster.forget(an_email(ADA), now=LATER)

    heard = hearing.hear(replace(report, key="2"), now=LATER)

    assert (heard.effect, heard.reason) == (Effect.UNRECOGNISED, "its reader was forgotten")
    assert how_many(store, reports) == 0


def test_an_old_report_does_not_end_what_began_after_it(hearing: Hearing, store: Store) -> None:
    report = a_report(store, at=NOW - timedelta(days=1))

    assert hearing.hear(report, now=LATER).effect is Effect.NOTED
    assert state(store) is State.CONFIRMED


def test_a_soft_one_of_no_letter_is_only_noted(hearing: Hearing, store: Store) -> None:
    assert hearing.hear(a_report(store, Kind.SOFT), now=LATER).effect is Effect.NOTED


def test_no_news_is_ignored_and_a_dry_run_writes_nothing(hearing: Hearing, store: Store) -> None:
    assert hearing.hear(a_report(store, Kind.OTHER), now=LATER).effect is Effect.IGNORED
    assert hearing.hear(a_report(store), now=LATER, is_dry=True).effect is Effect.BOUNCED
    assert state(store) is State.CONFIRMED
    assert how_many(store, reports) == 0


@pytest.mark.parametrize(
    ("failed", "arrived", "count"),
    [
        ((), (50,), 0),
        ((50,), (), 1),
        ((48, 49, 50), (), 3),
        ((48, 49, 50), (51,), 3),
        ((48, 50), (49,), 1),
        ((42, 49, 50), (), 2),
        ((43, 49, 50), (), 3),
    ],
)
def test_weeks_are_counted_back_from_the_newest(failed: Collection[int], arrived: Collection[int], count: int) -> None:
    assert Tolerance().count(weeks(*failed), weeks(*arrived)) == count


@given(failed=st.sets(st.integers(1, 52)), arrived=st.sets(st.integers(1, 52)))
def test_one_more_arrival_never_makes_more_failures(failed: set[int], arrived: set[int]) -> None:
    tolerance = Tolerance()

    assert tolerance.count(weeks(*failed), weeks(*arrived)) <= tolerance.count(weeks(*failed), ())
