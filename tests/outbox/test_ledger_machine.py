"""In whatever order one plans, claims, sends, dies, leaves and tries again: nothing is lost, nothing comes twice."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, text

from publisher.audience.subscriber import State
from publisher.outbox.ledger.claiming import claim, claim_due
from publisher.outbox.ledger.counting import finish, listed, resend_in_doubt, sendings
from publisher.outbox.ledger.couriers import HOLD, join, leave, lost
from publisher.outbox.ledger.desk import Desk
from publisher.outbox.ledger.letter import Ending, Letter
from publisher.outbox.ledger.planning import plan
from publisher.outbox.ledger.standing import OPEN, Standing
from publisher.outbox.process import Process
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.store import Store
from publisher.store.tables import METADATA, letters
from tests.audience.builders import PAGE, an_email
from tests.builders import NOW, a_chance
from tests.outbox.ledger import RULES, a_freight, subscribed

PEOPLE = [f"reader{one}@example.org" for one in range(5)]
CHOICES = ["en", "en/llm", "en/tokenizer", "en/llm en/vision", "en/vision"]
EVERYONE = st.sampled_from(PEOPLE)


class Worker:
    """A process that may die at any moment: what it alone knows is gone then."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.courier: int | None = None
        self.held: list[Letter] = []
        self.leaving: Letter | None = None
        """Its bytes are on their way, and no answer was written down."""


WORKERS = st.sampled_from([0, 0, 1])
"""Mostly one, so that much happens to what they hold."""


