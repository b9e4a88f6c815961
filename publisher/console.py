"""What the command line shows: problems, progress, results. Results go to stdout, the rest to stderr."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from threading import Event
from types import FrameType
from typing import NoReturn, TypeVar

import click

from publisher.errors import Problem, Severity

Item = TypeVar("Item")

_TOGETHER = 1_000
_PATIENCE = 1.0
"""Seconds of work before a progress bar appears."""
_BLINK = 0.1
"""Seconds between two looks of it: a hundred thousand of them would be slower than the work, and no better to read."""


def bear_any_terminal() -> None:
    """Show what a terminal has no letters for as escapes, instead of ending there."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Interrupted(KeyboardInterrupt):
    """The user, or the system, wants the program to end."""

    def __init__(self, signal: int) -> None:
        super().__init__()
        self.signal = signal


@contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Let Ctrl-C and a friendly kill end the work in order: what is open is closed, what is half written removed."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    wanted = [number for number, action in before.items() if action is not signal.SIG_IGN]  # as under nohup
    for number in wanted:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number in wanted:
            signal.signal(number, before[number])


@contextmanager
def asked_to_end_by_signals(stop: Event) -> Iterator[None]:
    """Let Ctrl-C and a friendly kill ask for the end: what is in hand is finished. The second time it ends at once."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        if stop.is_set():
            raise Interrupted(number)
        stop.set()
        asked.append(number)

    for number in before:
        signal.signal(number, ask)
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)
    if asked:
        raise Interrupted(asked[0])


def _interrupt(number: int, _: FrameType | None) -> NoReturn:
    raise Interrupted(number)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems, a line each: what was left out as it is, mistakes in red where a person is watching."""
    for problem in problems:
        place, colon, message = str(problem).partition(": ")
        red = problem.severity is Severity.MISTAKE
        click.echo(f"{place}{colon}{click.style(message, fg='red') if red else message}", err=True)


def print_json(value: object) -> None:
    """Print one JSON document for programs: in UTF-8 (RFC 8259, section 8.1), whatever the terminal speaks."""
    _print(json.dumps(value, ensure_ascii=False, indent=2).encode(errors="backslashreplace"))


def print_lines(lines: Iterable[str]) -> None:
    """Print a result for a person; many lines together, for there may be very many."""
    rest = iter(lines)
    while batch := list(islice(rest, _TOGETHER)):
        _print("\n".join(batch))


def _print(text: str | bytes, *, newline: bool = True) -> None:
    try:
        click.echo(text, nl=newline)
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output()
        raise OSError(error.errno, error.strerror, "standard output") from error


def give_up_output() -> None:
    """Let nothing that still waits to be written be tried again, and told a second time, when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def print_bytes(chunks: Iterable[bytes]) -> None:
    """Print a file for programs."""
    for chunk in chunks:
        _print(chunk, newline=False)


@contextmanager
def gauge(length: int, label: str) -> Iterator[Callable[[int], object]]:
    """Show how many of how many are done, to a person who is watching; call what it gives with the number."""
    if not os.isatty(2):
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr, show_pos=True) as bar:
        yield lambda number: bar.update(number - bar.pos)


def watch(
    items: Iterable[Item], label: str, length: int | None = None, *, clock: Callable[[], float] = time.monotonic
) -> Iterator[Item]:
    """Pass items through; when that takes more than a second and a person is watching, show how many of how many."""
    if not os.isatty(2):  # sys.stderr is None where a shell has closed it
        yield from items
        return
    began = clock()
    iterator = iter(items)
    passed = 0
    for item in iterator:
        yield item
        passed += 1
        if clock() - began > _PATIENCE:
            break
    else:
        return
    with click.progressbar(
        iterator, label=label, file=sys.stderr, show_pos=True, item_show_func=lambda _: "", length=length
    ) as bar:
        shown = clock()
        for item in iterator:
            yield item
            passed += 1
            if (now := clock()) - shown > _BLINK:
                bar.update(passed - bar.pos)
                shown = now
        bar.update(passed - bar.pos)
