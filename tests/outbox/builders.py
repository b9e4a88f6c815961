"""Valid parcels; a test names only the fields that it is about."""

from __future__ import annotations

from publisher.outbox.parcel import Parcel

MESSAGE = b"From: weekly@example.org\r\nTo: min@example.com\r\nSubject: Two notes\r\n\r\nHello\r\n"


def parcel(key: str = "letter-1", *, recipient: str = "min@example.com", message: bytes = MESSAGE) -> Parcel:
    return Parcel(key=key, sender="bounces@example.org", recipient=recipient, message=message)
