"""What one kind of mail says of one recipient, before it is known whose letter it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from publisher.outbox.report import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A recipient, and what became of the letter there."""

    kind: Kind
    email: str = field(default="", repr=False)
    status: str = ""
    diagnostic: str = ""
    reporter: str = ""
