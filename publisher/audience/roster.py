"""What happens to one person: each call decides and writes in one transaction, and says what became of them.

    roster = Roster(store=store, chance=secrets.token_bytes, remotes=settings.remotes)
    place = Place(name="https://notes.example/subscribe", remote="203.0.113.7")

    roster.ask(parse_email(text), wish, place=place, now=now)   owes a mail to that address, where one is due
                           A page answers the same in every case, so that nobody learns who is here: but for
                           `asked.again`, which says from when on such a network may ask again.
    roster.confirm(token, place=place, now=now)        the link of that mail, POSTed
    roster.find(Purpose.MANAGE, token)                 whom a link speaks of; changes nothing, so a GET may call it
    roster.choose(token, wish, place=place, now=now)   a link in a letter, POSTed
    roster.leave(token, place=place, now=now)          the same, and RFC 8058's one click
    roster.undo(token, place=place, now=now)           by the token that left
    roster.token(Purpose.LEAVE, subscriber)            what goes into letters and pages

An `Outcome` holds the subscriber as they are then, whether something changed, and why not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, insert, select, update

from publisher.audience.choice import Wish, choices_in_words, parse_choices
from publisher.audience.decide import CONFIRM_WITHIN, Change, Refusal, decide
from publisher.audience.email import Email
from publisher.audience.happening import (
    Ask,
    Bounce,
    Choose,
    Complain,
    Confirm,
    Forget,
    Happening,
    Leave,
    Remove,
    Undo,
)
from publisher.audience.limits import Limits
from publisher.audience.links import ID_BYTES, Purpose, read_token, token
from publisher.audience.notices import Kind, owe
from publisher.audience.record import Decided, erase, record
from publisher.audience.remotes import Remotes, kept
from publisher.audience.rows import Known, events_of, know_well, one
from publisher.audience.subscriber import Event, Place, State, Subscriber
from publisher.audience.tally import count
from publisher.store.opening import Chance
from publisher.store.store import Store
from publisher.store.tables import asks, subscribers

_KEEP_ASKS = timedelta(days=30)
"""How long an ask that nobody confirmed is kept after it expired, and the address with it."""
_SWEPT = 20
"""So many are erased with each ask: more than one, so that they become fewer, and nobody waits for thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a person."""

    subscriber: Subscriber | None = None
    """As they are now; None where nobody is known, or not any more."""
    has_changed: bool = False
    refusal: Refusal | None = None
    token: str = ""
    """Of an ask: what confirms it."""
    again: datetime | None = None
    """Of an ask that was one too many: from when on another is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a link would confirm."""

    subscriber: Subscriber
    wish: Wish
    is_done: bool
    """Whether it was confirmed before, and is so still."""
    refusal: Refusal | None
    """Why confirming would do nothing."""


_UNKNOWN = Outcome(refusal=Refusal.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The subscribers of a store, one at a time."""

    store: Store
    chance: Chance
    remotes: Remotes = Remotes.HASHED
    limits: Limits = field(default_factory=Limits)
    says_goodbye: bool = False
    """Whether who leaves is told so by mail."""

    def ask(self, email: Email, wish: Wish, *, place: Place, now: datetime) -> Outcome:
        """Somebody asks: nothing changes before the link in the mail is used. The token is empty where none is due."""
        key = email.key(self.store.keyring)
        ask = Ask(is_something=bool(wish.choices), most=self.limits.address)
        with self.store.deciding() as connection:
            again = count(connection, self.limits, place.remote, keyring=self.store.keyring, now=now)
            if again:
                return Outcome(refusal=Refusal.TOO_MANY, again=again)
            _sweep(connection, now)
            known = know_well(connection, key, now)
            change = decide(known.person, ask, now)
            number = self._record(connection, known, change, place=place, now=now, email=email, wish=wish)
            if not change.keeps_ask or number is None:
                return Outcome(refusal=change.refusal)
            public_id = _keep_ask(connection, number, self.chance(ID_BYTES), wish, now)
            owe(connection, Kind.ASKED, number, now=now, ask=public_id)
            return Outcome(
                subscriber=one(connection, subscribers.c.id == number),
                has_changed=True,
                token=token(self.store.keyring, Purpose.CONFIRM, public_id),
            )

    def confirm(self, text: str, *, place: Place, now: datetime) -> Outcome:
        """The link in the mail that answered an ask was used."""
        public_id = read_token(self.store.keyring, Purpose.CONFIRM, text)
        with self.store.deciding() as connection:
            ask = connection.execute(select(asks).where(asks.c.public_id == (public_id or b""))).first()
            subscriber = one(connection, subscribers.c.id == ask.subscriber_id) if ask else None
            if not ask or not subscriber:
                return _UNKNOWN
            confirm = Confirm(asked=ask.asked, expires=ask.expires, was_used=ask.used is not None)
            wish = Wish(language=ask.language, choices=parse_choices(ask.choices))
            outcome = self._happen(connection, self._key(connection, subscriber), confirm, place, now, wish=wish)
            if outcome.has_changed:
                connection.execute(update(asks).where(asks.c.public_id == public_id).values(used=now))
            return outcome

    def asked(self, text: str, *, now: datetime) -> Asked | None:
        """What the link in a mail would confirm, for a page to show; changes nothing."""
        public_id = read_token(self.store.keyring, Purpose.CONFIRM, text)
        with self.store.reading() as connection:
            ask = connection.execute(select(asks).where(asks.c.public_id == (public_id or b""))).first()
            subscriber = one(connection, subscribers.c.id == ask.subscriber_id) if ask else None
            if not ask or not subscriber:
                return None
            confirm = Confirm(asked=ask.asked, expires=ask.expires, was_used=ask.used is not None)
            change = self._foreseen(connection, subscriber, confirm, now)
        return Asked(
            subscriber=subscriber,
            wish=Wish(language=ask.language, choices=parse_choices(ask.choices)),
            is_done=confirm.was_used and not change.refusal,
            refusal=change.refusal,
        )

    def find(self, purpose: Purpose, text: str) -> Subscriber | None:
        """Whom a link of a letter speaks of; changes nothing."""
        with self.store.reading() as connection:
            return self._find(connection, purpose, text)

    def choose(self, text: str, wish: Wish, *, place: Place, now: datetime) -> Outcome:
        """A subscriber wants something else."""
        return self._by_link(Purpose.MANAGE, text, Choose(is_something=bool(wish.choices)), place, now, wish=wish)

    def leave(self, text: str, *, place: Place, now: datetime) -> Outcome:
        """A subscriber leaves, at once and with one click."""
        return self._by_link(Purpose.LEAVE, text, Leave(), place, now, goodbye=self.says_goodbye)

    def undo(self, text: str, *, place: Place, now: datetime) -> Outcome:
        """Who has just left did not mean to."""
        return self._by_link(Purpose.LEAVE, text, Undo(), place, now)

    def remove(self, email: Email, *, place: Place, now: datetime) -> Outcome:
        """Whoever publishes takes an address off the list."""
        return self._by_address(email, Remove(), place, now)

    def bounce(self, email: Email, *, place: Place, now: datetime) -> Outcome:
        """A mail server says that there is no such mailbox; `place` says what it answered."""
        return self._by_address(email, Bounce(), place, now)

    def complain(self, email: Email, *, place: Place, now: datetime) -> Outcome:
        """A reader called a letter spam."""
        return self._by_address(email, Complain(), place, now)

    def happen(
        self, connection: Connection, key: bytes, happening: Bounce | Complain, *, place: Place, now: datetime
    ) -> Outcome:
        """What a report says of an address, by its key, within a transaction that decides more than this."""
        return self._happen(connection, key, happening, place, now)

    def forget(self, email: Email, *, now: datetime) -> Outcome:
        """Erase a person; a keyed hash remains, so that no import brings them back. `Store.scrub` cleans the files."""
        return self._by_address(email, Forget(), Place(name=""), now)

    def can_return(self, text: str, *, now: datetime) -> bool:
        """Whether who left could take that back; changes nothing."""
        with self.store.reading() as connection:
            subscriber = self._find(connection, Purpose.LEAVE, text)
            return subscriber is not None and not self._foreseen(connection, subscriber, Undo(), now).refusal

    def erase(self, text: str, *, now: datetime) -> Outcome:
        """Who reads here wants to be erased, by a link in a letter."""
        return self._by_link(Purpose.MANAGE, text, Forget(), Place(name=""), now)

    def show(self, email: Email) -> tuple[Subscriber, tuple[Event, ...]] | None:
        """A subscriber, and all that happened to them."""
        with self.store.reading() as connection:
            found = one(connection, subscribers.c.email_key == email.key(self.store.keyring))
            return (found, events_of(connection, found.id)) if found else None

    def token(self, purpose: Purpose, subscriber: Subscriber) -> str:
        """What a link for that purpose holds."""
        return token(self.store.keyring, purpose, subscriber.public_id)

    def _find(self, connection: Connection, purpose: Purpose, text: str) -> Subscriber | None:
        public_id = read_token(self.store.keyring, purpose, text)
        return one(connection, subscribers.c.public_id == public_id) if public_id else None

    def _by_link(
        self,
        purpose: Purpose,
        text: str,
        happening: Happening,
        place: Place,
        now: datetime,
        *,
        wish: Wish | None = None,
        goodbye: bool = False,
    ) -> Outcome:
        with self.store.deciding() as connection:
            subscriber = self._find(connection, purpose, text)
            if not subscriber:
                return _UNKNOWN
            outcome = self._happen(connection, self._key(connection, subscriber), happening, place, now, wish=wish)
            # Who never confirmed may be another than who asked: they get no mail that they did not ask for.
            if goodbye and outcome.has_changed and subscriber.state is State.CONFIRMED:
                owe(connection, Kind.LEFT, subscriber.id, now=now)
            return outcome

    def _by_address(self, email: Email, happening: Happening, place: Place, now: datetime) -> Outcome:
        with self.store.deciding() as connection:
            return self._happen(connection, email.key(self.store.keyring), happening, place, now)

    def _foreseen(self, connection: Connection, subscriber: Subscriber, happening: Happening, now: datetime) -> Change:
        """What would be decided."""
        return decide(know_well(connection, self._key(connection, subscriber), now).person, happening, now)

    def _key(self, connection: Connection, subscriber: Subscriber) -> bytes:
        query = select(subscribers.c.email_key).where(subscribers.c.id == subscriber.id)
        key: bytes = connection.execute(query).scalar_one()
        return key

    def _happen(
        self,
        connection: Connection,
        key: bytes,
        happening: Happening,
        place: Place,
        now: datetime,
        wish: Wish | None = None,
    ) -> Outcome:
        known = know_well(connection, key, now)
        change = decide(known.person, happening, now)
        self._record(connection, known, change, place=place, now=now, wish=wish)
        return Outcome(
            subscriber=one(connection, subscribers.c.email_key == key),
            has_changed=change.is_something,
            refusal=change.refusal,
        )

    def _record(
        self,
        connection: Connection,
        known: Known,
        change: Change,
        *,
        place: Place,
        now: datetime,
        email: Email | None = None,
        wish: Wish | None = None,
    ) -> int | None:
        decided = Decided(
            known=known,
            change=change,
            email=email,
            wish=wish,
            place=place.name,
            remote=kept(place.remote, self.remotes, self.store.keyring),
            at=now,
            since=now,
            created=now,
        )
        return record(connection, [decided], self.chance).get(known.key)


def _keep_ask(connection: Connection, number: int, public_id: bytes, wish: Wish, now: datetime) -> bytes:
    connection.execute(
        insert(asks).values(
            public_id=public_id,
            subscriber_id=number,
            asked=now,
            expires=now + CONFIRM_WITHIN,
            language=wish.language,
            choices=choices_in_words(wish.choices),
        )
    )
    return public_id


def _sweep(connection: Connection, now: datetime) -> None:
    """Delete some asks that expired long ago, and what is kept of addresses that did nothing else than ask."""
    stale = select(asks.c.public_id, asks.c.subscriber_id).where(asks.c.expires < now - _KEEP_ASKS).limit(_SWEPT)
    found = connection.execute(stale.order_by(asks.c.expires)).all()
    if not found:
        return
    connection.execute(delete(asks).where(asks.c.public_id.in_([row.public_id for row in found])))
    still = exists().where(asks.c.subscriber_id == subscribers.c.id)
    nobody = subscribers.c.id.in_({row.subscriber_id for row in found}) & (subscribers.c.state == State.ASKED) & ~still
    for number in connection.execute(select(subscribers.c.id).where(nobody)).scalars().all():
        erase(connection, number, now)
