"""The part of a delivery status notification that machines read (RFC 3464; in UTF-8, RFC 6533) -> verdicts."""

from __future__ import annotations

from publisher.outbox.bounces.fields import Fields, after_type, groups
from publisher.outbox.bounces.message import Mail, parts
from publisher.outbox.bounces.status import code_of, failed
from publisher.outbox.bounces.verdict import Verdict
from publisher.outbox.report import Kind, on_one_line

_TYPES = ("message/delivery-status", "message/global-delivery-status", "text/delivery-status")
_ARRIVES = ("delivered", "relayed", "expanded")


def verdicts(message: Mail) -> tuple[Verdict, ...]:
    """One for each recipient; none where the message has no such part, or nothing in it speaks of a recipient."""
    for part in parts(message):
        if part.get_content_type() in _TYPES:
            return _verdicts(groups(part))
    return ()


def _verdicts(all_groups: tuple[Fields, ...]) -> tuple[Verdict, ...]:
    recipients = [one for one in all_groups if "final-recipient" in one or "original-recipient" in one]
    recipients = recipients or [one for one in all_groups if "action" in one or "status" in one]
    reporter = next((after_type(one["reporting-mta"]) for one in all_groups if "reporting-mta" in one), "")
    # An address that leads to several, some of which it reached, is no dead address.
    is_partial = any(_action(one) in _ARRIVES for one in recipients)
    return tuple(_verdict(one, reporter, is_partial=is_partial) for one in recipients)


def _verdict(recipient: Fields, reporter: str, *, is_partial: bool) -> Verdict:
    status = recipient.get("status", "")
    diagnostic = on_one_line(after_type(recipient.get("diagnostic-code", "")))
    kind = failed(status, diagnostic) if _action(recipient) == "failed" else Kind.OTHER
    return Verdict(
        kind=Kind.SOFT if is_partial and kind is Kind.HARD else kind,
        email=after_type(recipient.get("original-recipient") or recipient.get("final-recipient", "")),
        status=code_of(status, diagnostic),
        diagnostic=diagnostic or on_one_line(f"{_action(recipient)} {status}"),
        reporter=on_one_line(reporter),
    )


def _action(recipient: Fields) -> str:
    """`failed (no such user)` is failed; where the field is missing, the code's class says it (RFC 3463, section 2)."""
    said = recipient.get("action", "").partition("(")[0].strip().lower()
    if said:
        return said
    return {"5": "failed", "4": "delayed", "2": "delivered"}.get(recipient.get("status", "")[:1], "")
