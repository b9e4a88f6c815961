"""Adapters that speak to servers of these tests, and a letter as the newsletter makes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.errors import PublisherError
from publisher.newsletter.addressee import Addressee
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.secret import Secret
from publisher.outbox.transports.providers.mailgun import Mailgun
from publisher.outbox.transports.providers.postmark import Postmark
from publisher.outbox.transports.providers.provider import Provider
from publisher.outbox.transports.providers.resend import Resend
from publisher.outbox.transports.providers.transport import ByProvider
from publisher.site import Person
from tests.builders import a_note
from tests.newsletter.builders import a_letter, a_newsletter
from tests.outbox.providers.apis import DOMAIN, KEY, Api, MailgunApi, PostmarkApi, ResendApi

LEAVE = "https://notes.example/leave/" + "t" * 200
MESSAGE = a_letter(
    a_note(),
    newsletter=a_newsletter(sender=Person(name='최민, "글"', email="weekly@example.org")),
    addressee=Addressee(email="min@example.com", id="1", unsubscribe=LEAVE),
).content
"""A letter as it is sent: Korean, with a link of its reader's own that is too long for a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A provider, and the server that speaks as it does."""

    api: Callable[[], Api]
    provider: Callable[..., Provider]
    batch: int
    """Letters that a call takes in these tests."""


def a_key(text: str = KEY) -> Secret:
    return Secret(name="key", variable="A_KEY", setting="a.key_file", wanted_by="mail.transport", text=text)


def postmark(**fields: Any) -> Postmark:
    return Postmark(**{"key": a_key(), "letters_a_call": 3, **fields})


def mailgun(**fields: Any) -> Mailgun:
    return Mailgun(**{"key": a_key(), "domain": DOMAIN, **fields})


def resend(**fields: Any) -> Resend:
    return Resend(**{"key": a_key(), "letters_a_call": 3, **fields})


KINDS = {
    "postmark": Kind(api=PostmarkApi, provider=postmark, batch=3),
    "mailgun": Kind(api=MailgunApi, provider=mailgun, batch=1),
    "resend": Kind(api=ResendApi, provider=resend, batch=3),
}


def transport(provider: Provider, **fields: Any) -> ByProvider:
    """One that does not wait."""
    return ByProvider(**{"provider": provider, "sleep": lambda _: None, **fields})


def parcel(key: str = "2024-W50-ko-1", *, recipient: str = "min@example.com", message: bytes = MESSAGE) -> Parcel:
    return Parcel(key=key, sender="bounces@example.org", recipient=recipient, message=message)


def parcels(number: int) -> list[Parcel]:
    return [parcel(f"letter-{place}", recipient=f"reader{place}@example.com") for place in range(number)]


def any_of_them(some: Sequence[Parcel]) -> Collection[Parcel]:
    return some


def deliver(way: ByProvider, some: Iterable[Parcel]) -> list[Outcome]:
    """The outcomes of a session, also of one that ends because nothing more should be sent."""
    outcomes: list[Outcome] = []
    try:
        with way.session() as session:
            outcomes += (outcome for _, outcome in session.deliver(some, any_of_them))
    except PublisherError:
        if not outcomes:
            raise
    return outcomes


def fates(outcomes: Iterable[Outcome]) -> list[Fate]:
    return [outcome.fate for outcome in outcomes]
