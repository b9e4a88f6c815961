"""Requests as providers make them, proven as their documentation says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from publisher.outbox.hooks.hook import Told
from publisher.outbox.hooks.mailgun import MailgunHook
from publisher.outbox.hooks.postmark import PostmarkHook
from publisher.outbox.hooks.resend import ResendHook
from publisher.outbox.secret import Secret

NOW = datetime.fromisoformat("2024-12-24T09:00:00+09:00")
POSTMARK = "notes:a password that is long"
MAILGUN = "a-signing-key"
RESEND = "whsec_" + base64.b64encode(b"a key of twenty-four byt").decode()
TOKEN = "e0b5477167110d68991efc6b9f89f0a11066af27834600e123"  # noqa: S105  # it proves nothing by itself


def a_secret(text: str) -> Secret:
    return Secret(name="key", variable="A_KEY", setting="a.key_file", wanted_by="hooks", text=text)


postmark = PostmarkHook(secret=a_secret(POSTMARK))
mailgun = MailgunHook(secret=a_secret(MAILGUN))
resend = ResendHook(secret=a_secret(RESEND))


def basic(secret: str = POSTMARK) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(secret.encode()).decode()}


def by_postmark(content: Any, headers: Mapping[str, str] | None = None) -> Told:
    return Told(headers=basic() if headers is None else headers, body=json.dumps(content).encode())


def by_mailgun(event: Any, *, at: datetime = NOW, token: str = TOKEN, key: str = MAILGUN) -> Told:
    time = str(int(at.timestamp()))
    signature = hmac.new(key.encode(), (time + token).encode(), hashlib.sha256).hexdigest()
    signed = {"timestamp": time, "token": token, "signature": signature}
    return Told(headers={}, body=json.dumps({"signature": signed, "event-data": event}).encode())


def by_resend(content: Any, *, at: datetime = NOW, event: str = "msg_1", secret: str = RESEND) -> Told:
    body, time = json.dumps(content).encode(), str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signature = hmac.new(key, f"{event}.{time}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "svix-id": event,
        "svix-timestamp": time,
        "svix-signature": f"v1,AAAA v1,{base64.b64encode(signature).decode()}",
    }
    return Told(headers=headers, body=body)


def a_bounce(kind: str = "HardBounce", **fields: Any) -> dict[str, Any]:
    """As Postmark shows one in its documentation."""
    return {
        "RecordType": "Bounce",
        "ID": 42,
        "Type": kind,
        "TypeCode": 1,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Description": "The server was unable to deliver your message.",
        "Details": "smtp;550 5.1.1 no such user",
        "Email": "ada@example.org",
        "BouncedAt": "2024-12-24T08:28:10.2735393+09:00",
        "Inactive": True,
        "Metadata": {"letter": "2024-W50-ko-7"},
        **fields,
    }


def a_failure(**fields: Any) -> dict[str, Any]:
    """As Mailgun has one."""
    return {
        "event": "failed",
        "id": "CCXMjJ7nQi2N3BPigGOdgQ",
        "severity": "permanent",
        "reason": "bounce",
        "recipient": "ada@example.org",
        "timestamp": 1734998400.25,
        "delivery-status": {"code": 550, "enhanced-code": "5.1.1", "message": "5.1.1 no such user"},
        "message": {"headers": {"message-id": "abc@example.org"}},
        "user-variables": {"letter": "2024-W50-ko-7"},
        **fields,
    }


def an_event(kind: str = "email.bounced", **facts: Any) -> dict[str, Any]:
    """As Resend has one."""
    return {
        "type": kind,
        "created_at": "2024-12-24T00:00:00.000Z",
        "data": {
            "email_id": "56761188-7520-42d8-8898-ff6fc54ce618",
            "to": ["ada@example.org"],
            "bounce": {"message": "550 5.1.1 no such user", "type": "Permanent", "subType": "General"},
            "tags": {"letter": "2024-W50-ko-7"},
            "message_id": "<abc@example.org>",
            **facts,
        },
    }
