"""`python -m bench.smtp`: ready letters a second on one connection, beside smtp-source and smtplib.

All three send to smtp-sink of Postfix, in turns, round by round: the figures are medians of the rounds, the ratios
medians of each round's own. Then the same through a proxy that delays every byte, and counts how often an answer was
waited for.
"""

from __future__ import annotations

import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import geteuid
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import click

from bench.delay import delayed
from publisher.outbox.parcel import Fate, Parcel
from publisher.outbox.transports.smtp import Relay, Security
from publisher.outbox.transports.smtp.transport import Smtp

BAR = 0.8
"""Of what smtp-source sends a second."""
_ROUND_TRIPS_BAR = 1.02
"""A letter: one, but for an answer that comes in two pieces."""
_SIZE = 125_000
"""Bytes, as a letter has them."""
_SMALL = 20_000
"""To see what a letter costs beside its bytes; no bar."""
SENDER, RECIPIENT = "bounces@example.org", "min@example.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to send so many letters over one connection."""

    name: str
    send: Callable[[int, bytes, int], None]
    """Port, message, how many."""


@click.command()
@click.option("--rounds", default=7, show_default=True, help="How often each sends.")
@click.option(
    "--letters", default=1_500, show_default=True, help="How many of 125 KB a round; of 20, six times as many."
)
@click.option("--delay", default=20.0, show_default=True, help="Milliseconds of a round trip through the proxy.")
@click.option("--distant", default=150, show_default=True, help="How many letters are sent through it.")
def main(*, rounds: int, letters: int, delay: float, distant: int) -> None:
    """Measure; exits with 1 where a bar is missed."""
    missed = False
    with sink() as port:
        for size, number in ((_SIZE, letters), (_SMALL, 6 * letters)):
            missed |= _beside(port, _message(size), number, rounds)
        for size in (_SIZE, _SMALL):
            missed |= _at_a_distance(port, _message(size), distant, delay / 1000)
    sys.exit(int(missed))


def _beside(port: int, message: bytes, number: int, rounds: int) -> bool:
    rates: dict[str, list[float]] = {way.name: [] for way in _WAYS}
    for _ in range(rounds):
        for way in _WAYS:
            rates[way.name].append(number / _seconds(way, port, message, number))
    reference = rates[_SOURCE.name]
    click.echo(f"{len(message) / 1000:.0f} KB, {number:,} letters a round, {rounds} rounds")
    ratios = {
        name: median(ours / theirs for ours, theirs in zip(made, reference, strict=True))
        for name, made in rates.items()
    }
    for name, made in rates.items():
        click.echo(f"    {name:<12} {median(made):>8,.0f} letters a second   {ratios[name]:.2f} x smtp-source")
    if len(message) < _SMALL * 2:
        return False
    missed = ratios[_OURS.name] < BAR
    click.echo(f"    bar {BAR}: {'missed' if missed else 'met'}")
    return missed


def _at_a_distance(port: int, message: bytes, number: int, delay: float) -> bool:
    click.echo(f"{len(message) / 1000:.0f} KB, {number:,} letters, {delay * 1000:.0f} ms round trip")
    missed = False
    for way in (_OURS, _SMTPLIB):
        few, many = (_trip(way, port, message, letters, delay) for letters in (10, 10 + number))
        seconds, turns = (after - before for before, after in zip(few, many, strict=True))
        rate = f"{number / seconds:>8,.1f} letters a second"
        click.echo(f"    {way.name:<12} {rate}   {turns / number:.2f} round trips a letter")
        missed |= way is _OURS and turns > number * _ROUND_TRIPS_BAR
    click.echo(f"    bar 1 round trip a letter: {'missed' if missed else 'met'}")
    return missed


def _trip(way: Way, port: int, message: bytes, number: int, delay: float) -> tuple[float, int]:
    """Seconds and round trips; those of opening a connection are in both."""
    with delayed(port, delay) as far:
        return _seconds(way, far.port, message, number), far.turns.value


def _seconds(way: Way, port: int, message: bytes, number: int) -> float:
    begun = perf_counter()
    way.send(port, message, number)
    return perf_counter() - begun


def _by_publisher(port: int, message: bytes, number: int) -> None:
    relay = Relay(host="127.0.0.1", port=port, security=Security.NONE, letters_a_connection=0)
    letters = (Parcel(key=str(one), sender=SENDER, recipient=RECIPIENT, message=message) for one in range(number))
    with Smtp(relay=relay).session() as session:
        for _, outcome in session.deliver(letters, lambda some: some):
            assert outcome.fate is Fate.ACCEPTED, outcome


def _by_smtplib(port: int, message: bytes, number: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as connection:
        for _ in range(number):
            assert not connection.sendmail(SENDER, [RECIPIENT], message)


def by_smtp_source(port: int, message: bytes, number: int) -> None:
    """The same bytes, from a file, where lines end as they do in files."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(message.replace(b"\r\n", b"\n"))
        command = [
            _program("smtp-source"),
            "-d",
            "-s",
            "1",
            "-m",
            str(number),
            "-f",
            SENDER,
            "-t",
            RECIPIENT,
            "-F",
            file.name,
        ]
        subprocess.run([*command, f"127.0.0.1:{port}"], check=True)


_OURS = Way(name="publisher", send=_by_publisher)
_SOURCE = Way(name="smtp-source", send=by_smtp_source)
_SMTPLIB = Way(name="smtplib", send=_by_smtplib)
_WAYS = (_OURS, _SOURCE, _SMTPLIB)


def _message(size: int) -> bytes:
    """Lines as base64 has them."""
    head = b"From: weekly@example.org\r\nTo: min@example.com\r\nSubject: Two notes\r\n\r\n"
    line = b"7J6Q7JewIOyWuOyWtCDsspjrpqzsnZgg7Iud7J6QIOuLqOychOulvCDruYTqtZDtlZwg64W866y4" + b"\r\n"
    return head + line * ((size - len(head)) // len(line))


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        sys.exit(f"{name}: not installed (on Debian: apt-get install postfix)")
    return found


@contextmanager
def sink() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    user = ["-u", "nobody"] if geteuid() == 0 else []
    process = subprocess.Popen([_program("smtp-sink"), *user, f"127.0.0.1:{port}", "100"])
    try:
        _await(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _await(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            sleep(0.02)
    sys.exit("smtp-sink does not listen")


if __name__ == "__main__":
    main()