class Ledger(RuleBasedStateMachine):
    """The store beside what really happened: whose letters arrived, how often."""

    store: Store

    @initialize()
    def begin(self) -> None:
        self.now = NOW
        self.roster = subscribed(self.store, list(zip(PEOPLE, CHOICES, strict=True)))
        self.workers = [Worker("one"), Worker("other")]
        self.dead: set[str] = set()
        self.arrived: Counter[str] = Counter()
        self.again: Counter[str] = Counter()
        """How often a person had a letter sent again that was in doubt."""
        self.gone: set[str] = set()
        self.uncertain = 0
        """Letters that were leaving when their courier died, or nobody answered."""
        self.issue = self.births = 0
        self.plan()

    def _passed(self, minutes: int = 1) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def plan(self) -> None:
        """Which does nothing when it is done again."""
        self._passed()
        with self.store.deciding() as connection:
            done = plan(connection, a_freight(), RULES, self.now)
        assert bool(done) == (not self.issue)
        self.issue = done[0] if done else self.issue

    @rule(which=WORKERS, after=st.sampled_from([0, 0, 0, 2]), most=st.integers(1, 3), due=st.booleans())
    def work(self, which: int, after: int, most: int, *, due: bool) -> None:
        """What a worker does next who does not wait for an answer."""
        self._passed()
        worker = self.workers[which]
        if worker.courier is None:
            self.births += 1
            worker.name = f"{which}-{self.births}"
            worker.courier = self._join(worker.name)
        elif worker.held and not worker.leaving:
            self._leaves(worker, worker.courier, worker.held.pop(0))
        elif not worker.held and not self._is_buried(worker):
            with self.store.deciding() as connection:
                if due:
                    taken = claim_due(connection, worker.courier, self.issue, now=self.now, most=most)
                else:
                    taken = claim(connection, worker.courier, self.issue, after=after, now=self.now, most=most)
            worker.held += taken or ()

    def _leaves(self, worker: Worker, courier: int, letter: Letter) -> None:
        with self.store.keeping() as connection:
            may = Desk(connection=connection, courier_id=courier).leave((letter,), (), self.now)
        if letter.subscriber_id in may:
            assert letter.email not in self.gone
            worker.leaving = letter

    def _join(self, name: str) -> int:
        with self.store.deciding() as connection:
            process = Process(name=name, mark=name)
            return join(connection, process, is_alone=False, now=self.now, is_gone=lambda mark: mark in self.dead)

    def _is_buried(self, worker: Worker) -> bool:
        query = text("SELECT ended IS NOT NULL FROM couriers WHERE id = :id")
        with self.store.reading() as connection:
            return bool(connection.execute(query, {"id": worker.courier}).scalar_one())

    @precondition(lambda self: any(worker.leaving for worker in self.workers))
    @rule(
        which=WORKERS,
        standing=st.sampled_from(
            [Standing.SENT, Standing.SENT, Standing.DEFERRED, Standing.FAILED, Standing.DOUBT, Standing.PLANNED]
        ),
        arrives=st.booleans(),
    )
    def hear(self, which: int, standing: Standing, *, arrives: bool) -> None:
        """What became of it."""
        self._passed()
        worker = self.workers[which] if self.workers[which].leaving else self.workers[1 - which]
        letter = worker.leaving
        if worker.courier is None or not letter:
            return
        if standing is Standing.SENT or (standing is Standing.DOUBT and arrives):
            self.arrived[letter.email] += 1
        self.uncertain += standing is Standing.DOUBT
        due = self.now + timedelta(minutes=5) if standing is Standing.DEFERRED else None
        with self.store.keeping() as connection:
            Desk(connection=connection, courier_id=worker.courier).end(
                [Ending(letter=letter, standing=standing, due=due)], self.now
            )
        worker.leaving = None

    @precondition(lambda self: any(worker.courier for worker in self.workers))
    @rule(which=WORKERS, arrives=st.booleans())
    def die(self, which: int, *, arrives: bool) -> None:
        worker = self.workers[which]
        if worker.leaving:
            self.uncertain += 1
            self.arrived[worker.leaving.email] += arrives
        self.dead.add(worker.name)
        self.workers[which] = Worker(worker.name)

    @precondition(lambda self: any(worker.courier for worker in self.workers))
    @rule(which=WORKERS)
    def end_in_order(self, which: int) -> None:
        self._passed()
        worker = self.workers[which]
        if worker.courier is None or worker.leaving:
            return
        with self.store.deciding() as connection:
            leave(connection, worker.courier, self.now)
        self.workers[which] = Worker(worker.name)

    @rule()
    def time_passes(self) -> None:
        """So long that whoever said nothing is taken for dead, and finds that out when they wake."""
        self.now += HOLD
        self.uncertain += sum(worker.leaving is not None for worker in self.workers)

    @rule(email=EVERYONE)
    def unsubscribe(self, email: str) -> None:
        self._passed()
        self.roster.remove(an_email(email), place=PAGE, now=self.now)
        self.gone.add(email)

    @rule(email=EVERYONE)
    def forget(self, email: str) -> None:
        self._passed()
        self.roster.forget(an_email(email), now=self.now)
        self.gone.add(email)

    @precondition(lambda self: self.uncertain > 0)
    @rule()
    def resend(self) -> None:
        """By hand, once what is in doubt was listed; not while the courier may yet answer."""
        if any(worker.leaving for worker in self.workers):
            return
        with self.store.deciding() as connection:
            doubtful = [one.email for one in listed(connection, self.issue) if one.standing is Standing.DOUBT]
            assert resend_in_doubt(connection, self.issue, self.now) == len(doubtful)
        self.again.update(doubtful)

    @invariant()
    def nobody_gets_it_twice(self) -> None:
        if hasattr(self, "arrived"):
            assert all(number <= 1 + self.again[email] for email, number in self.arrived.items())

    @invariant()
    def the_sum_is_always_that_of_those_who_were_selected(self) -> None:
        if not getattr(self, "issue", 0):
            return
        with self.store.reading() as connection:
            gone = lost(connection, self.now, lambda mark: mark in self.dead)
            (found,) = sendings(connection, lost=gone)
            rows = connection.execute(select(func.count()).select_from(letters)).scalar_one()
        assert sum(found.tally.values()) == found.selected == rows
        leaving = sum(worker.leaving is not None for worker in self.workers)
        assert found.tally.get(Standing.DOUBT, 0) <= self.uncertain + leaving

    def teardown(self) -> None:
        """Whatever happened: the next who comes brings every letter that nobody brought, and names the others."""
        if not getattr(self, "issue", 0):
            return
        for worker in self.workers:
            if worker.courier is not None:
                self.die(self.workers.index(worker), arrives=True)
        self.now += timedelta(days=1)
        heir = self._join("heir")
        with self.store.deciding() as connection:
            fresh = claim(connection, heir, self.issue, after=0, now=self.now) or ()
            due = claim_due(connection, heir, self.issue, now=self.now) or ()
        with self.store.keeping() as connection:
            desk = Desk(connection=connection, courier_id=heir)
            for letter in (*fresh, *due):
                assert desk.leave((letter,), (), self.now)
                assert letter.email not in self.gone
                self.arrived[letter.email] += 1
                desk.end([Ending(letter=letter, standing=Standing.SENT)], self.now)
        with self.store.deciding() as connection:
            assert finish(connection, self.issue, self.now)
        self.nobody_gets_it_twice()
        self._nobody_is_lost()

    def _nobody_is_lost(self) -> None:
        with self.store.reading() as connection:
            (found,) = sendings(connection)
            told = {one.email for one in listed(connection, found.id)}
            planned_for = connection.execute(
                text(
                    "SELECT email FROM letters JOIN subscribers ON subscribers.id = subscriber_id"
                    " WHERE letters.state <> 'skipped' AND subscribers.state = :confirmed"
                ),
                {"confirmed": State.CONFIRMED.value},
            ).scalars()
            assert set(planned_for) <= told | set(self.arrived)
        assert not any(found.tally.get(standing) for standing in OPEN)


def machine_in(store: Store) -> type[Ledger]:
    """The machine, whose every run begins with an empty store."""

    class InStore(Ledger):
        def __init__(self) -> None:
            super().__init__()
            self.store = store
            with store.writing() as connection:
                names = ", ".join(name for name in METADATA.tables if name != "settings")
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))

    return InStore


class InMemory(Ledger):
    """SQLite, a new one for every run."""

    def __init__(self) -> None:
        super().__init__()
        self.resources = ExitStack()
        self.store = self.resources.enter_context(open_store(StoreAddress(), chance=a_chance()))

    def teardown(self) -> None:
        with self.resources:
            super().teardown()


def test_nothing_is_lost_and_nothing_twice_on_sqlite() -> None:
    run_state_machine_as_test(InMemory, settings=settings(max_examples=100, stateful_step_count=40, deadline=None))


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_nothing_is_lost_and_nothing_twice_on_postgresql(store: Store) -> None:
    run_state_machine_as_test(
        machine_in(store), settings=settings(max_examples=25, stateful_step_count=40, deadline=None)
    )
