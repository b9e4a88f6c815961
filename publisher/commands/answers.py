"""What was done to subscribers and their store -> words for a person, or JSON for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from publisher.audience.choice import choices_in_words, followed
from publisher.audience.crowd import Counts
from publisher.audience.exchange.importing import Imported
from publisher.audience.subscriber import Event, State, Subscriber
from publisher.content.tags import TagRules
from publisher.outbox.hearing import Effect, Heard
from publisher.results import counted, problem_as_json
from publisher.store.address import StoreAddress
from publisher.store.opening import Upgrade

UNCONFIRMED = "Who is asked gets no letter before they confirm; --consent says where and how everyone consented"

_SHOWN = 20
"""Choices that `status` names."""


def upgrade_in_words(upgrade: Upgrade, address: StoreAddress) -> Iterator[str]:
    """What became of the store."""
    if upgrade.before == upgrade.after:
        yield f"{address} is up to date ({upgrade.after})"
    elif upgrade.before:
        yield f"{address} is upgraded from {upgrade.before} to {upgrade.after}"
    else:
        yield f"{address} is made ({upgrade.after})"
    if upgrade.copy:
        yield f"As it was before: {upgrade.copy}"


def upgrade_as_json(upgrade: Upgrade, address: StoreAddress) -> dict[str, object]:
    """The same for programs."""
    return {
        "store": str(address),
        "before": upgrade.before,
        "after": upgrade.after,
        "copy": str(upgrade.copy) if upgrade.copy else None,
    }


def counts_in_words(counts: Counts, address: StoreAddress) -> Iterator[str]:
    """How many there are of what."""
    total = sum(counts.states.values())
    if not total:
        yield f"No subscribers yet, in {address}"
        return
    yield f"{counted(total, 'subscriber')} in {address}: {_pairs(counts.states)}"
    if counts.languages:
        yield f"Mails in: {_pairs(counts.languages)}"
    if counts.choices:
        more = len(counts.choices) - _SHOWN
        shown = dict(list(counts.choices.items())[:_SHOWN])
        yield f"Chosen: {_pairs(shown)}{f', and {more} more' if more > 0 else ''}"
    if counts.owed.oldest:
        mails = counted(counts.owed.number, "mail")
        yield f"{mails} about a subscription not sent yet, the oldest since {_minute(counts.owed.oldest)}"


def counts_as_json(counts: Counts, address: StoreAddress) -> dict[str, object]:
    """The same for programs: every state, and every choice that somebody made."""
    return {
        "store": str(address),
        "subscribers": {str(state): counts.states.get(state, 0) for state in State},
        "languages": dict(counts.languages),
        "choices": {str(choice): number for choice, number in counts.choices.items()},
        "owed": {
            "mails": counts.owed.number,
            "oldest": counts.owed.oldest.isoformat() if counts.owed.oldest else None,
        },
    }


def listed_in_words(subscribers: Iterator[Subscriber], rules: TagRules) -> Iterator[str]:
    """A line for each."""
    for one in subscribers:
        choices = choices_in_words(followed(one.choices, rules))
        yield f"{one.email:<40} {one.state:<10} {one.language:<5} {choices}".rstrip()


def subscriber_as_json(subscriber: Subscriber, rules: TagRules) -> dict[str, object]:
    """A subscriber; tags as they are called now."""
    return {
        "email": subscriber.email,
        "state": str(subscriber.state),
        "language": subscriber.language,
        "choices": list(map(str, followed(subscriber.choices, rules))),
        "since": subscriber.since.isoformat(),
        "created": subscriber.created.isoformat(),
    }


def shown_in_words(subscriber: Subscriber, events: Sequence[Event], rules: TagRules) -> Iterator[str]:
    """A subscriber, and all that happened to them."""
    yield f"{subscriber.email}: {subscriber.state} since {_minute(subscriber.since)}"
    yield f"Mails in: {subscriber.language}"
    yield f"Chosen: {choices_in_words(followed(subscriber.choices, rules)) or 'nothing yet'}"
    for event in events:
        remote = f" from {event.remote}" if event.remote else ""
        yield f"{_minute(event.at)}  {event.what}  {event.place}{remote}".rstrip()


def shown_as_json(subscriber: Subscriber, events: Sequence[Event], rules: TagRules) -> dict[str, object]:
    """The same for programs."""
    return {
        **subscriber_as_json(subscriber, rules),
        "events": [
            {"at": one.at.isoformat(), "what": str(one.what), "place": one.place, "remote": one.remote}
            for one in events
        ],
    }


def heard_in_words(heard: Sequence[tuple[str, Heard]], *, is_dry: bool) -> Iterator[str]:
    """What became of each report that changes something or that a person should look at, then how many of each."""
    if is_dry:
        yield "Nothing is written: this is what would be"
    for place, one in heard:
        if one.effect not in {Effect.KNOWN, Effect.IGNORED}:
            who = one.email or one.report.email or "somebody"
            yield f"{place}: {who}: {one.effect}: {one.reason}".rstrip(": ")
    effects = Counter(one.effect for _, one in heard)
    told = ", ".join(f"{effect} {effects[effect]}" for effect in Effect if effects[effect])
    yield f"{counted(len(heard), 'report')}: {told or 'none'}"


def heard_as_json(heard: Sequence[tuple[str, Heard]], *, is_dry: bool) -> dict[str, object]:
    """The same for programs: all of them."""
    return {
        "dry_run": is_dry,
        "effects": {str(effect): sum(one.effect is effect for _, one in heard) for effect in Effect},
        "reports": [
            {
                "place": place,
                "kind": str(one.report.kind),
                "effect": str(one.effect),
                "email": one.email or None,
                "claimed_email": one.report.email or None,
                "status": one.report.status or None,
                "diagnostic": one.report.diagnostic,
                "reporter": one.report.reporter,
                "reason": one.reason,
            }
            for place, one in heard
        ],
    }


def imported_in_words(imported: Imported, *, is_dry: bool) -> Iterator[str]:
    """What became of the rows of a file, or would."""
    if is_dry:
        yield "Nothing is written: this is what would be"
    yield f"{sum(imported.added.values())} added" + (f": {_pairs(imported.added)}" if imported.added else "")
    if imported.moved:
        yield f"{sum(imported.moved.values())} changed: {_pairs(imported.moved)}"
    yield f"{imported.unchanged} here already, {imported.refused} refused"
    if imported.added[State.ASKED]:
        yield UNCONFIRMED


def imported_as_json(imported: Imported, *, is_dry: bool) -> dict[str, object]:
    """The same for programs."""
    return {
        "dry_run": is_dry,
        "added": {str(state): number for state, number in imported.added.items()},
        "changed": {str(state): number for state, number in imported.moved.items()},
        "unchanged": imported.unchanged,
        "refused": imported.refused,
        "problems": [problem_as_json(problem) for problem in imported.problems],
    }


def forgotten_in_words(copies: Sequence[Path], *, has_changed: bool) -> Iterator[str]:
    """What of a person is left, and where."""
    yield "Forgotten: no import brings them back" if has_changed else "Forgotten before"
    for copy in copies:
        yield f"A copy from before an upgrade still holds what it held: delete {copy}"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _pairs(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())
