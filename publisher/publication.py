"""A build, then the site's hubs told of every feed that they do not know as it is: what `publisher publish` does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from publisher.config import Settings
from publisher.content.library import Library
from publisher.errors import Problem
from publisher.feeds.topics import hashes_by_address, topics
from publisher.output import alone_in, manifest
from publisher.output.staging import make_folder
from publisher.pipeline import Built, build
from publisher.register.guard import Policy
from publisher.watch import Watch, unwatched
from publisher.websub.announcement import Outcome, Report, announce, report
from publisher.websub.debt import Hashes, begun, owed, settled
from publisher.websub.patience import Pace
from publisher.websub.tally import FILE_NAME, Tally, read_tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a build did, and what became of it at each hub."""

    built: Built
    reports: tuple[Report, ...] = ()
    """In the order of the configuration."""
    problems: tuple[Problem, ...] = ()
    """Of telling the hubs, and of remembering what they were told."""


def publish(
    settings: Settings, *, now: datetime, policy: Policy, strict: bool, pace: Pace, watch: Watch = unwatched
) -> Published:
    """Build, and tell the hubs. A hub that cannot be told now is told by the next `publish`.

    What the hubs know is on the disk before the first feed is replaced: killed at any moment, this forgets no ping.
    """
    build_now = partial(build, settings, now=now, policy=policy, strict=strict, watch=watch)
    if not settings.site.hubs:
        return Published(built=build_now())
    make_folder(settings.paths.cache)
    with alone_in(settings.paths.cache):
        tally = read_tally(settings.paths.cache / FILE_NAME, settings.site.address)
        tally = tally.keep(begun(tally.told, settings.site.hubs, _standing(settings)))
        built = build_now()
        reports = _tell(tally, _current(built.library, settings), settings, pace=pace, watch=watch)
    told = (problem for one in reports for problem in one.problems)
    return Published(built=built, reports=reports, problems=(*tally.problems, *told))


def _tell(tally: Tally, current: Hashes, settings: Settings, *, pace: Pace, watch: Watch) -> tuple[Report, ...]:
    """Ping every hub for what it is owed, and remember what came of it, also when a person interrupts."""
    from publisher.websub.connection import connect

    patience = settings.patience
    debts = {hub: owed(told, current) for hub, told in tally.told.items()}
    outcomes: list[Outcome] = []
    done: dict[str, set[str]] = {hub: set() for hub in tally.told}
    try:
        for outcome in watch(
            announce(
                debts,
                connect=lambda hub: partial(connect, hub, timeout=patience.answer),
                patience=patience,
                pace=pace,
            ),
            "Telling hubs",
        ):
            outcomes.append(outcome)
            if outcome.is_done:
                done[outcome.hub].add(outcome.topic)
    finally:
        tally.keep({hub: settled(told, current, done[hub]) for hub, told in tally.told.items()})
    return tuple(report(hub, outcomes) for hub in tally.told)


def _standing(settings: Settings) -> Hashes:
    """Every feed in the web root: address -> hash."""
    return hashes_by_address(manifest.read(settings.paths.output), settings.site)


def _current(library: Library, settings: Settings) -> Hashes:
    """Those of them that hubs are told of."""
    told_of = topics(library, settings.site)
    return {address: digest for address, digest in _standing(settings).items() if address in told_of}
