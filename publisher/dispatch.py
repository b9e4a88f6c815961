"""An issue, the store -> letters planned and sent: what `publisher send` and `publisher worker` do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from publisher import theme
from publisher.audience.email import Email, parse_email
from publisher.audience.roster import Roster
from publisher.audience.subscriber import Place
from publisher.config import Settings
from publisher.content.library import Entry, Library
from publisher.content.rendering.article import articles
from publisher.errors import PublisherError
from publisher.newsletter.addressee import Addressee
from publisher.newsletter.issue import Issue, gather, tags_of
from publisher.newsletter.letter import letter
from publisher.newsletter.pieces import Pieces
from publisher.newsletter.render import cut
from publisher.newsletter.snapshot import freeze
from publisher.outbox.addressing import return_path
from publisher.outbox.delivery import Delivered, at_work, deliver
from publisher.outbox.due import due_week, held_by, late, missed
from publisher.outbox.errand import Errand
from publisher.outbox.gate import Gate
from publisher.outbox.ledger.counting import Listed, Sending, entry_ids, listed, resend_in_doubt, sendings, weeks
from publisher.outbox.ledger.couriers import bury_the_dead, lost
from publisher.outbox.ledger.planning import Freight, Reach, number_of, plan, survey
from publisher.outbox.pace import Pace
from publisher.outbox.parcel import Outcome, Parcel
from publisher.outbox.process import is_gone, this_process
from publisher.outbox.ways import expect_secret, way_out
from publisher.pipeline import Shelf, shelve
from publisher.store.store import Store
from publisher.watch import Watch, unwatched
from publisher.week import Week

_LATELY = timedelta(weeks=4)
"""Whose issues `status` shows."""
_TRIED_FOR = timedelta(days=1)
"""So long letters are tried again that were put off."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """What only the command line knows."""

    now: Callable[[], datetime]
    rising: Callable[[], float]
    """Seconds that only rise."""
    stop: Event
    """Set when a person, or the system, wants the end."""


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


def unfinished(
    store: Store,
    *,
    now: datetime,
    since: datetime | None = None,
    week: Week | None = None,
    languages: Sequence[str] = (),
) -> tuple[Sending, ...]:
    """Issues with letters that are still to be sent; those alone that were planned since then, of a week, in languages.

    What somebody who died was sending is in doubt, and not to be sent.
    """
    with store.reading() as connection:
        found = sendings(connection, week=week, only_unfinished=True, lost=lost(connection, now, is_gone))
    return tuple(
        one for one in found if (not since or one.planned >= since) and (not languages or one.language in languages)
    )


def too_late(settings: Settings, now: datetime) -> datetime:
    """What was planned before this is sent by nobody but a person: a week's letter is not worth it for ever."""
    return now - settings.send.latest - _TRIED_FOR


@contextmanager
def working(settings: Settings, store: Store, clocks: Clocks, *, is_alone: bool) -> Iterator[Errand]:
    """Be the one who sends, or one of the workers; AtWorkError where others are in the way.

    A way out whose password or key cannot be read ends it before an issue is frozen.
    """
    manner, ended = settings.send, Event()
    roster = Roster(store=store, chance=secrets.token_bytes, remotes=settings.remotes)
    transport = way_out(settings.mail)
    expect_secret(settings.mail)

    def bounced(email: str, reply: str, now: datetime) -> None:
        roster.bounce(parse_email(email), place=Place(name=f"{transport.name}: {reply}"), now=now)

    with at_work(store, this_process(), is_alone=is_alone, clock=clocks.now, is_gone=is_gone) as courier_id:
        yield Errand(
            store=store,
            transport=transport,
            courier_id=courier_id,
            gate=Gate(
                stop=clocks.stop,
                ended=ended,
                clock=clocks.rising,
                sleep=ended.wait,
                pace=Pace.of(manner.rate, clocks.rising()),
                domain_rate=manner.rate_per_domain,
            ),
            clock=clocks.now,
            bounced=bounced,
            return_path=settings.mail.return_path,
            connections=manner.connections,
            daily=manner.daily,
            survives_power=manner.survives_power,
        )


