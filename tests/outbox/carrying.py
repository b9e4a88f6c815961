"""An issue with real pieces, planned for readers, and a run that sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from publisher.audience.email import parse_email
from publisher.newsletter.snapshot import freeze
from publisher.outbox.delivery import Delivered, at_work, deliver
from publisher.outbox.errand import Errand
from publisher.outbox.gate import Gate
from publisher.outbox.ledger.counting import sendings
from publisher.outbox.ledger.planning import Freight
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.pace import Pace
from publisher.outbox.process import Process
from publisher.outbox.transport import Transport
from publisher.store.store import Store
from tests.audience.builders import PAGE, a_roster
from tests.builders import NOW, a_note, an_edition
from tests.newsletter.builders import pieces_of
from tests.outbox.ledger import a_freight

RETURN_PATH = "bounces+{token}@notes.example"


class Clock:
    """Moves on a little whenever it is read."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.seconds = 0.0

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def risen(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        self.now += timedelta(seconds=seconds)


class Unhurried(Event):
    """An event that nobody really waits for."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def wait(self, timeout: float | None = None) -> bool:
        self.clock.sleep(timeout or 0)
        return self.is_set()


def a_real_freight(**fields: Any) -> Freight:
    """Two notes in English, with a tag each."""
    notes = (
        a_note(editions=(an_edition("en", title="On bytes"),), tags=("tokenizer",)),
        a_note(editions=(an_edition("en", title="On words"),), tags=("llm",)),
    )
    return a_freight(**{"content": freeze(pieces_of(*notes, language="en")), **fields})


def sent(
    store: Store,
    issue: int,
    transport: Transport,
    *,
    clock: Clock | None = None,
    stop: Event | None = None,
    shown: Callable[[int], object] = lambda _: None,
    limit: float = 0.0,
    domain_rate: float = 0.0,
    name: str = "a run",
    **fields: Any,
) -> Delivered:
    """One run of the program, from its beginning to its end."""
    clock = clock or Clock()
    stop = stop or Unhurried(clock)
    roster = a_roster(store)
    with at_work(
        store, Process(name=name, mark=name), is_alone=True, clock=clock, is_gone=lambda mark: mark == "dead"
    ) as courier_id:
        gate = Gate(stop=stop, clock=clock.risen, sleep=stop.wait, pace=Pace.of(limit, 0.0), domain_rate=domain_rate)
        errand = Errand(
            store=store,
            transport=transport,
            courier_id=courier_id,
            gate=gate,
            clock=clock,
            bounced=lambda email, _, now: roster.bounce(parse_email(email), place=PAGE, now=now),
            return_path=RETURN_PATH,
            **fields,
        )
        return deliver(errand, issue, shown)


def tally_of(store: Store) -> dict[Standing, int]:
    with store.reading() as connection:
        (found,) = sendings(connection)
    assert sum(found.tally.values()) == found.selected
    return dict(found.tally)
