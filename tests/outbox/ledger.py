"""Issues and subscribers of tests, in a store; and couriers who died or live as a test says."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from publisher.audience.exchange.enter import Row, enter
from publisher.audience.happening import Enter
from publisher.audience.roster import Roster
from publisher.audience.subscriber import State
from publisher.content.tags import TagRules
from publisher.outbox.ledger.claiming import claim
from publisher.outbox.ledger.counting import Sending, sendings
from publisher.outbox.ledger.couriers import join
from publisher.outbox.ledger.desk import Desk
from publisher.outbox.ledger.letter import Ending, Letter
from publisher.outbox.ledger.planning import Freight, plan
from publisher.outbox.process import Process
from publisher.store.store import Store
from publisher.week import Week
from tests.audience.builders import a_roster, a_wish, an_email
from tests.builders import NOW

W50 = Week(2024, 50)
RULES = TagRules(aliases={"language-models": "llm"})


def a_freight(**fields: Any) -> Freight:
    return Freight(
        **{
            "week": W50,
            "language": "en",
            "content": b"frozen",
            "entry_ids": ("tag:notes.example,2024-12-13:1/en",),
            "tags": frozenset({"llm", "tokenizer"}),
            **fields,
        }
    )


def subscribed(store: Store, people: Iterable[tuple[str, str]], *, now: datetime = NOW) -> Roster:
    """Confirmed subscribers, of addresses and choices."""
    roster = a_roster(store, chance=secrets.token_bytes)
    rows = [
        Row(
            email=an_email(email),
            enter=Enter(state=State.CONFIRMED, is_vouched=True),
            wish=a_wish(choices),
            place="a fair",
        )
        for email, choices in people
    ]
    enter(roster, rows, now=now)
    return roster


def readers(number: int, choices: str = "en") -> list[tuple[str, str]]:
    return [(f"reader{one}@example.org", choices) for one in range(number)]


def planned(store: Store, freight: Freight | None = None, *, now: datetime = NOW) -> int:
    with store.deciding() as connection:
        done = plan(connection, freight or a_freight(), RULES, now)
    assert done, "planned before"
    return done[0]


def a_courier(store: Store, name: str = "courier", *, is_alone: bool = False, now: datetime = NOW) -> int:
    with store.deciding() as connection:
        process = Process(name=name, mark=name)
        return join(connection, process, is_alone=is_alone, now=now, is_gone=lambda _: False)


def the_sending(store: Store, **fields: object) -> Sending:
    with store.reading() as connection:
        (found,) = sendings(connection, **fields)  # type: ignore[arg-type]  # as the test names them
    return found


def claimed(store: Store, courier: int, issue: int, *, after: int = 0, most: int = 500) -> tuple[Letter, ...]:
    with store.deciding() as connection:
        return claim(connection, courier, issue, after=after, now=NOW, most=most) or ()


def leaves(store: Store, courier: int, *letters: Letter, ends: tuple[Ending, ...] = ()) -> list[str]:
    """Addresses whose letters may leave."""
    with store.keeping() as connection:
        may = Desk(connection=connection, courier_id=courier).leave(letters, ends, NOW)
    return [letter.email for letter in letters if letter.subscriber_id in may]


def ends(store: Store, courier: int, *endings: Ending) -> None:
    with store.keeping() as connection:
        Desk(connection=connection, courier_id=courier).end(endings, NOW)
