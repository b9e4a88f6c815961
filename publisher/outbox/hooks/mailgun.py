"""What Mailgun tells: failures, complaints, and who left by its own link.

https://documentation.mailgun.com, "Securing Webhooks", "Webhook Payloads" and "Event Types", read in November 2026. It
signs a time and a token, and nothing of what is told: so a token counts once.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from publisher.outbox.hooks.hook import News, StaleError, Told, UnprovenError
from publisher.outbox.hooks.reading import Content, inner, kind_by_status, moment, parse, said, second, status_in, word
from publisher.outbox.report import Kind, Report
from publisher.outbox.secret import Secret

OLDEST = timedelta(hours=9)
"""It tries for eight hours to tell us."""
_AHEAD = timedelta(minutes=5)
_SUPPRESSED: Mapping[str, Kind] = {"suppress-bounce": Kind.HARD, "suppress-complaint": Kind.COMPLAINT}
"""What it did not send at all, since it knows the address."""
_TRIED_LONG: Mapping[str, Kind] = {"old": Kind.SOFT, "espblock": Kind.BLOCKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailgunHook:
    secret: Secret
    """The signing key of webhooks, which is not the key of the API."""
    name: str = "mailgun"

    def news(self, told: Told, secret: str, now: datetime) -> News:
        content = parse(told.body)
        token = _prove(inner(content, "signature"), secret, now)
        event = inner(content, "event-data")
        email = word(event, "recipient")
        match word(event, "event"), word(event, "reason"):
            case ("unsubscribed", _) | ("failed", "suppress-unsubscribe"):
                return News(left=(email,), once=token)
            case "complained", _:
                kind = Kind.COMPLAINT
            case "rejected", _:
                kind = Kind.BLOCKED
            case "failed", reason if word(event, "severity") == "permanent":
                kind = _failure(event, reason)
            case _:
                return News()
        return News(reports=(_report(event, kind, email, token),), once=token)


def _prove(signature: Content, secret: str, now: datetime) -> str:
    """The token of a signature that is right."""
    time, token, given = (word(signature, key) for key in ("timestamp", "token", "signature"))
    expected = hmac.digest(secret.encode(), f"{time}{token}".encode(), "sha256").hex()
    if not token or not hmac.compare_digest(expected.encode(), given.encode()):
        raise UnprovenError
    at = second(time)
    if not at or not now - OLDEST <= at <= now + _AHEAD:
        raise StaleError
    return token


def _failure(event: Content, reason: str) -> Kind:
    known = _SUPPRESSED.get(reason) or _TRIED_LONG.get(reason)
    return known or kind_by_status(_status(event), Kind.HARD if reason == "bounce" else Kind.SOFT)


def _status(event: Content) -> str:
    delivery = inner(event, "delivery-status")
    return status_in(word(delivery, "enhanced-code")) or status_in(said(delivery, "message"))


def _report(event: Content, kind: Kind, email: str, token: str) -> Report:
    delivery = inner(event, "delivery-status")
    words = said(delivery, "message") or said(delivery, "description") or said(event, "reason")
    return Report(
        key=f"mailgun:{token}"[:200],  # its own id of an event counts for a day only
        kind=kind,
        email=email,
        is_vouched=True,
        parcel=word(inner(event, "user-variables"), "letter"),
        message_id=word(inner(event, "message", "headers"), "message-id").strip("<> "),
        status=_status(event),
        diagnostic=words,
        reporter="Mailgun",
        at=moment(event.get("timestamp")),
    )
