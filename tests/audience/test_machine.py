"""Any sequence of what may happen, by a model of a few words: what must never be, never is."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy import select

from publisher.audience.email import Email
from publisher.audience.exchange.enter import Row, enter
from publisher.audience.happening import Enter
from publisher.audience.links import Purpose
from publisher.audience.roster import Roster
from publisher.audience.subscriber import CONSENTS, State, Subscriber
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.tables import choices, events, subscribers
from tests.audience.builders import PAGE, a_wish, an_email
from tests.builders import NOW, a_chance

ADA, BOB = an_email("ada@example.org"), an_email("bob@example.org")
PEOPLE = st.sampled_from([ADA, ADA, ADA, BOB])
"""Mostly one, so that much happens to her; the other alone complains, for after that nothing happens any more."""
WISHES = st.sampled_from([a_wish("ko", "ko"), a_wish("en/llm"), a_wish("en/llm ko", "ko")])


class Audience(RuleBasedStateMachine):
    """The store beside a model: who wants mail by their own last word, and who never may get any."""

    tokens = Bundle("tokens")
    links = Bundle("links")

    @initialize()
    def open(self) -> None:
        self.now = NOW
        self.roster = Roster(store=open_store(StoreAddress(), chance=a_chance()), chance=a_chance(2))
        self.out: set[Email] = set()
        """Who is not to be mailed: nothing but their own confirmation may end it."""
        self.never: set[Email] = set()
        """Who complained."""
        self.owners: dict[str, tuple[Email, timedelta]] = {}
        """Whose address each token went to, and when."""
        self.gone_at: dict[Email, timedelta] = {}

    def teardown(self) -> None:
        if hasattr(self, "roster"):
            self.roster.store.close()

    def _passed(self) -> timedelta:
        self.now += timedelta(minutes=1)
        return self.now - NOW

    def _goes(self, email: Email) -> None:
        self.out.add(email)
        self.gone_at[email] = self.now - NOW

    def _is_here(self, email: Email) -> bool:
        return self.roster.show(email) is not None

    @rule(hours=st.sampled_from([1, 1, 1, 30, 24 * 8, 24 * 60]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(target=tokens, email=PEOPLE, wish=WISHES)
    def ask(self, email: Email, wish: object) -> object:
        at = self._passed()
        token = self.roster.ask(email, wish, place=PAGE, now=self.now).token  # type: ignore[arg-type]  # of WISHES
        assert not (token and email in self.never)
        if not token:
            return multiple()
        self.owners[token] = (email, at)
        return token

    @rule(target=links, token=tokens)
    def confirm(self, token: str) -> object:
        self._passed()
        email, asked = self.owners[token]
        outcome = self.roster.confirm(token, place=PAGE, now=self.now)
        if not outcome.has_changed or not outcome.subscriber:
            return multiple()
        assert email not in self.never
        assert email not in self.out or asked > self.gone_at[email]
        self.out.discard(email)
        return (email, outcome.subscriber)

    @rule(link=links)
    def leave(self, link: tuple[Email, Subscriber]) -> None:
        self._passed()
        email, subscriber = link
        outcome = self.roster.leave(self.roster.token(Purpose.LEAVE, subscriber), place=PAGE, now=self.now)
        if outcome.has_changed:
            self._goes(email)

    @rule(link=links)
    def undo(self, link: tuple[Email, Subscriber]) -> None:
        self._passed()
        email, subscriber = link
        outcome = self.roster.undo(self.roster.token(Purpose.LEAVE, subscriber), place=PAGE, now=self.now)
        if outcome.has_changed:
            assert email not in self.never
            assert self.now - NOW - self.gone_at[email] <= timedelta(days=1)
            self.out.discard(email)

    @rule(link=links, wish=WISHES)
    def choose(self, link: tuple[Email, Subscriber], wish: object) -> None:
        self._passed()
        token = self.roster.token(Purpose.MANAGE, link[1])
        self.roster.choose(token, wish, place=PAGE, now=self.now)  # type: ignore[arg-type]  # of WISHES

    @rule(email=PEOPLE)
    def bounce(self, email: Email) -> None:
        self._passed()
        if self.roster.bounce(email, place=PAGE, now=self.now).has_changed:
            self._goes(email)

    @rule(email=st.just(BOB))
    def complain(self, email: Email) -> None:
        self._passed()
        self.roster.complain(email, place=PAGE, now=self.now)
        self._goes(email)
        self.never.add(email)

    @rule(email=PEOPLE)
    def remove(self, email: Email) -> None:
        self._passed()
        if self.roster.remove(email, place=PAGE, now=self.now).has_changed:
            self._goes(email)

    @rule(email=PEOPLE)
    def forget(self, email: Email) -> None:
        self._passed()
        self.roster.forget(email, now=self.now)
        self._goes(email)
        assert not self._is_here(email)

    @rule(email=PEOPLE, wish=WISHES, state=st.sampled_from(list(State)[:5]), is_vouched=st.booleans())
    def import_(self, email: Email, wish: object, state: State, *, is_vouched: bool) -> None:
        self._passed()
        if email is ADA and state is State.COMPLAINED:
            return
        row = Row(
            email=email,
            enter=Enter(state=state, is_vouched=is_vouched),
            wish=wish,  # type: ignore[arg-type]  # of WISHES
            place="a file",
        )
        (entered,) = enter(self.roster, [row], now=self.now)
        if entered.change.is_something and state not in {State.ASKED, State.CONFIRMED}:
            self._goes(email)
            if state is State.COMPLAINED:
                self.never.add(email)

    @invariant()
    def nobody_gets_mail_against_their_word(self) -> None:
        if not hasattr(self, "roster"):
            return
        for email in self.out:
            found = self.roster.show(email)
            assert not found or found[0].state is not State.CONFIRMED

    @invariant()
    def whoever_gets_mail_has_consented_and_chosen(self) -> None:
        if not hasattr(self, "roster"):
            return
        with self.roster.store.reading() as connection:
            confirmed = set(
                connection.execute(select(subscribers.c.id).where(subscribers.c.state == State.CONFIRMED)).scalars()
            )
            consented = set(
                connection.execute(select(events.c.subscriber_id).where(events.c.what.in_(CONSENTS))).scalars()
            )
            chosen = set(connection.execute(select(choices.c.subscriber_id)).scalars())
        assert confirmed <= consented & chosen


TestAudience = Audience.TestCase
TestAudience.settings = settings(max_examples=150, stateful_step_count=40)
