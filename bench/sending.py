"""`python -m bench.sending`: letters a second through the ledger, letters after kills, a million subscribers.

python -m bench.sending rate                     an issue to 20,000 in a sink, with the disk waited for and without
python -m bench.sending kills                    12 x kill -9 while 40,000 leave, one connection and four
python -m bench.sending million                  a million subscribers planned and sent, with the most memory that took
python -m bench.sending rate postgresql://me@/an_empty_one

What leaves is one line of a file for each letter, written by the system before its outcome is known, so that after a
kill that file says what really left, and the ledger what it knows of it.
"""

from __future__ import annotations

import os
import resource
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from threading import Event

import click
from sqlalchemy import insert, text

from bench.letters import TAGS, bench_of
from publisher.content.tags import TagRules
from publisher.newsletter.snapshot import freeze
from publisher.outbox.delivery import at_work, deliver
from publisher.outbox.errand import Errand
from publisher.outbox.gate import Gate
from publisher.outbox.ledger.counting import sendings, unfinished
from publisher.outbox.ledger.planning import Freight, plan
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.pace import Pace
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.process import is_gone, this_process
from publisher.outbox.transport import Leaving, Transport
from publisher.store.address import StoreAddress, parse_address
from publisher.store.opening import open_store, upgrade_store
from publisher.store.store import Store
from publisher.store.tables import choices, subscribers
from publisher.week import Week

