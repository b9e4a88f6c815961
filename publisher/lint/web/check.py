"""Addresses and where they are written -> what the web says of each, told at every place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from queue import Empty, SimpleQueue

from publisher.errors import Problem
from publisher.http.crew import together
from publisher.lint.sources import Sources
from publisher.lint.web.addresses import Written, by_turns, host_of
from publisher.lint.web.ask import Answer, Asker
from publisher.lint.web.rules import RULES
from publisher.lint.web.trouble import Trouble

_UNREACHED = {Trouble.NO_HOST, Trouble.UNREACHABLE, Trouble.SILENT}


def hosts_unreached(answers: Iterable[Answer]) -> int:
    """How many hosts were asked for, if several were and none was reached: then it is we who are off line; else 0."""
    found = list(answers)
    hosts = {host_of(answer.address) for answer in found}
    return len(hosts) if len(hosts) > 1 and all(answer.trouble in _UNREACHED for answer in found) else 0


def answers(addresses: Mapping[str, tuple[Written, ...]], asker: Asker) -> Iterator[Answer]:
    """Ask for each address, once: several hosts at a time. Answers come in the order in which they arrive."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for address in by_turns(addresses):
        waiting.put(address)
    return together([_asking(waiting, asker) for _ in range(min(asker.manners.hosts_at_once, len(addresses)))])


def _asking(waiting: SimpleQueue[str], asker: Asker) -> Iterator[Answer]:
    while True:
        try:
            address = waiting.get_nowait()
        except Empty:
            return
        yield asker.ask(address)


def problems(answer: Answer, places: tuple[Written, ...], *, configuration: str, sources: Sources) -> Iterator[Problem]:
    """What an answer says, at each place; the site's own pages are told of the configuration."""
    for rule in RULES:
        for message in rule.find(answer):
            for place in places:
                yield Problem(
                    file=place.file or configuration,
                    line=sources.line(place.file, place.line, answer.address),
                    message=message,
                    severity=rule.severity,
                    code=rule.code,
                )
