"""What others say of a letter after it left: it did not arrive, or its reader calls it spam.

Whoever reads such news turns it into this noun: mail to the return path, or a provider's webhook. What becomes of the
letter and of its reader is decided from it alone, in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LONGEST = 500
"""Letters of a diagnostic that are kept: others write it, as long as they like."""


class Kind(StrEnum):
    """What a report means for the reader."""

    HARD = "hard"
    """Nobody can be reached there, now or later: no letter goes there again."""
    SOFT = "soft"
    """It did not arrive, for a reason that may pass: a full mailbox, a server that was away. Counted."""
    BLOCKED = "blocked"
    """It was refused for what it holds or who sends it: nothing is wrong with the reader's address."""
    COMPLAINT = "complaint"
    """The reader called it spam: they want no more."""
    OTHER = "other"
    """No news of that kind: a delay, a delivery, an answer by a machine, a report that cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """News of one letter and one recipient."""

    key: str
    """What names this report: read twice, it has the same, and changes nothing the second time. Such as a provider's
    own number of the event, or the hash of a mail and the place of the recipient in it. At most 200 letters."""
    kind: Kind
    public_id: bytes = field(default=b"", repr=False)
    """Whose letter it was, by a token of ours whose keyed hash is right: nobody makes that up."""
    email: str = field(default="", repr=False)
    """The recipient, as the report has it: no proof, but with `is_vouched`."""
    is_vouched: bool = False
    """Whether who reports is known to be who they say: a provider, whose signature was checked. Otherwise a report
    without `public_id` changes nothing, because anybody can write to the return path."""
    parcel: str = ""
    """`Parcel.key` of the letter, where a provider was told it and says it again."""
    message_id: str = ""
    """The letter's Message-ID without its angle brackets; empty where the report does not hold it."""
    feedback_id: str = ""
    """The letter's Feedback-ID, which begins with its week and language."""
    status: str = ""
    """RFC 3463: `5.1.1`; empty where there was none."""
    diagnostic: str = ""
    """What the other server said, on one line of at most LONGEST letters: shown, and never acted on."""
    reporter: str = ""
    """Who says so: a mail server's or a provider's name."""
    at: datetime | None = None
    """When it happened; None where the report does not say."""


def on_one_line(text: str) -> str:
    """A diagnostic as it is kept: no control characters, no more than is worth keeping."""
    visible = "".join(letter if letter.isprintable() else " " for letter in text[: 8 * LONGEST])
    return " ".join(visible.split())[:LONGEST]
