"""A mail that came to the return path -> reports. Pure: bytes in, nouns out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from publisher.outbox.bounces import delivery_status, feedback, freeform
from publisher.outbox.bounces.answers import is_answer
from publisher.outbox.bounces.message import LARGEST, Mail, header, parse, parts, text_of
from publisher.outbox.bounces.trace import Marks, Trace
from publisher.outbox.bounces.verdict import Verdict
from publisher.outbox.report import Kind, Report

_RECIPIENTS = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "Cc", "Apparently-To")
"""Whom the mail was for, as mail systems write it down; the envelope's own is not in a message."""


def read(content: bytes, marks: Marks, *, recipient: str = "") -> tuple[Report, ...]:
    """The news in a mail, at least one: of kind OTHER, with the reason, where it holds none.

    `recipient` is the envelope's, where it is known. No content makes this fail.
    """
    content = content[:LARGEST]
    key = sha256(content).hexdigest()
    message = parse(content)
    if message is None:
        return (Report(key=key, kind=Kind.OTHER, diagnostic="parts within parts, deeper than anybody means"),)
    trace = marks.trace(_texts(content, message, recipient))
    at = _arrived(message)
    found = _verdicts(content, message)
    return tuple(
        _report(one, trace, at, key=f"{key}-{number}" if number else key) for number, one in enumerate(_once(found))
    )


def _verdicts(content: bytes, message: Mail) -> tuple[Verdict, ...]:
    standard = delivery_status.verdicts(message) or feedback.verdicts(message)
    if standard:
        return standard
    if is_answer(message):
        return (Verdict(kind=Kind.OTHER, diagnostic="an answer by a machine"),)
    beginning = parse(content[: freeform.LARGEST]) or message
    return freeform.verdicts(beginning) or (Verdict(kind=Kind.OTHER, diagnostic="no report of a letter"),)


def _once(found: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Each recipient once; some servers repeat them."""
    return tuple({(one.kind, one.email.lower()): one for one in reversed(found)}.values())[::-1]


def _report(verdict: Verdict, trace: Trace, at: datetime | None, *, key: str) -> Report:
    return Report(
        key=key,
        kind=verdict.kind,
        public_id=trace.public_id,
        email=verdict.email,
        message_id=trace.message_id,
        feedback_id=trace.feedback_id,
        status=verdict.status,
        diagnostic=verdict.diagnostic,
        reporter=verdict.reporter,
        at=at,
    )


def _texts(content: bytes, message: Mail, recipient: str) -> Iterator[str]:
    """Where our marks may stand, the surest first."""
    yield recipient
    for name in _RECIPIENTS:
        yield header(message, name)
    yield content.decode("ascii", "replace")
    for part in parts(message):
        if not part.is_multipart() and header(part, "Content-Transfer-Encoding"):
            yield text_of(part)


def _arrived(message: Mail) -> datetime | None:
    """When our own mail server took it: the topmost Received says so, and no clock of strangers."""
    try:
        moment = parsedate_to_datetime(header(message, "Received").rpartition(";")[2].strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
