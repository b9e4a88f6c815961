"""The same letters with a relay that others wrote, aiosmtpd, which misbehaves on purpose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transports.smtp import Relay, Security
from publisher.outbox.transports.smtp.transport import Smtp
from tests.outbox.aio_relay import Keeping, aio_relay
from tests.outbox.builders import MESSAGE, parcel

LETTERS = tuple(parcel(f"letter-{one}", message=MESSAGE + b".%d\r\n" % one) for one in range(3))


def told(port: int, *letters: Parcel, timeout: float = 30) -> list[Outcome]:
    relay = Relay(host="127.0.0.1", port=port, security=Security.NONE, timeout=timeout)
    with Smtp(relay=relay).session() as session:
        return [outcome for _, outcome in session.deliver(letters, lambda some: some)]


def contents(handler: Keeping) -> list[bytes]:
    return [bytes(one.original_content or b"") for one in handler.kept]


def test_letters_arrive_as_they_are_though_it_takes_one_command_at_a_time() -> None:
    handler = Keeping()

    with aio_relay(handler) as port:
        made = told(port, *LETTERS)

    assert [(one.fate, one.reference) for one in made] == [(Fate.ACCEPTED, f"aio{one}") for one in (1, 2, 3)]
    assert contents(handler) == [one.message for one in LETTERS]


@dataclass
class Greylisting(Keeping):
    seen: set[str] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802  # its name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 Greylisting in action, please come back later"
        envelope.rcpt_tos.append(address)
        return "250 Ok"


def test_a_greylisted_letter_is_put_off_alone_and_arrives_later() -> None:
    handler = Greylisting(seen={"known@example.com"})
    new, known = parcel("new"), parcel("known", recipient="known@example.com")

    with aio_relay(handler) as port:
        first = told(port, new, known)
        second = told(port, new)

    assert [(one.fate, one.slow_down) for one in first] == [(Fate.DEFERRED, False), (Fate.ACCEPTED, False)]
    assert [one.fate for one in second] == [Fate.ACCEPTED]


class Dropping(Keeping):
    """Takes a message, and is gone before it says so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.kept) == 2:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer


def test_a_relay_that_is_gone_after_the_message_leaves_it_in_doubt() -> None:
    handler = Dropping()

    with aio_relay(handler) as port:
        first, second, *rest = told(port, *LETTERS)

    assert (first.fate, second.fate) == (Fate.ACCEPTED, Fate.UNKNOWN)
    assert [one.fate for one in rest] == [Fate.UNTOUCHED]
    assert len(handler.kept) == 2


class Slow(Keeping):
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name
        await asyncio.sleep(0.3)
        return await super().handle_DATA(server, session, envelope)


def test_a_slow_relay_is_waited_for() -> None:
    handler = Slow()

    with aio_relay(handler) as port:
        made = told(port, *LETTERS)

    assert [one.fate for one in made] == [Fate.ACCEPTED] * 3


def test_a_relay_that_is_too_slow_leaves_the_letter_in_doubt() -> None:
    class Asleep(Keeping):
        async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
            await asyncio.sleep(60)
            return "250 Ok"

    with aio_relay(Asleep()) as port:
        (first, *_) = told(port, *LETTERS, timeout=2)

    assert first.fate is Fate.UNKNOWN
    assert first.reply.endswith("gave no answer within 4 seconds")


@pytest.mark.parametrize(("offers", "fate", "status"), [(True, Fate.ACCEPTED, "2.0.0"), (False, Fate.REFUSED, "5.6.7")])
def test_an_address_beyond_ascii_needs_a_relay_that_can_say_it(*, offers: bool, fate: Fate, status: str) -> None:
    handler = Keeping()

    with aio_relay(handler, enable_SMTPUTF8=offers) as port:
        (outcome,) = told(port, parcel(recipient="민@example.com"))

    assert (outcome.fate, outcome.status, outcome.is_about_recipient) == (fate, status, False)
    assert [one.rcpt_tos for one in handler.kept] == ([["민@example.com"]] if offers else [])


def test_a_letter_beyond_its_size_is_not_even_begun() -> None:
    handler = Keeping()

    with aio_relay(handler, data_size_limit=1000) as port:
        large, small = told(port, parcel(message=MESSAGE * 50), parcel())

    assert (large.fate, large.status) == (Fate.REFUSED, "5.3.4")
    assert small.fate is Fate.ACCEPTED
