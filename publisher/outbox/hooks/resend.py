"""What Resend tells: bounces, complaints, and contacts who left.

https://resend.com/docs/webhooks, read in November 2026. It signs by Svix: an id, a time and the whole body, by a secret
that is `whsec_` and base64. Each try is signed anew, so that none is older than minutes.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from publisher.errors import PublisherError
from publisher.outbox.hooks.hook import News, StaleError, Told, UnprovenError
from publisher.outbox.hooks.reading import Content, inner, moment, parse, said, second, status_in, word
from publisher.outbox.report import Kind, Report
from publisher.outbox.secret import Secret

_TOLERANCE = timedelta(minutes=5)
_PREFIX = "whsec_"
_SHORTEST_KEY = 16
_CONTENT = frozenset({"AttachmentRejected", "ContentRejected", "MessageTooLarge"})
"""Subtypes of a passing bounce that are about the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendHook:
    secret: Secret
    """`whsec_…`."""
    name: str = "resend"

    def news(self, told: Told, secret: str, now: datetime) -> News:
        event = _prove(told, secret, now)
        content = parse(told.body)
        facts = inner(content, "data")
        match word(content, "type"):
            case "email.bounced":
                kind = _bounce(inner(facts, "bounce"))
            case "email.complained":
                kind = Kind.COMPLAINT
            case "email.suppressed":  # not sent at all: an earlier letter bounced, or was called spam
                kind = Kind.HARD
            case "contact.updated" if facts.get("unsubscribed") is True:
                return News(left=(word(facts, "email"),))
            case _:
                return News()
        return News(reports=tuple(_reports(content, facts, kind, event)))


def _prove(told: Told, secret: str, now: datetime) -> str:
    """The id of what is told."""
    event, time, signatures = (told.headers.get(f"svix-{name}", "") for name in ("id", "timestamp", "signature"))
    expected = hmac.digest(_key(secret), f"{event}.{time}.".encode() + told.body, "sha256")
    mark = b"v1," + base64.b64encode(expected)
    # Several while a secret is being changed; all are compared, so that none tells by its place.
    if not event or not sum(hmac.compare_digest(mark, given.encode()) for given in signatures.split(" ")):
        raise UnprovenError
    at = second(time)
    if not at or abs(now - at) > _TOLERANCE:
        raise StaleError
    return event


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(_PREFIX) or len(key) < _SHORTEST_KEY:
        raise PublisherError("resend.signing_secret: expected that of a webhook, which begins with whsec_")
    return key


def _bounce(bounce: Content) -> Kind:
    if word(bounce, "type") in {"Permanent", ""}:
        return Kind.HARD
    return Kind.BLOCKED if word(bounce, "subType") in _CONTENT else Kind.SOFT


def _reports(content: Content, facts: Content, kind: Kind, event: str) -> Iterator[Report]:
    recipients, tags = facts.get("to"), facts.get("tags")
    diagnostic = said(inner(facts, "bounce"), "message") or said(content, "type")
    for place, email in enumerate(recipients if isinstance(recipients, list) else ()):
        yield Report(
            key=f"resend:{event[:180]}:{place}",
            kind=kind,
            email=word({"email": email}, "email"),
            is_vouched=True,
            parcel=word(tags, "letter") if isinstance(tags, dict) else "",
            message_id=word(facts, "message_id").strip("<> "),
            status=status_in(diagnostic),
            diagnostic=diagnostic,
            reporter="Resend",
            at=moment(content.get("created_at")),
        )
