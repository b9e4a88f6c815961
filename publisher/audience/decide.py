"""A person, what happens to them, now -> what changes. Every rule of the audience is here, and nothing else.

- Whoever left, bounced or is forgotten comes back by their own confirmation alone, of something asked for afterwards.
- Whoever complained never comes back: mail that asks them whether they want to would be the next complaint.
- No row of an import changes what a person here decided for themselves.
- Done twice, a thing is done once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from publisher.audience.happening import (
    Ask,
    Bounce,
    Choose,
    Complain,
    Confirm,
    Enter,
    Forget,
    Happening,
    Leave,
    Remove,
    Undo,
)
from publisher.audience.subscriber import Reason, State, What

CONFIRM_WITHIN = timedelta(days=7)
"""So long a link that confirms is good."""
UNDO_WITHIN = timedelta(days=1)
"""So long who left may take it back."""


class Refusal(StrEnum):
    """Why something was not done. The words are for whoever publishes; pages have their own for each name."""

    COMPLAINED = "complained: no mail is ever sent there again"
    TOO_OFTEN = "asked for too often today"
    TOO_MANY = "too many ask from that network, or everywhere: later again"
    EXPIRED = "the link has expired"
    USED = "the link was used before"
    OVERTAKEN = "left after asking: has to ask anew"
    NOT_CONFIRMED = "not confirmed"
    NOTHING_CHOSEN = "nothing is chosen"
    TOO_LATE = "too late to take leaving back: has to ask anew"
    SUPPRESSED = "only their own confirmation brings them back"
    UNKNOWN = "nobody is known by that"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What has to be known of an address to decide; the default is an address that nobody has heard of."""

    state: State | None = None
    """None where there is no row of it: never, or not any more."""
    since: datetime | None = None
    suppression: Reason | None = None
    """The newest of the address, unless it is lifted."""
    suppressed: datetime | None = None
    last: What | None = None
    """What happened last."""
    before: State | None = None
    """The state that this ended."""
    asks_lately: int = 0
    """Asks of the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be written; the default is nothing."""

    state: State | None = None
    what: What | None = None
    """What is recorded as having happened."""
    suppress: Reason | None = None
    takes_wish: bool = False
    """Whether the choices become those that came along."""
    keeps_ask: bool = False
    """Whether the wish waits for its confirmation, and a mail asks for it."""
    erases: bool = False
    refusal: Refusal | None = None

    @property
    def is_something(self) -> bool:
        return self != Change(refusal=self.refusal)


_NOTHING = Change()


def decide(person: Person, happening: Happening, now: datetime) -> Change:  # noqa: PLR0911  # one for each
    """What changes, by what happens now."""
    match happening:
        case Ask():
            return _ask(person, happening)
        case Confirm():
            return _confirm(person, happening, now)
        case Choose():
            return _choose(person, happening)
        case Leave():
            return _leave(person, What.LEFT)
        case Undo():
            return _undo(person, now)
        case Remove():
            return _leave(person, What.REMOVED)
        case Bounce():
            return _bounce(person)
        case Complain():
            return _complain(person)
        case Forget():
            return _forget(person)
        case Enter():
            return _enter(person, happening)


def _ask(person: Person, ask: Ask) -> Change:
    if not ask.is_something:
        return Change(refusal=Refusal.NOTHING_CHOSEN)
    if person.suppression is Reason.COMPLAINED:
        return Change(refusal=Refusal.COMPLAINED)
    if ask.most and person.asks_lately >= ask.most:
        return Change(refusal=Refusal.TOO_OFTEN)
    # Whoever is here already stays as they are: it may not be them who asks.
    return Change(state=None if person.state else State.ASKED, what=What.ASKED, keeps_ask=True)


