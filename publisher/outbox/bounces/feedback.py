"""A report of abuse (RFC 5965), or what Microsoft sends in its place -> a complaint.

Providers redact the reader's address (RFC 6590): whose letter it was is told by our marks in what they send back.
"""

from __future__ import annotations

from publisher.outbox.bounces.fields import after_type, groups
from publisher.outbox.bounces.message import Mail, header, parts
from publisher.outbox.bounces.verdict import Verdict
from publisher.outbox.report import Kind, on_one_line

_COMPLAINTS = ("abuse", "fraud", "opt-out", "opt-out-list")
"""What a reader does. `not-spam` takes one back, `auth-failure` (RFC 6591) and `virus` are about the mail."""
_JUNK_MAIL_REPORTING = "X-HmXmrOriginalRecipient"
"""Microsoft's programme encloses the letter, with the reader's address in this header of its own."""


def verdicts(message: Mail) -> tuple[Verdict, ...]:
    """At most one; none where the message is no such report."""
    for part in parts(message):
        if part.get_content_type() == "message/feedback-report":
            return (_verdict(part),)
        if part is not message and (email := header(part, _JUNK_MAIL_REPORTING)):
            return (Verdict(kind=Kind.COMPLAINT, email=email, diagnostic="abuse", reporter="Microsoft"),)
    return ()


def _verdict(part: Mail) -> Verdict:
    fields = {name: value for group in reversed(groups(part)) for name, value in group.items()}
    said = fields.get("feedback-type", "").lower()
    reporter = after_type(fields.get("reporting-mta", "")) or fields.get("user-agent", "")
    return Verdict(
        kind=Kind.COMPLAINT if said in _COMPLAINTS else Kind.OTHER,
        email=fields.get("original-rcpt-to", "").strip("<> "),
        diagnostic=on_one_line(said),
        reporter=on_one_line(reporter),
    )
