"""Everyone: who is listed, and how many there are of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection, case, distinct, exists, func, select, true
from sqlalchemy.sql import ColumnElement

from publisher.audience.choice import Choice
from publisher.audience.notices import Debt, debt
from publisher.audience.rows import pages
from publisher.audience.subscriber import State, Subscriber
from publisher.content.tags import TagRules
from publisher.store.tables import choices, subscribers

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Whom a list is about; the default is everyone."""

    state: State | None = None
    language: str = ""
    """Of their mails, or of one of their choices."""
    tag: str = ""
    """A tag that they chose, by any of its names; who chose everything is not meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are, commonest first."""

    states: Mapping[State, int] = field(default_factory=dict)
    """Of everyone, the forgotten too."""
    languages: Mapping[str, int] = field(default_factory=dict)
    """Of those who are confirmed: which language they are spoken to in."""
    choices: Mapping[Choice, int] = field(default_factory=dict)
    """Of those who are confirmed: how many read each thing, tags as they are called now."""
    owed: Debt = field(default_factory=Debt)
    """Mails about their own subscription that have not left yet."""


def listed(connection: Connection, which: Which, rules: TagRules) -> Iterator[list[Subscriber]]:
    """Subscribers in the order in which they came, some thousands at a time."""
    return pages(connection, _condition(which, rules))


def count(connection: Connection, rules: TagRules) -> Counts:
    """How many there are of what."""
    number = func.count().label("number")
    states = select(subscribers.c.state, number).group_by(subscribers.c.state)
    languages = (
        select(subscribers.c.language, number)
        .where(subscribers.c.state == State.CONFIRMED)
        .group_by(subscribers.c.language)
    )
    people = func.count(distinct(choices.c.subscriber_id)).label("number")
    tag = _current(rules)
    chosen = (
        select(choices.c.language, tag, people)
        .join(subscribers)
        .where(subscribers.c.state == State.CONFIRMED)
        .group_by(choices.c.language, tag)
    )
    return Counts(
        states=_commonest({State(name): total for name, total in connection.execute(states)}),
        languages=_commonest({row.language: row.number for row in connection.execute(languages)}),
        choices=_commonest({Choice(name, slug): total for name, slug, total in connection.execute(chosen)}),
        owed=debt(connection),
    )


def _condition(which: Which, rules: TagRules) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if which.state:
        conditions.append(subscribers.c.state == which.state)
    own = choices.c.subscriber_id == subscribers.c.id
    if which.tag:
        slug = rules.identity(which.tag)
        names = [slug, *(old for old, new in rules.aliases.items() if new == slug)]
        chosen = [own, choices.c.tag.in_(names)]
        if which.language:
            chosen.append(choices.c.language == which.language)
        conditions.append(exists().where(*chosen))
    elif which.language:
        spoken = subscribers.c.language == which.language
        conditions.append(spoken | exists().where(own, choices.c.language == which.language))
    condition = conditions[0]
    for one in conditions[1:]:
        condition &= one
    return condition


def _current(rules: TagRules) -> ColumnElement[str]:
    """What a chosen tag is called now: people who chose it by two of its names are counted once."""
    if not rules.aliases:
        return choices.c.tag
    return case(dict(rules.aliases), value=choices.c.tag, else_=choices.c.tag).label("current")


def _commonest(counts: dict[Name, int]) -> dict[Name, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0]))))
