"""The same letters with a relay of the real world: Postfix."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from email import message_from_bytes
from email.policy import default

import pytest

from publisher.outbox.parcel import Fate, Parcel
from publisher.outbox.transports.smtp import Relay, Security
from publisher.outbox.transports.smtp.transport import Smtp
from tests.outbox.builders import MESSAGE, parcel
from tests.outbox.postfix_relay import CAN_RUN, Postfix, postfix

pytestmark = pytest.mark.skipif(not CAN_RUN, reason="needs postfix, and root")


@pytest.fixture(scope="module")
def relay() -> Iterator[Postfix]:
    with postfix() as running:
        yield running


def at(running: Postfix) -> Smtp:
    relay = Relay(host="127.0.0.1", port=running.port, security=Security.NONE, timeout=60, client_name="notes.example")
    return Smtp(relay=relay)


def test_every_letter_arrives_once_and_whole(relay: Postfix) -> None:
    def leaving(parcels: Sequence[Parcel]) -> Collection[Parcel]:
        return [one for one in parcels if one.key != "letter-7"]

    body = b"\r\n".join((b".", b"..", b".a dot", b"", b"x" * 900, b"."))
    letters = [
        parcel(f"letter-{one}", message=MESSAGE.replace(b"Two notes", b"Letter %d" % one) + body + b"\r\n")
        for one in range(20)
    ]

    with at(relay).session() as session:
        told = list(session.deliver(letters, leaving))
    arrived = [message_from_bytes(one, policy=default) for one in relay.arrived("min", 19)]

    assert {outcome.fate for _, outcome in told} == {Fate.ACCEPTED}
    assert len({outcome.reference for _, outcome in told}) == 19
    assert sorted(str(one["Subject"]) for one in arrived) == sorted(f"Letter {one}" for one in range(20) if one != 7)
    assert {str(one.get_content()) for one in arrived} == {f"Hello\n{body.decode()}\n".replace("\r\n", "\n")}
    assert {str(one["Return-Path"]) for one in arrived} == {"<bounces@example.org>"}
    received = " ".join(str(one["Received"]) for one in arrived)
    assert all(f"id {outcome.reference}" in received for _, outcome in told), "the queue id is the relay's own"


def test_what_it_refuses_is_told_apart_and_stops_nothing(relay: Postfix) -> None:
    letters = [
        parcel("nobody", recipient="nobody@example.com"),
        parcel("elsewhere", recipient="a@elsewhere.example"),
        parcel("large", message=MESSAGE + b"x\r\n" * 100_000),
        parcel("fits", recipient="jo@example.com"),
        parcel("far", recipient="민@example.com"),
    ]

    with at(relay).session() as session:
        told = {one.key: outcome for one, outcome in session.deliver(letters, lambda some: some)}

    assert {key: outcome.fate.value for key, outcome in told.items()} == {
        "nobody": "refused",
        "elsewhere": "refused",
        "large": "refused",
        "fits": "accepted",
        "far": "refused",
    }
    assert {key for key, outcome in told.items() if outcome.is_about_recipient} == {"nobody", "far"}
    assert told["elsewhere"].status == "5.7.1"
    assert told["large"].reply == f"a message of {len(letters[2].message)} bytes, the relay takes 200000"
    assert len(relay.arrived("jo", 1)) == 1