def _confirm(person: Person, confirm: Confirm, now: datetime) -> Change:
    if person.suppression is Reason.COMPLAINED:
        return Change(refusal=Refusal.COMPLAINED)
    if confirm.was_used:
        return _NOTHING if person.state is State.CONFIRMED else Change(refusal=Refusal.USED)
    if now >= confirm.expires:
        return Change(refusal=Refusal.EXPIRED)
    if person.suppressed and confirm.asked <= person.suppressed:
        return Change(refusal=Refusal.OVERTAKEN)
    return Change(
        state=State.CONFIRMED,
        what=What.CONFIRMED,
        suppress=Reason.LIFTED if person.suppression else None,
        takes_wish=True,
    )


def _choose(person: Person, choose: Choose) -> Change:
    if person.state is not State.CONFIRMED:
        return Change(refusal=Refusal.NOT_CONFIRMED)
    if not choose.is_something:
        return Change(refusal=Refusal.NOTHING_CHOSEN)
    return Change(what=What.CHOSE, takes_wish=True)


def _leave(person: Person, what: What) -> Change:
    if person.state is None:
        return Change(refusal=Refusal.UNKNOWN)
    if person.state in {State.LEFT, State.COMPLAINED}:
        return _NOTHING
    return Change(state=State.LEFT, what=what, suppress=Reason.LEFT)


def _undo(person: Person, now: datetime) -> Change:
    if person.state is State.CONFIRMED:
        return _NOTHING
    own = person.state is State.LEFT and person.last is What.LEFT and person.before is State.CONFIRMED
    if not own or person.suppression is not Reason.LEFT or not person.since or now - person.since > UNDO_WITHIN:
        return Change(refusal=Refusal.TOO_LATE)
    return Change(state=State.CONFIRMED, what=What.RETURNED, suppress=Reason.LIFTED)


def _bounce(person: Person) -> Change:
    if person.state in {State.ASKED, State.CONFIRMED}:
        return Change(state=State.BOUNCED, what=What.BOUNCED, suppress=Reason.BOUNCED)
    return _NOTHING if person.suppression else Change(suppress=Reason.BOUNCED)


def _complain(person: Person) -> Change:
    if person.state and person.state is not State.COMPLAINED:
        return Change(state=State.COMPLAINED, what=What.COMPLAINED, suppress=Reason.COMPLAINED)
    return _NOTHING if person.suppression is Reason.COMPLAINED else Change(suppress=Reason.COMPLAINED)


def _forget(person: Person) -> Change:
    is_suppressed = person.suppression in {Reason.FORGOTTEN, Reason.COMPLAINED}
    return Change(
        state=State.FORGOTTEN if person.state else None,
        suppress=None if is_suppressed else Reason.FORGOTTEN,
        erases=person.state is not None,
    )


def _enter(person: Person, enter: Enter) -> Change:
    if enter.state in {State.ASKED, State.CONFIRMED}:
        return _enter_reader(person, is_vouched=enter.is_vouched and enter.state is State.CONFIRMED)
    is_older = enter.at is not None and person.since is not None and enter.at < person.since
    if person.state is State.CONFIRMED and is_older:  # they came back since
        return _NOTHING
    if person.suppression and not (enter.state is State.COMPLAINED and person.suppression is not Reason.COMPLAINED):
        return _NOTHING
    if person.suppression is Reason.FORGOTTEN:  # no file brings an erased address back, not even as a complaint
        return Change(suppress=Reason(enter.state))
    return Change(
        state=enter.state, what=What(enter.state), suppress=Reason(enter.state), takes_wish=person.state is None
    )


def _enter_reader(person: Person, *, is_vouched: bool) -> Change:
    if person.suppression is Reason.COMPLAINED:
        return Change(refusal=Refusal.COMPLAINED)
    if person.suppression:
        return Change(refusal=Refusal.SUPPRESSED)
    if is_vouched and person.state in {None, State.ASKED}:
        return Change(state=State.CONFIRMED, what=What.VOUCHED, takes_wish=True)
    if person.state is None:
        return Change(state=State.ASKED, what=What.ASKED, takes_wish=True)
    return _NOTHING