def deliver_all(
    errand: Errand, numbers: Sequence[int], shown: Callable[[int], object] = lambda _: None
) -> tuple[Delivered, ...]:
    """Send all that is to be sent now of these issues, one after another."""
    return tuple(deliver(errand, number, shown) for number in numbers if not errand.gate.is_shut)


def send_test(
    settings: Settings,
    store: Store,
    shelf: Shelf,
    email: Email,
    *,
    week: Week,
    languages: Sequence[str],
    now: datetime,
) -> Iterator[tuple[str, Outcome]]:
    """Send a week's letter of everything to one address alone, in each language; nothing of it is recorded."""
    transport, key = way_out(settings.mail), store.keyring.hash("message-id", b"")
    for language in languages or settings.site.codes:
        entries = [entry for entry in shelf.library.of(language) if Week.of(entry.published) == week]
        issue = gather(entries, week, language=language)
        if not issue:
            continue
        made = letter(_pieces(issue, settings, shelf, now), (), Addressee(email=email.mailbox), key=key)
        assert made, "an issue has notes"
        one = Parcel(
            key=f"test-{week}-{language}-{now:%Y%m%d%H%M%S}",
            sender=return_path(settings.mail.return_path, store.keyring, bytes(16)),
            recipient=email.mailbox,
            message=made,
        )
        with transport.session() as session:
            for _, outcome in session.deliver([one], lambda parcels: parcels):
                yield language, outcome


def _freight(issue: Issue, settings: Settings, shelf: Shelf, now: datetime) -> tuple[Freight, int]:
    pieces = _pieces(issue, settings, shelf, now)
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


def _pieces(issue: Issue, settings: Settings, shelf: Shelf, now: datetime) -> Pieces:
    with theme.told(settings.paths.templates):
        return cut(
            issue,
            site=settings.site,
            newsletter=settings.newsletter,
            articles=articles(shelf.library, settings.site, gallery=shelf.gallery),
            environment=theme.environment(settings.paths.templates),
            date=now,
        )


def newest_week(library: Library, languages: Sequence[str]) -> Week | None:
    """The newest week with notes, open or closed; None without any."""
    return max((Week.of(entry.published) for language in languages for entry in library.of(language)), default=None)


def standing(store: Store, numbers: Sequence[int]) -> tuple[Sending, ...]:
    """How these issues stand."""
    with store.reading() as connection:
        return tuple(one for one in sendings(connection) if one.id in numbers)


def accounts(store: Store, week: Week, *, now: datetime) -> tuple[tuple[Sending, tuple[Listed, ...]], ...]:
    """The issues of a week, and their letters that are in doubt or failed."""
    with store.reading() as connection:
        dead = lost(connection, now, is_gone)
        return tuple(
            (one, tuple(listed(connection, one.id, lost=dead))) for one in sendings(connection, week=week, lost=dead)
        )


def plan_doubtful(store: Store, week: Week, *, now: datetime) -> int:
    """Plan once more a week's letters that are in doubt; how many there were."""
    with store.deciding() as connection:
        bury_the_dead(connection, now, is_gone)
        return sum(resend_in_doubt(connection, one.id, now) for one in sendings(connection, week=week))


def overview(settings: Settings, store: Store, *, now: datetime) -> tuple[Sending, ...]:
    """Issues of the last weeks, and all that are not finished."""
    zone = settings.site.time_zone
    since = Week.of((now - _LATELY).astimezone(zone))
    with store.reading() as connection:
        return sendings(connection, since=since, lost=lost(connection, now, is_gone))


def waiting(
    settings: Settings, store: Store, library: Library, *, now: datetime
) -> tuple[tuple[str, tuple[Entry, ...], tuple[Week, ...]], ...]:
    """By language: late entries, and weeks that were never sent."""
    zone, closing = settings.site.time_zone, settings.newsletter.closes
    found = []
    with store.reading() as connection:
        for language in settings.site.codes:
            sent, brought = weeks(connection, language), entry_ids(connection, language)
            behind = late(library, language, sent=sent, brought=brought)
            gaps = missed(library, language, now, closing=closing, zone=zone, sent=sent)
            found.append((language, behind, gaps))
    return tuple(found)
