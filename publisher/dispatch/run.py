"""What is planned -> sent, by a courier among others."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from publisher.audience.email import parse_email
from publisher.audience.roster import Roster
from publisher.audience.subscriber import Place
from publisher.config import Settings
from publisher.outbox.delivery import Delivered, at_work, deliver
from publisher.outbox.errand import Errand
from publisher.outbox.gate import Gate
from publisher.outbox.ledger.counting import Sending, sendings
from publisher.outbox.ledger.couriers import lost
from publisher.outbox.pace import Pace
from publisher.outbox.process import is_gone, this_process
from publisher.outbox.ways import expect_secret, way_out
from publisher.store.store import Store
from publisher.week import Week

_TRIED_FOR = timedelta(days=1)
"""So long letters are tried again that were put off."""
_CARRIED_FOR = timedelta(days=6)
"""So long those leave that a daily quota kept back: until the next week's issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """What only the command line knows."""

    now: Callable[[], datetime]
    rising: Callable[[], float]
    """Seconds that only rise."""
    stop: Event
    """Set when a person, or the system, wants the end."""


def unfinished(
    store: Store,
    *,
    now: datetime,
    since: datetime | None = None,
    week: Week | None = None,
    languages: Sequence[str] = (),
) -> tuple[Sending, ...]:
    """Issues with letters that are still to be sent; those alone that were planned since then, of a week, in languages.

    What somebody who died was sending is in doubt, and not to be sent.
    """
    with store.reading() as connection:
        found = sendings(connection, week=week, only_unfinished=True, lost=lost(connection, now, is_gone))
    return tuple(
        one for one in found if (not since or one.planned >= since) and (not languages or one.language in languages)
    )


def too_late(settings: Settings, now: datetime) -> datetime:
    """What was planned before this is sent by nobody but a person: a week's letter is not worth it for ever."""
    return now - settings.send.latest - (_CARRIED_FOR if settings.send.daily else _TRIED_FOR)


@contextmanager
def working(
    settings: Settings,
    store: Store,
    clocks: Clocks,
    *,
    is_alone: bool,
    waits: Callable[[str], object] = lambda _: None,
) -> Iterator[Errand]:
    """Be the one who sends, or one of the workers; AtWorkError where others are in the way.

    `waits` is told why no letter leaves, where that is tried again for longer than a moment.
    A way out whose password or key cannot be read ends it before an issue is frozen.
    """
    manner, ended = settings.send, Event()
    roster = Roster(store=store, chance=secrets.token_bytes, remotes=settings.remotes)
    transport = way_out(settings.mail)
    expect_secret(settings.mail)

    def bounced(email: str, reply: str, now: datetime) -> None:
        roster.bounce(parse_email(email), place=Place(name=f"{transport.name}: {reply}"), now=now)

    with at_work(store, this_process(), is_alone=is_alone, clock=clocks.now, is_gone=is_gone) as courier_id:
        yield Errand(
            store=store,
            transport=transport,
            courier_id=courier_id,
            gate=Gate(
                stop=clocks.stop,
                ended=ended,
                clock=clocks.rising,
                sleep=ended.wait,
                pace=Pace.of(manner.rate, clocks.rising()),
                domain_rate=manner.rate_per_domain,
            ),
            clock=clocks.now,
            bounced=bounced,
            return_path=settings.mail.return_path,
            connections=manner.connections,
            daily=manner.daily,
            survives_power=manner.survives_power,
            waits=waits,
        )


def deliver_all(
    errand: Errand, numbers: Sequence[int], shown: Callable[[int], object] = lambda _: None
) -> tuple[Delivered, ...]:
    """Send all that is to be sent now of these issues, one after another."""
    return tuple(deliver(errand, number, shown) for number in numbers if not errand.gate.is_shut)
