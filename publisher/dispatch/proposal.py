"""What is due -> proposals: issues that may be sent, and whom they would reach; and those that are wanted, frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from publisher.config import Settings
from publisher.content.library import Entry
from publisher.dispatch.made import pieces_of
from publisher.errors import PublisherError
from publisher.newsletter.issue import Issue, gather, tags_of
from publisher.newsletter.letter import letter
from publisher.newsletter.snapshot import freeze
from publisher.outbox.due import due_week, held_by
from publisher.outbox.ledger.counting import entry_ids, weeks
from publisher.outbox.ledger.planning import Freight, Reach, number_of, plan, survey
from publisher.shelf import Shelf, shelve
from publisher.store.store import Store
from publisher.watch import Watch, unwatched
from publisher.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An issue that may be sent, and whom it would reach."""

    week: Week
    language: str
    notes: int
    late: tuple[Entry, ...]
    """Entries of weeks that were sent without them."""
    size: int
    """Bytes of the letter of everything."""
    reach: Reach
    freight: Freight = field(repr=False)


def ready(settings: Settings, *, now: datetime, watch: Watch = unwatched) -> Shelf:
    """What was published; PublisherError where notes wait for a build: their pages would not be there yet."""
    shelf = shelve(settings, now=now, watch=watch)
    if shelf.news.newcomers:
        raise PublisherError(f"notes that are not published yet: {shelf.news.newcomers}; run `publisher build` first")
    return shelf


def propose(
    settings: Settings,
    store: Store,
    shelf: Shelf,
    *,
    now: datetime,
    week: Week | None = None,
    languages: Sequence[str] = (),
    only_in_time: bool = False,
) -> tuple[Proposal, ...]:
    """The issues that are due and not planned yet, of one week or of the newest that has closed; writes nothing.

    PublisherError where the week is still open: notes may join it. `only_in_time` leaves out what is not scheduled now.
    """
    zone, closing = settings.site.time_zone, settings.newsletter.closes
    if week and closing.is_open(week, now, zone):
        raise PublisherError(
            f"{week}: expected a closed week, it is open until {closing.of(week, zone):%Y-%m-%d %H:%M}"
        )
    found = []
    with store.reading() as connection:
        for language in languages or settings.site.codes:
            sent, brought = weeks(connection, language), entry_ids(connection, language)
            of = week or due_week(shelf.library, language, now, closing=closing, zone=zone, sent=sent)
            if not of or of in sent or (only_in_time and not settings.send.is_time(of, now, zone)):
                continue
            issue = gather(held_by(shelf.library, of, language, sent=sent, brought=brought), of, language=language)
            if issue:
                freight, size = _freight(issue, settings, shelf, now)
                reach = survey(connection, freight, settings.tags)
                behind = tuple(entry for entry in issue.entries if Week.of(entry.published) != of)
                found.append(
                    Proposal(
                        week=of,
                        language=language,
                        notes=len(issue.entries),
                        late=behind,
                        size=size,
                        reach=reach,
                        freight=freight,
                    )
                )
    return tuple(found)


def freeze_issue(settings: Settings, store: Store, proposal: Proposal, *, now: datetime) -> None:
    """Plan the letters of an issue; done twice, it is done once. Nobody to get one: nothing is frozen."""
    with store.deciding() as connection:
        if proposal.reach.selected and number_of(connection, proposal.week, proposal.language) is None:
            plan(connection, proposal.freight, settings.tags, now)


def _freight(issue: Issue, settings: Settings, shelf: Shelf, now: datetime) -> tuple[Freight, int]:
    pieces = pieces_of(issue, settings, shelf, now)
    whole = letter(pieces, (), key=b"")
    assert whole, "an issue has notes"
    freight = Freight(
        week=issue.week,
        language=issue.language,
        content=freeze(pieces),
        entry_ids=tuple(entry.id for entry in issue.entries),
        tags=frozenset(tag.slug for tag in tags_of(issue)),
    )
    return freight, len(whole)
