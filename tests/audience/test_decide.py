"""Every rule of the audience: where a person stands, what happens, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from publisher.audience.decide import CONFIRM_WITHIN, UNDO_WITHIN, Change, Person, Refusal, decide
from publisher.audience.happening import (
    MOST_ASKS,
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
from tests.builders import NOW

MINUTE = timedelta(minutes=1)

NOBODY = Person()
ASKED = Person(state=State.ASKED, since=NOW - MINUTE, asks_lately=1)
CONFIRMED = Person(state=State.CONFIRMED, since=NOW - MINUTE, last=What.CONFIRMED, before=State.ASKED)
LEFT = Person(
    state=State.LEFT,
    since=NOW - MINUTE,
    suppression=Reason.LEFT,
    suppressed=NOW - MINUTE,
    last=What.LEFT,
    before=State.CONFIRMED,
)
BOUNCED = Person(state=State.BOUNCED, since=NOW - MINUTE, suppression=Reason.BOUNCED, suppressed=NOW - MINUTE)
COMPLAINED = Person(state=State.COMPLAINED, since=NOW - MINUTE, suppression=Reason.COMPLAINED, suppressed=NOW - MINUTE)
FORGOTTEN = Person(suppression=Reason.FORGOTTEN, suppressed=NOW - MINUTE)
FORGOTTEN_COMPLAINER = Person(suppression=Reason.COMPLAINED, suppressed=NOW - MINUTE)

EVERYBODY = (NOBODY, ASKED, CONFIRMED, LEFT, BOUNCED, COMPLAINED, FORGOTTEN, FORGOTTEN_COMPLAINER)
GONE = (LEFT, BOUNCED, COMPLAINED, FORGOTTEN, FORGOTTEN_COMPLAINER)

CONFIRM = Confirm(asked=NOW, expires=NOW + CONFIRM_WITHIN, was_used=False)
ASK = Ask(is_something=True)
CHOOSE = Choose(is_something=True)
READER = Enter(state=State.CONFIRMED)
VOUCHED = Enter(state=State.CONFIRMED, is_vouched=True)
NOTHING = Change()


def refused(refusal: Refusal) -> Change:
    return Change(refusal=refusal)


def moved(state: State, what: What | None = None, suppress: Reason | None = None, **fields: Any) -> Change:
    return Change(state=state, what=what or What(state), suppress=suppress, **fields)


KEPT_ASK = Change(what=What.ASKED, keeps_ask=True)
CONSENT = moved(State.CONFIRMED, takes_wish=True)
CONSENT_ANEW = moved(State.CONFIRMED, suppress=Reason.LIFTED, takes_wish=True)
HAS_LEFT = moved(State.LEFT, suppress=Reason.LEFT)
HAS_BOUNCED = moved(State.BOUNCED, suppress=Reason.BOUNCED)
HAS_COMPLAINED = moved(State.COMPLAINED, suppress=Reason.COMPLAINED)
STAYS_OUT = (
    *[refused(Refusal.SUPPRESSED)] * 2,
    refused(Refusal.COMPLAINED),
    refused(Refusal.SUPPRESSED),
    refused(Refusal.COMPLAINED),
)

RULES: tuple[tuple[Happening, tuple[Change, ...]], ...] = (
    # Of: nobody, asked, confirmed, left, bounced, complained, forgotten, one who complained and was then forgotten.
    (ASK, (
        moved(State.ASKED, keeps_ask=True), KEPT_ASK, KEPT_ASK, KEPT_ASK, KEPT_ASK, refused(Refusal.COMPLAINED),
        moved(State.ASKED, keeps_ask=True), refused(Refusal.COMPLAINED),
    )),
    (CONFIRM, (
        CONSENT, CONSENT, CONSENT, CONSENT_ANEW, CONSENT_ANEW, refused(Refusal.COMPLAINED), CONSENT_ANEW,
        refused(Refusal.COMPLAINED),
    )),
    (CHOOSE, (
        refused(Refusal.NOT_CONFIRMED), refused(Refusal.NOT_CONFIRMED), Change(what=What.CHOSE, takes_wish=True),
        *[refused(Refusal.NOT_CONFIRMED)] * 5,
    )),
    (Leave(), (
        refused(Refusal.UNKNOWN), HAS_LEFT, HAS_LEFT, NOTHING, HAS_LEFT, NOTHING, refused(Refusal.UNKNOWN),
        refused(Refusal.UNKNOWN),
    )),
    (Undo(), (
        refused(Refusal.TOO_LATE), refused(Refusal.TOO_LATE), NOTHING,
        moved(State.CONFIRMED, What.RETURNED, Reason.LIFTED), *[refused(Refusal.TOO_LATE)] * 4,
    )),
    (Remove(), (
        refused(Refusal.UNKNOWN), *[moved(State.LEFT, What.REMOVED, Reason.LEFT)] * 2, NOTHING,
        moved(State.LEFT, What.REMOVED, Reason.LEFT), NOTHING, *[refused(Refusal.UNKNOWN)] * 2,
    )),
    (Bounce(), (
        Change(suppress=Reason.BOUNCED), HAS_BOUNCED, HAS_BOUNCED, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING,
    )),
    (Complain(), (
        Change(suppress=Reason.COMPLAINED), HAS_COMPLAINED, HAS_COMPLAINED, HAS_COMPLAINED, HAS_COMPLAINED, NOTHING,
        Change(suppress=Reason.COMPLAINED), NOTHING,
    )),
    (Forget(), (
        Change(suppress=Reason.FORGOTTEN),
        *[Change(state=State.FORGOTTEN, suppress=Reason.FORGOTTEN, erases=True)] * 4,
        Change(state=State.FORGOTTEN, erases=True), NOTHING, NOTHING,
    )),
    (READER, (
        moved(State.ASKED, takes_wish=True), NOTHING, NOTHING, *STAYS_OUT,
    )),
    (VOUCHED, (
        *[moved(State.CONFIRMED, What.VOUCHED, takes_wish=True)] * 2, NOTHING, *STAYS_OUT,
    )),
    (Enter(state=State.ASKED, is_vouched=True), (
        moved(State.ASKED, takes_wish=True), NOTHING, NOTHING, *STAYS_OUT,
    )),
    (Enter(state=State.LEFT), (replace(HAS_LEFT, takes_wish=True), *[HAS_LEFT] * 2, *[NOTHING] * 5)),
    (Enter(state=State.BOUNCED), (replace(HAS_BOUNCED, takes_wish=True), *[HAS_BOUNCED] * 2, *[NOTHING] * 5)),
    (Enter(state=State.COMPLAINED), (
        replace(HAS_COMPLAINED, takes_wish=True), *[HAS_COMPLAINED] * 4, NOTHING,
        Change(suppress=Reason.COMPLAINED), NOTHING,
    )),
)  # fmt: skip


@pytest.mark.parametrize(
    ("happening", "person", "change"),
    [
        (happening, person, change)
        for happening, changes in RULES
        for person, change in zip(EVERYBODY, changes, strict=True)
    ],
)
def test_the_rules(happening: Happening, person: Person, change: Change) -> None:
    assert decide(person, happening, NOW) == change


def test_a_link_confirms_until_it_expires() -> None:
    link = Confirm(asked=NOW, expires=NOW + CONFIRM_WITHIN, was_used=False)

    assert decide(ASKED, link, NOW + CONFIRM_WITHIN - MINUTE) == CONSENT
    assert decide(ASKED, link, NOW + CONFIRM_WITHIN) == refused(Refusal.EXPIRED)


def test_a_link_that_was_used_changes_nothing_more() -> None:
    link = Confirm(asked=NOW, expires=NOW + CONFIRM_WITHIN, was_used=True)

    assert decide(CONFIRMED, link, NOW) == NOTHING
    assert decide(LEFT, link, NOW) == refused(Refusal.USED)


@pytest.mark.parametrize("person", [LEFT, BOUNCED, FORGOTTEN])
def test_a_link_from_before_they_went_brings_nobody_back(person: Person) -> None:
    link = Confirm(asked=NOW - 2 * MINUTE, expires=NOW + CONFIRM_WITHIN, was_used=False)

    assert decide(person, link, NOW) == refused(Refusal.OVERTAKEN)


def test_a_form_floods_nobody() -> None:
    flooded = Person(state=State.ASKED, since=NOW, asks_lately=MOST_ASKS)

    assert decide(flooded, ASK, NOW) == refused(Refusal.TOO_OFTEN)


def test_choosing_nothing_is_refused() -> None:
    assert decide(CONFIRMED, Choose(is_something=False), NOW) == refused(Refusal.NOTHING_CHOSEN)
    assert decide(NOBODY, Ask(is_something=False), NOW) == refused(Refusal.NOTHING_CHOSEN)


def test_leaving_can_be_taken_back_for_a_day() -> None:
    assert LEFT.since

    assert decide(LEFT, Undo(), LEFT.since + UNDO_WITHIN).state is State.CONFIRMED
    assert decide(LEFT, Undo(), LEFT.since + UNDO_WITHIN + MINUTE) == refused(Refusal.TOO_LATE)


@pytest.mark.parametrize(("last", "before"), [(What.REMOVED, State.CONFIRMED), (What.LEFT, State.ASKED)])
def test_only_an_own_leaving_of_a_reader_can_be_taken_back(last: What, before: State) -> None:
    person = Person(state=State.LEFT, since=NOW, suppression=Reason.LEFT, suppressed=NOW, last=last, before=before)

    assert decide(person, Undo(), NOW) == refused(Refusal.TOO_LATE)


def test_a_file_that_says_someone_left_does_not_outdo_a_later_confirmation() -> None:
    assert CONFIRMED.since

    assert decide(CONFIRMED, Enter(state=State.LEFT, at=CONFIRMED.since - MINUTE), NOW) == NOTHING
    assert decide(CONFIRMED, Enter(state=State.LEFT, at=CONFIRMED.since + MINUTE), NOW) == HAS_LEFT


@pytest.mark.parametrize("person", GONE)
@pytest.mark.parametrize("happening", [ASK, CHOOSE, Leave(), Bounce(), Complain(), Forget(), Remove(), VOUCHED])
def test_nothing_but_their_own_link_brings_back_who_is_gone(person: Person, happening: Happening) -> None:
    change = decide(person, happening, NOW)

    assert change.state is not State.CONFIRMED
    assert change.suppress is not Reason.LIFTED
