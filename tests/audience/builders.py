"""People of tests: valid ones, of which a test names what it is about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from publisher.audience.choice import Wish, parse_choices
from publisher.audience.email import Email, parse_email
from publisher.audience.links import Purpose
from publisher.audience.roster import Roster
from publisher.audience.subscriber import Place, Subscriber
from publisher.store.store import Store
from publisher.store.tables import suppressions
from tests.builders import NOW, a_chance

PAGE = Place(name="https://notes.example/subscribe", remote="203.0.113.7")


def a_wish(choices: str = "en/llm en/tokenizer", language: str = "en") -> Wish:
    return Wish(language=language, choices=parse_choices(choices))


def an_email(text: str = "Ada@Example.org") -> Email:
    return parse_email(text)


def a_roster(store: Store, **fields: Any) -> Roster:
    return Roster(**{"store": store, "chance": a_chance(2), **fields})


def a_confirmed(roster: Roster, email: str = "Ada@Example.org", choices: str = "en/llm en/tokenizer") -> Subscriber:
    """Somebody who asked and confirmed."""
    asked = roster.ask(an_email(email), a_wish(choices), place=PAGE, now=NOW)
    confirmed = roster.confirm(asked.token, place=PAGE, now=NOW).subscriber
    assert confirmed
    return confirmed


def leave_token(roster: Roster, subscriber: Subscriber) -> str:
    return roster.token(Purpose.LEAVE, subscriber)


def manage_token(roster: Roster, subscriber: Subscriber) -> str:
    return roster.token(Purpose.MANAGE, subscriber)


def reasons(store: Store) -> list[str]:
    """Every suppression that was ever added."""
    with store.reading() as connection:
        return list(connection.execute(select(suppressions.c.reason).order_by(suppressions.c.id)).scalars())


def how_many(store: Store, table: Any) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