RETURN_PATH = "bounces+{token}@notes.example"
_WEEK = Week(2024, 50)
_TOGETHER = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sink:
    """A file with a line for each letter that left."""

    descriptor: int

    @property
    def name(self) -> str:
        return "sink"

    @contextmanager
    def session(self) -> Iterator[Sink]:
        yield self

    def deliver(self, parcels: Iterable[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        for one in parcels:
            if leaving((one,)):
                os.write(self.descriptor, f"{one.key}\n".encode())
                yield one, Outcome(fate=Fate.ACCEPTED)


@click.group()
def main() -> None:
    """Measure how letters are sent."""


@main.command()
@click.argument("url", default="")
@click.option("--letters", default=20_000, show_default=True)
def rate(*, url: str, letters: int) -> None:
    """Letters a second, with all headers and the ledger, in both ways to commit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = made(parse_address(url, folder) if url else StoreAddress(file=folder / "many.db"))
        with open_store(address, chance=secrets.token_bytes) as store:
            enroll(store, letters)
            # An issue for each way, so that both begin with the same.
            for number, survives_power in enumerate((True, False)):
                plan_issue(store, Week(2024, 50 + number), "en")
                with _sink(folder / f"sink-{number}") as sink:
                    wall, cpu = send(store, sink, survives_power=survives_power)
                way = "safe when the power fails" if survives_power else "safe when killed        "
                speed = f"{letters / wall:,.0f} letters a second, {letters / cpu:,.0f} a second of the processor"
                click.echo(f"{_name(address)}, {way}: {speed}")


@main.command()
@click.argument("url", default="")
@click.option("--letters", default=40_000, show_default=True)
@click.option("--kills", "number", default=12, show_default=True)
@click.option("--connections", default=[1, 4], show_default=True, multiple=True)
def kills(*, url: str, letters: int, number: int, connections: Sequence[int]) -> None:
    """Kill -9 the sender again and again, then let it end: what left, how often, and what is in doubt."""
    failed = False
    for several in connections:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            address = made(parse_address(url, folder) if url else StoreAddress(file=folder / "many.db"))
            with open_store(address, chance=secrets.token_bytes) as store:
                enroll(store, letters)
                plan_issue(store, _WEEK, "en")
            done = _killed(url or f"sqlite:///{folder / 'many.db'}", folder, letters, number, several)
            failed |= bool(done.twice or done.lost or done.in_doubt > number * several)
            click.echo(f"{_name(address)}, {several} connections, {done}")
    sys.exit(int(failed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    """What was left of letters after kills."""

    kills: int
    left: int
    twice: int
    in_doubt: int
    arrived_in_doubt: int
    lost: int
    """Letters that did not leave, and that nothing names."""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {self.left:,} left, {self.twice} twice, {self.lost} lost, {self.in_doubt} in doubt "
            f"({self.arrived_in_doubt} of them had left)"
        )


def _killed(url: str, folder: Path, letters: int, number: int, connections: int) -> Survived:
    sink = folder / "sink"
    sink.touch()
    command = [sys.executable, "-m", "bench.sending", "run", url, str(sink), "--connections", str(connections)]
    chance = Random(number)
    happened = 0
    for step in range(number):
        child = subprocess.Popen(command)
        goal = letters * (step + 1) // (number + 1) + chance.randrange(max(1, letters // (number * 4)))
        while _lines(sink) < goal and child.poll() is None:
            time.sleep(0.001)
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            happened += 1
        child.wait()
    subprocess.run(command, check=True)
    return _survived(url, folder, sink, happened)


def _survived(url: str, folder: Path, sink: Path, happened: int) -> Survived:
    left = Counter(int(line.rpartition("-")[2]) for line in sink.read_text().splitlines())
    with open_store(parse_address(url, folder), chance=secrets.token_bytes) as store, store.reading() as connection:
        rows = connection.execute(text("SELECT subscriber_id, state FROM letters")).all()
        (found,) = sendings(connection)
    assert sum(found.tally.values()) == found.selected == len(rows)
    doubtful = {number for number, state in rows if state == "doubt"}
    return Survived(
        kills=happened,
        left=len(left),
        twice=sum(times - 1 for times in left.values()),
        in_doubt=len(doubtful),
        arrived_in_doubt=len(doubtful & left.keys()),
        lost=sum(number not in left and state != "doubt" for number, state in rows),
    )


def _lines(sink: Path) -> int:
    return sink.stat().st_size // len("2024-W50-en-10000\n")


@main.command()
@click.argument("url")
@click.argument("sink", type=click.Path(path_type=Path))
@click.option("--connections", default=1)
def run(*, url: str, sink: Path, connections: int) -> None:
    """Send what is to be sent; what the other commands kill."""
    with open_store(parse_address(url, Path.cwd()), chance=secrets.token_bytes) as store, _sink(sink) as opened:
        send(store, opened, connections=connections)


@main.command()
@click.argument("url", default="")
@click.option("--people", default=1_000_000, show_default=True)
@click.option("--letters", default=1_000_000, show_default=True, help="Stop when about so many have left.")
def million(*, url: str, people: int, letters: int) -> None:
    """Plan an issue for very many and send it, with the most memory that each step took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = made(parse_address(url, folder) if url else StoreAddress(file=folder / "many.db"))
        with open_store(address, chance=secrets.token_bytes) as store:
            began = time.perf_counter()
            enroll(store, people)
            _tell(f"{_name(address)}: {people:,} subscribers are there", began)
            freight = _freight(_WEEK, "en")
            began = time.perf_counter()
            with store.deciding() as connection:
                planned = plan(connection, freight, TagRules(), datetime.now(UTC))
            assert planned
            _tell(f"{planned[1].letters:,} letters are planned", began)
            began = time.perf_counter()
            with _sink(folder / "sink") as sink:
                wall, _ = send(store, sink, most=letters)
            with store.reading() as connection:
                (found,) = sendings(connection)
            left = found.tally[Standing.SENT]
            _tell(f"{left:,} of them have left: {left / wall:,.0f} a second", began)


def _tell(done: str, began: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(f"{done}, {time.perf_counter() - began:.1f} s, at most {peak:.0f} MB of memory so far")


def _name(address: StoreAddress) -> str:
    return "PostgreSQL" if address.url else "SQLite"


def made(address: StoreAddress) -> StoreAddress:
    upgrade_store(address, chance=secrets.token_bytes)
    return address


def enroll(store: Store, number: int, language: str = "en") -> None:
    """Confirmed readers of a language, each of five of the issue's ten tags: letters of 15 notes."""
    chance, now = Random(50), datetime.now(UTC)  # the same readers in every run
    for low in range(1, number + 1, _TOGETHER):
        numbers = range(low, min(low + _TOGETHER, number + 1))
        rows = [
            {
                "public_id": one.to_bytes(16, "big"),
                "email": f"reader-{one}@readers{one % 500}.example",
                "email_key": one.to_bytes(16, "big"),
                "language": language,
                "state": "confirmed",
                "since": now,
                "created": now,
            }
            for one in numbers
        ]
        chosen = [
            {"subscriber_id": one, "language": language, "tag": tag}
            for one in numbers
            for tag in chance.sample(TAGS, 5)
        ]
        with store.writing() as connection:
            connection.execute(insert(subscribers), rows)
            connection.execute(insert(choices), chosen)


def _freight(week: Week, language: str) -> Freight:
    return Freight(
        week=week,
        language=language,
        content=_content(language),
        entry_ids=(f"tag:notes.example,2024-12-13:{week}/{language}",),
        tags=frozenset(TAGS),
    )


@cache
def _content(language: str) -> bytes:
    return freeze(bench_of(language).pieces)


def plan_issue(store: Store, week: Week, language: str) -> None:
    freight = _freight(week, language)
    with store.deciding() as connection:
        plan(connection, freight, TagRules(), datetime.now(UTC))


def send(
    store: Store, transport: Transport, *, connections: int = 1, survives_power: bool = True, most: int = 0
) -> tuple[float, float]:
    """Send all that is planned, or about so many; seconds that passed, and those of the processor."""
    stop = Event()

    def end(ended: int) -> None:
        if most and ended >= most:
            stop.set()

    with at_work(store, this_process(), is_alone=True, clock=_now, is_gone=is_gone) as courier_id:
        errand = Errand(
            store=store,
            transport=transport,
            courier_id=courier_id,
            gate=Gate(stop=stop, clock=time.monotonic, sleep=stop.wait, pace=Pace.of(0, time.monotonic())),
            clock=_now,
            bounced=lambda *_: None,
            return_path=RETURN_PATH,
            connections=connections,
            survives_power=survives_power,
        )
        began, worked = time.perf_counter(), time.process_time()
        with store.reading() as connection:
            numbers = unfinished(connection)
        for number in numbers:
            deliver(errand, number, end)
        return time.perf_counter() - began, time.process_time() - worked


@contextmanager
def _sink(file: Path) -> Iterator[Sink]:
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    try:
        yield Sink(descriptor=descriptor)
    finally:
        os.close(descriptor)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
