"""Resend: letters as fields, up to 100 a call, and each call taken once by its idempotency key.

https://resend.com/docs: "Send Batch Emails", "Idempotency Keys", "Errors", read in November 2026. The key is made of
the letters' own, so a call that broke off is made again as it was, and a letter that goes alone is taken once within 24
hours even where another run sends it again. Their return paths are in it as well, which no other publication has: an
account may serve several, whose letters of a week are numbered alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.report import on_one_line
from publisher.outbox.secret import Secret
from publisher.outbox.transports.providers.call import Call, Reply
from publisher.outbox.transports.providers.message import take_apart
from publisher.outbox.transports.providers.verdict import (
    Verdict,
    all_alike,
    by_status,
    shut,
    unfit,
    unreadable,
)

ADDRESS = "https://api.resend.com"
MOST_LETTERS = 100

_OF_LETTERS = frozenset({"invalid_attachment", "invalid_parameter", "missing_required_field", "validation_error"})
"""Errors of 400 and 422 that are about what a letter holds; others are about the key, the sender, the account."""
_OF_US = re.compile(r"api key|domain|\bfrom\b", re.IGNORECASE)
"""What a validation error names if it is about us after all."""
_TAG = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resend:
    """An account of Resend."""

    key: Secret
    address: str = ADDRESS
    letters_a_call: int = MOST_LETTERS
    timeout: float = 60.0
    largest_call: int = 40 * 1024 * 1024
    is_repeatable: bool = True
    name: str = "Resend"

    def authorization(self, key: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {key}"}

    def item(self, parcel: Parcel) -> bytes:
        # It writes a Message-ID of its own, and tells it by its webhooks.
        fields = take_apart(parcel.message, without=("message-id",))
        item: dict[str, object] = {
            "from": fields.sender,
            "to": [parcel.recipient],
            "subject": fields.subject,
            "text": fields.text,
            "html": fields.html,
            "reply_to": fields.reply_to,
            "headers": dict(fields.headers),
            "tags": [{"name": "letter", "value": parcel.key}] if _TAG.fullmatch(parcel.key) else "",
        }
        return json.dumps({name: value for name, value in item.items() if value != ""}, ensure_ascii=False).encode()

    def call(self, parcels: Sequence[Parcel], items: Sequence[bytes]) -> Call:
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": _key(parcels),
            "x-batch-validation": "permissive",  # one letter that will not do spoils no other
        }
        return Call(path="/emails/batch", body=b"[" + b",".join(items) + b"]", headers=headers)

    def verdict(self, reply: Reply, parcels: Sequence[Parcel]) -> Verdict:
        count, said = len(parcels), reply.told("name", "message")
        content = reply.json()
        if reply.is_success:
            outcomes = _outcomes(content, count)
            ours = next((one.reply for one in outcomes if one.fate is Fate.DEFERRED), "")
            return Verdict(outcomes=outcomes, shuts=ours) if outcomes else unreadable(reply, count)
        match reply.status, content:
            case 409, {"name": "concurrent_idempotent_requests"}:
                return all_alike(count, Outcome(fate=Fate.UNKNOWN, reply=said), repeats=True)
            case 409, {"name": "invalid_idempotent_request"}:  # the letter was taken as it was then
                return all_alike(count, Outcome(fate=Fate.UNKNOWN, reply=said))
            case 429, {"name": "daily_quota_exceeded" | "monthly_quota_exceeded"}:
                return shut(reply, count, said)
            case ((400 | 422), {"name": str(name)}) if name in _OF_LETTERS and not _OF_US.search(said):
                return unfit(count, said)
        return by_status(reply, count, said)


def _outcomes(content: object, count: int) -> Sequence[Outcome]:
    """Those of letters that were not found at fault are in their order; nothing where the numbers do not fit."""
    match content:
        case {"data": [*taken], **rest}:
            faults = _faults(rest.get("errors"), count)
        case _:
            return ()
    if faults is None or len(taken) + len(faults) != count:
        return ()
    names = iter(taken)
    return [faults[place] if place in faults else _accepted(next(names)) for place in range(count)]


def _faults(errors: object, count: int) -> Mapping[int, Outcome] | None:
    """Place -> what was found there; None where that cannot be read."""
    faults: dict[int, Outcome] = {}
    for error in errors if isinstance(errors, list) else ():
        match error:
            case {"index": int(place), **rest} if 0 <= place < count and not isinstance(place, bool):
                words = on_one_line(str(rest.get("message", "")))
                fate = Fate.DEFERRED if _OF_US.search(words) else Fate.REFUSED
                faults[place] = Outcome(fate=fate, reply=words or "refused, without a word")
            case _:
                return None
    return faults


def _accepted(said: object) -> Outcome:
    match said:
        case {"id": str(name)} if name:
            return Outcome(fate=Fate.ACCEPTED, reference=on_one_line(name))
    return Outcome(fate=Fate.UNKNOWN, reply="200, and no id")


def _key(parcels: Sequence[Parcel]) -> str:
    names = "\n".join(f"{parcel.key} {parcel.sender}" for parcel in parcels)
    return f"letters-{sha256(names.encode()).hexdigest()}"
