"""What the tests kill: send all that is planned, and write each recipient into a file as their letter leaves."""

from __future__ import annotations

import os
import secrets
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from publisher.outbox.delivery import at_work, deliver
from publisher.outbox.errand import Errand
from publisher.outbox.gate import Gate
from publisher.outbox.ledger.counting import unfinished
from publisher.outbox.pace import Pace
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.process import is_gone, this_process
from publisher.outbox.transports.memory import Memory
from publisher.store.address import parse_address
from publisher.store.opening import open_store
from tests.outbox.carrying import RETURN_PATH


def main(url: str, sink: str, connections: str, most: str) -> None:
    """Send, in a process that may be killed at any moment; beyond so many letters it waits for that."""
    descriptor = os.open(sink, os.O_WRONLY | os.O_APPEND)

    def leave(one: Parcel) -> Outcome:
        if len(Path(sink).read_text().splitlines()) >= int(most):
            Event().wait()
        os.write(descriptor, f"{one.recipient}\n".encode())
        return Outcome(fate=Fate.ACCEPTED)

    def clock() -> datetime:
        return datetime.now(UTC)

    stop = Event()
    with (
        open_store(parse_address(url, Path("/")), chance=secrets.token_bytes) as store,
        at_work(store, this_process(), is_alone=True, clock=clock, is_gone=is_gone) as courier_id,
    ):
        errand = Errand(
            store=store,
            transport=Memory(answer=leave),
            courier_id=courier_id,
            gate=Gate(stop=stop, clock=time.monotonic, sleep=stop.wait, pace=Pace.of(0, time.monotonic())),
            clock=clock,
            bounced=lambda *_: None,
            return_path=RETURN_PATH,
            connections=int(connections),
        )
        with store.reading() as connection:
            numbers = unfinished(connection)
        for number in numbers:
            deliver(errand, number, lambda _: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
