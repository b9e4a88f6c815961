"""`python -m bench.whole_way`: letters built, recorded in the ledger and delivered by SMTP, beside smtp-source.

python -m bench.whole_way delivered      one connection into smtp-sink, both ways to commit, in turns with smtp-source
python -m bench.whole_way built          whole letters a second of one processor, nothing recorded and nothing sent

What smtp-source sends is one of the same letters, ready in a file. All turns are taken round by round; figures are
medians of the rounds, ratios medians of each round's own.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice
from os import getloadavg, times
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

import click

from bench.letters import BAR as LETTERS_BAR
from bench.letters import TAGS, bench_of
from bench.sending import RETURN_PATH, enroll, made, plan_issue, send
from bench.smtp import by_smtp_source, sink
from publisher.audience.links import ID_BYTES
from publisher.newsletter.pieces import Pieces
from publisher.outbox.courier import parcel
from publisher.outbox.ledger.counting import sendings
from publisher.outbox.ledger.letter import Letter
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.parcel import Parcel
from publisher.outbox.transports.smtp import Relay, Security
from publisher.outbox.transports.smtp.transport import Smtp
from publisher.store.address import StoreAddress
from publisher.store.keyring import SECRET_BYTES, Keyring
from publisher.store.opening import open_store
from publisher.store.store import Store
from publisher.week import Week

BAR = 0.55
"""Of what smtp-source sends a second."""
_FIRST = date(2024, 1, 1)
_SOURCE = "smtp-source, one of them ready in a file"
_SAFE, _SWIFT = "publisher, safe when the power fails", "publisher, safe when killed"
_READERS = 500
"""Whose letters are built again and again."""
_KEYRING = Keyring(bytes(SECRET_BYTES))


@click.group()
def main() -> None:
    """Measure the whole way of letters."""


@main.command()
@click.option("--rounds", default=7, show_default=True, help="How often each sends.")
@click.option("--letters", default=1_500, show_default=True, help="How many, each time.")
@click.option("--language", default="en", show_default=True, help="Letters in `ko` are longer, in base64.")
def delivered(*, rounds: int, letters: int, language: str) -> None:
    """Letters a second through everything; exits with 1 where neither way to commit reaches the bar."""
    with tempfile.TemporaryDirectory() as name, _store(Path(name)) as store, sink() as port:
        enroll(store, letters, language)
        message = _typical(language)
        ways: Mapping[str, Callable[[Week], tuple[float, float]]] = {
            _SAFE: partial(_sent, store, port, letters, language, survives_power=True),
            _SOURCE: partial(_source, port, message, letters),
            _SWIFT: partial(_sent, store, port, letters, language, survives_power=False),
        }
        rates: dict[str, list[float]] = {way: [] for way in ways}
        worked: dict[str, list[float]] = {way: [] for way in ways}
        weeks = (Week.of(_FIRST + timedelta(weeks=number)) for number in range(len(ways) * rounds))
        for _ in range(rounds):
            for way, run in ways.items():
                wall, cpu = run(next(weeks))
                rates[way].append(letters / wall)
                worked[way].append(cpu / letters * 1e6)
    click.echo(f"{language}, {len(message) / 1000:.0f} KB, {letters:,} letters a round, {rounds} rounds, {_load()}")
    ratios = {
        way: median(one / other for one, other in zip(made_, rates[_SOURCE], strict=True))
        for way, made_ in rates.items()
    }
    for way, measured in rates.items():
        verdict = "" if way is _SOURCE else f"   bar {BAR}: {'missed' if ratios[way] < BAR else 'met'}"
        cost = f"{median(worked[way]):>5,.0f} us of the processor"
        click.echo(f"    {way:<41} {median(measured):>6,.0f} letters a second, {cost}   {ratios[way]:.2f} x{verdict}")
    sys.exit(int(max(ratios[_SAFE], ratios[_SWIFT]) < BAR))


@main.command()
@click.option("--rounds", default=5, show_default=True)
@click.option("--letters", default=4_000, show_default=True, help="How many a round.")
def built(*, rounds: int, letters: int) -> None:
    """Letters with their links, return path and all headers a second of one processor; exits with 1 below the bar."""
    held, missed = _held(), False
    for language in ("ko", "en"):
        pieces = bench_of(language).pieces
        size = len(_letter(held[0], pieces).message)
        rate = median(letters / _built(pieces, held, letters) for _ in range(rounds))
        missed |= rate < LETTERS_BAR
        click.echo(
            f"{language}: {rate:,.0f} letters of {size / 1000:.0f} KB a second of the processor, "
            f"bar {LETTERS_BAR:,}: {'missed' if rate < LETTERS_BAR else 'met'}, {_load()}"
        )
    sys.exit(int(missed))


def _built(pieces: Pieces, held: tuple[Letter, ...], number: int) -> float:
    began = process_time()
    for one in islice(cycle(held), number):
        _letter(one, pieces)
    return process_time() - began


def _sent(
    store: Store, port: int, number: int, language: str, week: Week, *, survives_power: bool
) -> tuple[float, float]:
    """Seconds until the ledger says that all have left, and those of the processor; planning is in neither."""
    plan_issue(store, week, language)
    relay = Relay(host="127.0.0.1", port=port, security=Security.NONE, letters_a_connection=0)
    seconds = send(store, Smtp(relay=relay), survives_power=survives_power)
    with store.reading() as connection:
        (found,) = sendings(connection, week=week)
    assert found.tally == {Standing.SENT: number}, found.tally
    return seconds


def _source(port: int, message: bytes, number: int, _: Week) -> tuple[float, float]:
    began, before = perf_counter(), _of_children()
    by_smtp_source(port, message, number)
    return perf_counter() - began, _of_children() - before


def _of_children() -> float:
    """Seconds of the processor of programs that ended: smtp-sink is none of them."""
    spent = times()
    return spent.children_user + spent.children_system


def _typical(language: str) -> bytes:
    """The letter of one of the readers: of the median size."""
    pieces = bench_of(language).pieces
    by_size = sorted((_letter(one, pieces).message for one in _held()), key=len)
    return by_size[len(by_size) // 2]


def _letter(held: Letter, pieces: Pieces) -> Parcel:
    return parcel(held, pieces, keyring=_KEYRING, return_to=RETURN_PATH)


def _held() -> tuple[Letter, ...]:
    """Letters as a courier holds them."""
    chance = Random(50)  # the same readers in every run
    return tuple(
        Letter(
            issue_id=1,
            subscriber_id=one,
            choice=tuple(sorted(chance.sample(TAGS, 5))),
            tries=0,
            email=f"reader-{one}@readers{one % 500}.example",
            public_id=chance.randbytes(ID_BYTES),
        )
        for one in range(1, _READERS + 1)
    )


@contextmanager
def _store(folder: Path) -> Iterator[Store]:
    address = made(StoreAddress(file=folder / "letters.db"))
    with open_store(address, chance=secrets.token_bytes) as store:
        yield store


def _load() -> str:
    return f"load {getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
