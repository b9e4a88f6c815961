"""A week -> one letter of everything to one address, recorded nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from publisher.audience.email import Email
from publisher.config import Settings
from publisher.content.library import Library
from publisher.dispatch.made import pieces_of
from publisher.newsletter.addressee import Addressee
from publisher.newsletter.issue import gather
from publisher.newsletter.letter import letter
from publisher.outbox.addressing import return_path
from publisher.outbox.parcel import Outcome, Parcel
from publisher.outbox.ways import way_out
from publisher.shelf import Shelf
from publisher.store.store import Store
from publisher.week import Week


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
        made = letter(pieces_of(issue, settings, shelf, now), (), Addressee(email=email.mailbox), key=key)
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


def newest_week(library: Library, languages: Sequence[str]) -> Week | None:
    """The newest week with notes, open or closed; None without any."""
    return max((Week.of(entry.published) for language in languages for entry in library.of(language)), default=None)
