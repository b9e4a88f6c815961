"""`publisher send --test`: a week's letter to one address alone, of which nothing is recorded."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from publisher import console
from publisher.audience.email import Email
from publisher.commands.running import read_clock
from publisher.config import Settings
from publisher.dispatch import trial
from publisher.errors import PublisherError
from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.transport import UnreachableError
from publisher.shelf import shelve
from publisher.store.store import Store
from publisher.week import Week


def send_test(
    settings: Settings, store: Store, email: Email, *, week: Week | None, languages: Sequence[str], as_json: bool
) -> None:
    """Send it in each language, and end with what became of it."""
    now = read_clock()
    shelf = shelve(settings, now=now, watch=console.watch)
    of = week or trial.newest_week(shelf.library, languages or settings.site.codes)
    try:
        outcomes = list(
            trial.send_test(settings, store, shelf, email, week=of, languages=languages, now=now) if of else ()
        )
    except UnreachableError as error:
        raise PublisherError(str(error)) from error
    if not outcomes:
        raise PublisherError(f"no notes in {of or 'any week'}: there is no letter to test")
    if as_json:
        console.print_json({"tests": [_as_json(of, language, outcome) for language, outcome in outcomes]})
    else:
        console.print_lines(
            f"{of} {language} to {email.written}: {_in_words(outcome)}" for language, outcome in outcomes
        )
    sys.exit(int(any(outcome.fate is not Fate.ACCEPTED for _, outcome in outcomes)))


def _in_words(outcome: Outcome) -> str:
    reference = outcome.reference if outcome.reference not in outcome.reply else ""
    return " ".join(part for part in (str(outcome.fate), outcome.reply, reference) if part)


def _as_json(week: Week | None, language: str, outcome: Outcome) -> dict[str, object]:
    return {
        "week": str(week),
        "language": language,
        "fate": str(outcome.fate),
        "reply": outcome.reply,
        "reference": outcome.reference,
    }
