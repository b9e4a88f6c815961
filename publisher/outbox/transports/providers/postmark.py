"""Postmark: letters as fields, up to 500 a call, each with an answer of its own.

https://postmarkapp.com/developer/api/email-api and .../api/overview, read in November 2026. It knows no idempotency
key: a call that broke off leaves its letters in doubt, so a call should not hold very many.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.report import on_one_line
from publisher.outbox.secret import Secret
from publisher.outbox.transports.providers.call import Call, Reply
from publisher.outbox.transports.providers.message import take_apart
from publisher.outbox.transports.providers.verdict import Verdict, by_status, shut, unreadable

ADDRESS = "https://api.postmarkapp.com"
MOST_LETTERS = 500

_LONGEST_KEY = 80
"""Letters of a value of Metadata."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmark:
    """An account of Postmark, and the stream that letters belong to."""

    key: Secret
    address: str = ADDRESS
    stream: str = "broadcast"
    letters_a_call: int = 50
    timeout: float = 60.0
    largest_call: int = 50 * 1024 * 1024
    is_repeatable: bool = False
    name: str = "Postmark"

    def authorization(self, key: str) -> Mapping[str, str]:
        return {"X-Postmark-Server-Token": key, "Accept": "application/json"}

    def item(self, parcel: Parcel) -> bytes:
        fields = take_apart(parcel.message)
        headers = [{"Name": name, "Value": value} for name, value in fields.headers]
        item: dict[str, object] = {
            "From": fields.sender,
            "To": parcel.recipient,
            "Subject": fields.subject,
            "TextBody": fields.text,
            "HtmlBody": fields.html,
            # Without the last one Postmark puts an id of its own in our Message-ID's place.
            "Headers": [*headers, {"Name": "X-PM-KeepID", "Value": "true"}],
            "MessageStream": self.stream,
            "TrackOpens": False,
            "TrackLinks": "None",
            "Metadata": {"letter": parcel.key[:_LONGEST_KEY]},
        }
        if fields.reply_to:
            item["ReplyTo"] = fields.reply_to
        return json.dumps({name: value for name, value in item.items() if value != ""}, ensure_ascii=False).encode()

    def call(self, parcels: Sequence[Parcel], items: Sequence[bytes]) -> Call:  # noqa: ARG002  # the Protocol's
        body = b"[" + b",".join(items) + b"]"
        return Call(path="/email/batch", body=body, headers={"Content-Type": "application/json"})

    def verdict(self, reply: Reply, parcels: Sequence[Parcel]) -> Verdict:
        said = reply.json()
        if not reply.is_success:
            return by_status(reply, len(parcels), reply.told("ErrorCode", "Message"))
        if not isinstance(said, list) or len(said) != len(parcels):
            return unreadable(reply, len(parcels))
        read = [_outcome(one, reply) for one in said]
        return Verdict(outcomes=[outcome for outcome, _ in read], shuts=next((why for _, why in read if why), ""))


def _outcome(said: object, reply: Reply) -> tuple[Outcome, str]:
    """What became of a letter, and why no other should be sent if that is what it says."""
    match said:
        case {"ErrorCode": int(code), **rest} if not isinstance(code, bool):
            words = on_one_line(f"{code} {rest.get('Message', '')}")
        case _:
            return unreadable(reply, 1).outcomes[0], ""
    match code:
        case 0:
            return Outcome(fate=Fate.ACCEPTED, reply=words, reference=on_one_line(str(rest.get("MessageID", "")))), ""
        case 406:  # inactive: a hard bounce, a complaint or an unsubscription stands against the address
            return Outcome(fate=Fate.REFUSED, reply=words, is_about_recipient=True), ""
        case 300 | 411:  # an invalid request, an attachment that is forbidden
            return Outcome(fate=Fate.REFUSED, reply=words), ""
        case 100 | 429:  # maintenance, too many requests
            return Outcome(fate=Fate.DEFERRED, reply=words, slow_down=True, retry_after=reply.wait), ""
        case _:  # a sender that is not confirmed, a stream that is not there, an account that may not send
            return shut(reply, 1, words).outcomes[0], words
