"""The key that receivers check signatures by (RFC 6376): published, whole, strong."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.patient import Patient
from publisher.doctor.tags import tags_of

_DKIM = Speaker("dkim")
_SHORT = 162
"""Bytes of an RSA key of 1024 bits in its wrapping (RFC 8301 asks for 2048 where possible)."""


def examine(patient: Patient) -> Iterator[Finding]:
    """The key of the configured selector; without one nobody can know where to look."""
    selector, domain = patient.settings.mail.dkim_selector, patient.sender_domain
    if not selector:
        advice = (
            f"turn signing on at your relay or provider, for {domain}, and set mail.dkim_selector to the s= of the"
            " DKIM-Signature in a mail that it sent"
        )
        yield _DKIM.warn("no selector is configured: it is not known whether letters are signed", advice)
        return
    name = f"{selector}._domainkey.{domain}"
    found = [text for text in patient.names.texts(name) if "p" in tags_of(text)]
    if len(found) != 1:
        advice = f'publish {name}. TXT "v=DKIM1; k=rsa; p=…" with the public key of your relay or provider, once'
        yield _DKIM.fail(f"{name} has {len(found) or 'no'} keys", advice)
        return
    yield from _key(name, found[0])


def _key(name: str, record: str) -> Iterator[Finding]:
    tags = tags_of(record)
    kind = tags.get("k", "rsa").lower()
    try:
        key = base64.b64decode(tags["p"], validate=True)
    except binascii.Error:
        yield _DKIM.fail(f"{name}: its key is no base64", "publish it again, whole")
        return
    if not key:
        yield _DKIM.fail(f"{name} is revoked: its key is empty", "publish the key that your relay signs with")
    elif kind == "rsa" and len(key) <= _SHORT:
        yield _DKIM.warn(f"{name} holds an RSA key of about 1024 bits or less", "let your relay make one of 2048 bits")
    elif "y" in tags.get("t", "").split(":"):
        yield _DKIM.warn(f"{name} says that it is being tested", "take t=y out of it when all is well")
    else:
        yield _DKIM.ok(f"{name} holds a key ({kind})")
