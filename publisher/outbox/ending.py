"""A letter, what a transport said of it, now -> what becomes of it. Every rule of that is here, and nothing else."""

from __future__ import annotations

from datetime import datetime

from publisher.outbox.ledger.letter import Ending, Letter
from publisher.outbox.ledger.standing import Standing
from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.retry import next_try

_LONGEST = 500


def ending(letter: Letter, outcome: Outcome, now: datetime) -> Ending:
    """What becomes of a letter that was tried."""
    standing, due = Standing.FAILED, None
    match outcome.fate:
        case Fate.ACCEPTED:
            standing = Standing.SENT
        case Fate.UNKNOWN:
            standing = Standing.DOUBT
        case Fate.UNTOUCHED:
            standing = Standing.PLANNED
        case Fate.DEFERRED:
            due = next_try(letter.tries, now, asked=outcome.retry_after)
            standing = Standing.DEFERRED if due else Standing.FAILED
        case Fate.REFUSED:
            pass
    said = " ".join(part for part in (outcome.reply, outcome.reference) if part)
    return Ending(letter=letter, standing=standing, reply=said[:_LONGEST], due=due)
