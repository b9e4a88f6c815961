"""Mailgun: the message as it is, one a call.

https://documentation.mailgun.com, "Send an email in MIME format" and "API Response Codes", read in November 2026. Its
batches fill variables into one message, while letters here differ in their notes. It knows no idempotency key.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import quote

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.report import on_one_line
from publisher.outbox.secret import Secret
from publisher.outbox.transports.providers.call import Call, Reply
from publisher.outbox.transports.providers.verdict import Verdict, all_alike, by_status, unreadable

REGIONS: Mapping[str, str] = {"us": "https://api.mailgun.net", "eu": "https://api.eu.mailgun.net"}
"""Region -> where the API is."""

_NO_ADDRESS = re.compile(r"'?to'? parameter is not a valid address", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailgun:
    """A domain at Mailgun."""

    key: Secret
    domain: str
    address: str = REGIONS["us"]
    timeout: float = 60.0
    letters_a_call: int = 1
    largest_call: int = 25 * 1024 * 1024
    is_repeatable: bool = False
    name: str = "Mailgun"

    def authorization(self, key: str) -> Mapping[str, str]:
        return {"Authorization": "Basic " + base64.b64encode(f"api:{key}".encode()).decode()}

    def item(self, parcel: Parcel) -> bytes:
        from urllib3 import encode_multipart_formdata

        fields: list[tuple[str, str | tuple[str, bytes, str]]] = [
            ("to", parcel.recipient),
            ("o:tracking", "no"),
            ("o:tracking-clicks", "no"),
            ("o:tracking-opens", "no"),
            ("v:letter", parcel.key),
            ("message", ("letter.eml", parcel.message, "message/rfc822")),
        ]
        return encode_multipart_formdata(fields, boundary=_boundary(parcel))[0]

    def call(self, parcels: Sequence[Parcel], items: Sequence[bytes]) -> Call:
        content_type = f"multipart/form-data; boundary={_boundary(parcels[0])}"
        path = f"/v3/{quote(self.domain, safe='')}/messages.mime"
        return Call(path=path, body=items[0], headers={"Content-Type": content_type})

    def verdict(self, reply: Reply, parcels: Sequence[Parcel]) -> Verdict:
        said = reply.told("message")
        match reply.json():
            case {"id": str(name)} if reply.is_success and name.strip("<> "):
                reference = on_one_line(name.strip("<> "))
                return all_alike(len(parcels), Outcome(fate=Fate.ACCEPTED, reply=said, reference=reference))
            case {"message": str(words)} if reply.status == HTTPStatus.BAD_REQUEST and _NO_ADDRESS.search(words):
                return all_alike(len(parcels), Outcome(fate=Fate.REFUSED, reply=said, is_about_recipient=True))
            case _ if reply.is_success:
                return unreadable(reply, len(parcels))
        return by_status(reply, len(parcels), said)


def _boundary(parcel: Parcel) -> str:
    """What no letter holds, since nobody finds a text that holds its own hash."""
    return sha256(parcel.message).hexdigest()
