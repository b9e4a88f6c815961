"""What Postmark tells: bounces, complaints, and who left by its own link.

https://postmarkapp.com/developer/webhooks/webhooks-overview and the pages of each webhook, read in November 2026. It
signs nothing: a name and a password in the address that it is given (HTTP Basic) are what proves it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from publisher.errors import PublisherError
from publisher.outbox.hooks.hook import News, Told, UnprovenError
from publisher.outbox.hooks.reading import Content, inner, moment, parse, said, status_in, word
from publisher.outbox.report import Kind, Report
from publisher.outbox.secret import Secret

_SHORTEST_SECRET = 20
_KINDS: Mapping[str, Kind] = {
    "HardBounce": Kind.HARD,
    "BadEmailAddress": Kind.HARD,
    "SoftBounce": Kind.SOFT,
    "Transient": Kind.SOFT,
    "DnsError": Kind.SOFT,
    "Blocked": Kind.BLOCKED,
    "SpamNotification": Kind.BLOCKED,
    "VirusNotification": Kind.BLOCKED,
    "DMARCPolicy": Kind.BLOCKED,
    "ChallengeVerification": Kind.BLOCKED,
    "SMTPApiError": Kind.BLOCKED,
    "SpamComplaint": Kind.COMPLAINT,
}
"""Types of bounces that are news of a reader or a letter; others are answers of machines, and what we did ourselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmarkHook:
    secret: Secret
    """`name:password`."""
    name: str = "postmark"

    def news(self, told: Told, secret: str, now: datetime) -> News:  # noqa: ARG002  # nothing is dated in its proof
        _prove(told, secret)
        content = parse(told.body)
        match word(content, "RecordType"):
            case "Bounce" | "SpamComplaint":
                return _bounce(content)
            case "SubscriptionChange":
                return _change(content)
        return News()


def _prove(told: Told, secret: str) -> None:
    if ":" not in secret or len(secret) < _SHORTEST_SECRET:
        raise PublisherError(f"postmark.hook: expected name:password, of {_SHORTEST_SECRET} letters or more")
    scheme, _, credentials = told.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(credentials.strip(), validate=True)
    except (binascii.Error, ValueError):
        given = b""
    if not hmac.compare_digest(given, secret.encode()) or scheme.lower() != "basic":
        raise UnprovenError


def _bounce(content: Content) -> News:
    kind, email = word(content, "Type"), word(content, "Email")
    if kind == "Unsubscribe":
        return News(left=(email,))
    return News(reports=(_report(content, _KINDS.get(kind, Kind.OTHER), email, f"bounce:{word(content, 'ID')}"),))


def _change(content: Content) -> News:
    """Somebody was added to the list of those who get no mail, or taken off it, which here changes nothing."""
    email = word(content, "Recipient")
    if content.get("SuppressSending") is not True:
        return News()
    kind = {"HardBounce": Kind.HARD, "SpamComplaint": Kind.COMPLAINT}.get(word(content, "SuppressionReason"))
    if kind:
        change = "\0".join((email, word(content, "ChangedAt"), kind))
        return News(reports=(_report(content, kind, email, f"change:{sha256(change.encode()).hexdigest()[:32]}"),))
    return News(left=(email,)) if word(content, "Origin") == "Recipient" else News()


def _report(content: Content, kind: Kind, email: str, event: str) -> Report:
    diagnostic = said(content, "Details") or said(content, "Description", "SuppressionReason")
    return Report(
        key=f"postmark:{event}"[:200],
        kind=kind,
        email=email,
        is_vouched=True,
        parcel=word(inner(content, "Metadata"), "letter"),
        status=status_in(diagnostic),
        diagnostic=diagnostic,
        reporter="Postmark",
        at=moment(content.get("BouncedAt") or content.get("ChangedAt")),
    )
